"""Text from files is data: escaped where Streamlit would read Markdown, plain elsewhere.

Markdown contexts: labels, metric values, markdown, captions, table cells, buttons, tabs, expanders,
alerts. Literal contexts (give them plain text): select boxes, charts, ``st.text``, page titles.
"""

import re

_MARKS = re.compile(r"([!-/:-@\[-`{-~])")
_BREAKS = re.compile(r"[ \t\r\n\f\v]+")  # no-break spaces are typography: they stay
_ARROWS = re.compile(r"(?<=[-<>])(?=[-<>])")
_ADDRESSES = re.compile(r"(?<=:)(?=//)|(?<=www)(?=\.)|(?=@)", re.IGNORECASE)
_JOINER = "\u2060"  # zero-width: keeps signs from becoming an arrow, addresses from becoming links


def md(text: object) -> str:
    """Return ``text`` so that Markdown shows it as written, on one line."""
    line = _BREAKS.sub(" ", str(text)).strip(" ")
    joined = _ADDRESSES.sub(_JOINER, _ARROWS.sub(_JOINER, line))
    return _MARKS.sub(r"\\\1", joined)
