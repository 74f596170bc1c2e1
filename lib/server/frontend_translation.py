"""A script that translates the frontend's own English strings in the browser.

Streamlit's buttons, dialogs and menus are in English whatever the browser asks for. The script
reads the language from the address, sets the language of the document and replaces those strings,
each only in the part of the frontend where it occurs, so that texts of pages and files are never
changed. It also gives the frontend the address of its server.
"""

import hashlib
import json
from pathlib import Path

from lib.server.responses import FOREVER, CachedResponse, cached_response

_ASSETS = Path(__file__).parent / "assets"


def script() -> str:
    """Return the script with its table."""
    table = json.loads((_ASSETS / "built_in_strings.json").read_text(encoding="utf-8"))
    code = (_ASSETS / "language.js").read_text(encoding="utf-8")
    return code.replace("/* TABLE */", json.dumps(table, ensure_ascii=False))


SCRIPT_PATH = f"/assets/language.{hashlib.sha256(script().encode()).hexdigest()[:12]}.js"
"""Address of the script; it changes with the content."""


def script_response() -> CachedResponse:
    """Return the response that sends the script."""
    return cached_response(script().encode(), "text/javascript; charset=utf-8", cache=FOREVER)
