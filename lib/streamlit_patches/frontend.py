"""The HTML page of Streamlit's frontend, with what its pages need asked for from the start.

The frontend asks for the scripts of a chart only once it has met one: a second and a third round of
requests after the first. Naming them in the page has the browser fetch them meanwhile.
"""

import re
from collections.abc import Iterable
from pathlib import Path

_ASKED_LATE = ("ArrowVegaLiteChart", "embed", "vega-interpreter", "ButtonGroup", "Button")
"""Scripts by their names before the fingerprint: those of a chart, of its engine, of our controls.
"""

_IMPORT = re.compile(r"""\b(?:from|import)["']\./([\w.-]+\.js)["']""")
_LAST_LINK = '<link rel="stylesheet"'


def frontend_page(folder: Path) -> str:
    """Return the HTML of the frontend that stands in ``folder``, its late scripts named in it."""
    page = (folder / "index.html").read_text(encoding="utf-8")
    scripts = folder / "static" / "js"
    found = (path for name in _ASKED_LATE for path in scripts.glob(f"{name}.*.js"))
    links = "".join(
        f'<link rel="modulepreload" crossorigin fetchpriority="low" href="./static/js/{name}">\n'
        for name in sorted(_with_imports(found))
        if name not in page
    )
    return page.replace(_LAST_LINK, links + _LAST_LINK, 1)


def _with_imports(scripts: Iterable[Path]) -> set[str]:
    """Return the names of scripts and of all that they import, directly or not."""
    seen: set[str] = set()
    waiting = list(scripts)
    while waiting:
        script = waiting.pop()
        if script.name not in seen:
            seen.add(script.name)
            text = script.read_text(encoding="utf-8")
            waiting += [script.with_name(name) for name in _IMPORT.findall(text)]
    return seen
