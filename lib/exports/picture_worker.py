"""The process that draws charts: one request a line on its input, answers as length and bytes.

The drawing engine takes a hundred megabytes, so it has a process of its own, which
``lib.exports.pictures`` starts on demand and ends when it is idle.
"""

import json
import sys
from collections.abc import Iterable
from typing import BinaryIO

import vl_convert


def draw_all(requests: Iterable[bytes], answers: BinaryIO, fonts: str) -> None:
    """Draw each request until there are no more."""
    vl_convert.register_font_directory(fonts)
    for request in requests:
        try:
            state, body = b"done", _draw(**json.loads(request))
        except ValueError as error:  # what the engine raises for a chart it cannot draw
            state, body = b"refused", str(error).encode()
        answers.write(b"%s %d\n" % (state, len(body)) + body)
        answers.flush()


def _draw(form: str, spec: dict[str, object]) -> bytes:
    if form == "png":
        return bytes(vl_convert.vegalite_to_png(spec, scale=2))
    return str(vl_convert.vegalite_to_svg(spec)).encode()


if __name__ == "__main__":
    draw_all(sys.stdin.buffer, sys.stdout.buffer, fonts=sys.argv[1])
