"""The process that draws: one request a line on its input, each answer a length and its bytes.

The engine that draws holds a hundred megabytes for as long as its process lives, so it has one of
its own, which ``lib.exports.pictures`` starts when there is something to draw and lets end after.
"""

import json
import sys
from collections.abc import Iterable
from typing import BinaryIO

import vl_convert

from lib.exports.fonts import fonts_folder


def draw_all(requests: Iterable[bytes], answers: BinaryIO) -> None:
    """Draw each request until there are no more."""
    vl_convert.register_font_directory(fonts_folder())
    for request in requests:
        try:
            state, body = b"done", _drawn(**json.loads(request))
        except ValueError as error:  # what the engine raises for a chart it cannot draw
            state, body = b"refused", str(error).encode()
        answers.write(b"%s %d\n" % (state, len(body)) + body)
        answers.flush()


def _drawn(form: str, spec: dict[str, object]) -> bytes:
    if form == "png":
        return bytes(vl_convert.vegalite_to_png(spec, scale=2))
    return str(vl_convert.vegalite_to_svg(spec)).encode()


if __name__ == "__main__":
    draw_all(sys.stdin.buffer, sys.stdout.buffer)
