"""Read and change the HTML page of Streamlit's frontend.

Gain: the page carries our language, name and description, and names the scripts of charts, which
the frontend otherwise requests only after the first chart has arrived: two rounds of requests more
at a first visit. Its inline scripts are known, so that the content policy can forbid all others.

Private parts: the markup of ``static/index.html`` and the names of the files in ``static/js``.
Written for Streamlit 1.67.
"""

import re
from collections.abc import Iterable
from pathlib import Path

_LATE_SCRIPTS = ("ArrowVegaLiteChart", "embed", "vega-interpreter", "ButtonGroup", "Button")
"""Scripts by their names before the hash: those of charts, of their engine, and of our controls."""

_IMPORT = re.compile(r"""\b(?:from|import)["']\./([\w.-]+\.js)["']""")
_FIRST_FILES = re.compile(r'(?:href|src)="(/static/[^"]+)"')
_INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_LAST_LINK = '<link rel="stylesheet"'


def frontend_page(folder: Path) -> str:
    """Return the HTML of the frontend in ``folder``, with preload links for its late scripts.

    Its files have absolute addresses: the same below the prefix of every link, so that a browser
    loads them once.
    """
    page = (folder / "index.html").read_text(encoding="utf-8")
    scripts = folder / "static" / "js"
    late = (path for name in _LATE_SCRIPTS for path in scripts.glob(f"{name}.*.js"))
    links = "".join(
        f'<link rel="modulepreload" crossorigin fetchpriority="low" href="./static/js/{name}">\n'
        for name in sorted(_with_imports(late))
        if name not in page
    )
    page = page.replace(_LAST_LINK, links + _LAST_LINK, 1)
    return page.replace('="./', '="/')


def first_files(page: str) -> list[str]:
    """Return the addresses of the files that the page itself requests."""
    return _FIRST_FILES.findall(page)


def inline_scripts(page: str) -> list[str]:
    """Return the scripts written in the page."""
    return _INLINE_SCRIPT.findall(page)


def with_own_head(page: str, *, language: str, head: str, noscript: str) -> str:
    """Return the page with our language, head and text for browsers without scripts.

    Parameters
    ----------
    page
        HTML of the frontend.
    language
        Language of the reader.
    head
        HTML in place of the title.
    noscript
        HTML shown where scripts are off.
    """
    replacements = {
        r"<html[^>]*>": f'<html lang="{language}" translate="no">',
        r"<title>.*?</title>": head,
        r'<link rel="service-desc"[^>]*>': "",
        r"<noscript>.*?</noscript>": f"<noscript>{noscript}</noscript>",
        r"<!--.*?-->": "",
    }
    for pattern, text in replacements.items():
        page = re.sub(pattern, text.replace("\\", r"\\"), page, flags=re.DOTALL)
    return page.strip()


def _with_imports(scripts: Iterable[Path]) -> set[str]:
    """Return the names of scripts and of all that they import, directly or not."""
    names: set[str] = set()
    waiting = list(scripts)
    while waiting:
        script = waiting.pop()
        if script.name not in names:
            names.add(script.name)
            text = script.read_text(encoding="utf-8")
            waiting += [script.with_name(name) for name in _IMPORT.findall(text)]
    return names
