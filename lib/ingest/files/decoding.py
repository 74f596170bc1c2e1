"""Bytes to text: which encoding, proven rather than guessed, or refused.

A mark at the start decides; then strict UTF-8; then the likely ones among the 8-bit encodings of
French and English machines. Binary files, files of two encodings and files with NUL bytes are
refused.
"""

import re
from dataclasses import dataclass

from charset_normalizer import from_bytes

from lib.i18n.translate import N_
from lib.ingest.issues import FileRefusedError

LIKELY = ["cp1252", "mac_roman", "iso8859_15"]
"""8-bit encodings met in exports."""

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_BINARY = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x1f\x8b",
    b"7z\xbc\xaf",
    b"Rar!",
    b"PAR1",
    b"SQLite format 3",
    b"\x7fELF",
    b"MZ",
)
_MULTIBYTE = re.compile(
    rb"[\xc3-\xdf][\x80-\xbf]|\xe2[\x80-\x84][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}"
)
_USUAL = re.compile(
    "[éèêëàâäùûüôöîïçœæ€£«»’–—…°²\u00a0]|(?<![a-z])[ÉÈÊËÀÂÄÙÛÜÔÖÎÏÇŒÆ](?![^a-zA-Z])"
)
_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1a\x1c-\x1f]")
_WEB_PAGE = re.compile(r"\s*<(!doctype|html|head|meta|body|table|div|\?xml)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text of a file and the encoding it was written in."""

    text: str
    encoding: str


def decode(content: bytes) -> Decoded:
    """Return the text of a file.

    Raises
    ------
    FileRefusedError
        When the file is empty, binary, of two encodings, or holds NUL bytes.
    """
    refuse_binary(content)
    encoding = _marked(content) or _unmarked_utf16(content)
    if encoding:
        text = _decoded(content, encoding).removeprefix("\ufeff")
    else:
        text, encoding = _utf8_or_likely(content)
    _refuse_controls(text)
    return Decoded(text, encoding)


def refuse_binary(content: bytes) -> None:
    """Refuse an empty file, and one whose first bytes are those of no text.

    Raises
    ------
    FileRefusedError
        When it is so.
    """
    if not content.strip():
        raise FileRefusedError(N_("The file is empty. Export it again."), code="empty_file")
    if content.startswith(_BINARY):
        raise FileRefusedError(
            N_("This is not a table but another kind of file. Export it as CSV or Excel."),
            code="binary_file",
        )


def is_web_page(text: str) -> bool:
    """Whether a text is HTML, or a workbook written as XML, under whatever name."""
    return _WEB_PAGE.match(text) is not None


def refuse_web_page() -> FileRefusedError:
    """Return the refusal of a web page without a table."""
    return FileRefusedError(
        N_("This is a web page under another name. Export it as CSV or Excel."), code="web_page"
    )


def refuse_nul(line: int) -> FileRefusedError:
    """Return the refusal of a file with a NUL byte."""
    return FileRefusedError(
        N_("The file holds a NUL byte: it is damaged or is not a text. Export it again."),
        code="nul_byte",
        line=line,
    )


def mixed_encodings(line: int) -> FileRefusedError:
    """Return the refusal of a file written in two encodings."""
    return FileRefusedError(
        N_(
            "Part of the file is in UTF-8 and part in another encoding, so accented letters "
            "cannot be trusted. Export it again in one go."
        ),
        code="mixed_encodings",
        line=line,
    )


def likely_encoding(sample: bytes) -> str:
    """Return the 8-bit encoding of a text that is not UTF-8.

    Raises
    ------
    FileRefusedError
        When none of the likely ones fits.
    """
    best = from_bytes(sample, cp_isolation=LIKELY).best()
    if best is None:
        raise FileRefusedError(
            N_("The encoding of the text cannot be recognised. Export the file again in UTF-8."),
            code="unknown_encoding",
        )
    if best.encoding == "iso8859_15":
        return "iso8859_15" if b"\xa4" in sample else "cp1252"
    return max(("cp1252", best.encoding), key=lambda name: _likelihood(sample, name))


def _likelihood(sample: bytes, encoding: str) -> float:
    """Return the share of the non-ASCII signs that French and English texts really hold.

    A capital amid small letters counts as none of them: in a short file the names of months tell
    more than any statistics of the language.
    """
    text = sample.decode(encoding, "replace")
    foreign = sum(not sign.isascii() for sign in text)
    return len(_USUAL.findall(text)) / foreign if foreign else 1.0


def _marked(content: bytes) -> str | None:
    return next((name for mark, name in _MARKS if content.startswith(mark)), None)


def _unmarked_utf16(content: bytes) -> str | None:
    head = content[:400]
    if len(head) < 8 or len(content) % 2:
        return None
    if head[1::2].count(0) > 0.8 * len(head[1::2]) and not head[::2].count(0):
        return "utf-16-le"
    if head[::2].count(0) > 0.8 * len(head[::2]) and not head[1::2].count(0):
        return "utf-16-be"
    return None


def _decoded(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise mixed_encodings(line) from error


def _utf8_or_likely(content: bytes) -> tuple[str, str]:
    nul = content.find(b"\0")
    if nul >= 0:
        raise refuse_nul(content[:nul].count(b"\n") + 1)
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        if holds_utf8(content):
            raise mixed_encodings(content[: error.start].count(b"\n") + 1) from error
    encoding = likely_encoding(content)
    return _decoded(content, encoding), encoding


def holds_utf8(content: bytes) -> bool:
    """Whether some lines with accents are UTF-8 by themselves."""
    return _MULTIBYTE.search(_without_eight_bit_pairs(content)) is not None


def _without_eight_bit_pairs(content: bytes) -> bytes:
    """Keep only the lines that are UTF-8 by themselves: others are in the 8-bit encoding."""
    utf8_lines = []
    for line in content.splitlines():
        if line.isascii():
            continue
        try:
            line.decode("utf-8")
        except UnicodeDecodeError:
            continue
        utf8_lines.append(line)
    return b"\n".join(utf8_lines)


def _refuse_controls(text: str) -> None:
    nul = text.find("\0")
    if nul >= 0:
        raise refuse_nul(text.count("\n", 0, nul) + 1)
    if len(_CONTROL.findall(text[:20_000])) > 0.02 * min(len(text), 20_000):
        raise FileRefusedError(
            N_("This is not a table but another kind of file. Export it as CSV or Excel."),
            code="binary_file",
        )
