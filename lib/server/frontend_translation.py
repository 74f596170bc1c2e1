"""The frontend's own English, said in the reader's language by a small script of ours.

Streamlit cannot be told to speak French: its buttons, dialogs and menus are English whatever the
browser asks for. The script follows the language of the address, sets the language of the document
and replaces those strings, each only in the part of the frontend where it belongs, so that a text
of ours or of a file is never touched. It also tells the frontend where its server is.
"""

import hashlib
import json
from pathlib import Path

from lib.server.responses import FOREVER, Answer, answer

_ASSETS = Path(__file__).parent / "assets"


def script() -> str:
    """Return the script with its table."""
    table = json.loads((_ASSETS / "built_in_strings.json").read_text(encoding="utf-8"))
    code = (_ASSETS / "language.js").read_text(encoding="utf-8")
    return code.replace("/* TABLE */", json.dumps(table, ensure_ascii=False))


SCRIPT_PATH = f"/assets/language.{hashlib.sha256(script().encode()).hexdigest()[:12]}.js"
"""Address of the script; it changes with the content."""


def script_answer() -> Answer:
    """Return the answer that sends the script."""
    return answer(script().encode(), "text/javascript; charset=utf-8", cache=FOREVER)
