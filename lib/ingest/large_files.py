"""Files too large to be held in memory: opened by their head, read by the database."""

import codecs
import hashlib
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

from lib.i18n.translate import N_
from lib.ingest.columns.contracts import contract_of
from lib.ingest.columns.kinds import find_kind
from lib.ingest.files.decoding import (
    decode,
    holds_utf8,
    likely_encoding,
    mixed_encodings,
    refuse_binary,
    refuse_nul,
)
from lib.ingest.files.layout import find_blocks
from lib.ingest.files.text_tables import find_delimiter, read_rows
from lib.ingest.issues import FileRefusedError, Findings
from lib.ingest.open_files import OpenFile
from lib.ingest.reports import Options, Source
from lib.ingest.values.reshape import lay_out
from lib.store.staging.files import LargeFile

_CHUNK = 8 << 20
_HEAD = 64 << 10
_ROLES = ("metric", "period", "value")


@dataclass(frozen=True, slots=True)
class Scan:
    """What one pass over the bytes of a file tells."""

    fingerprint: str
    encoding: str
    is_quoted: bool
    lines: int


def open_large(source: Source, options: Options, work_folder: Path) -> OpenFile:
    """Open a large file by its head: never raises, faults are kept with it."""
    opened = OpenFile(source)
    findings = Findings(options)
    opened.findings = findings
    try:
        path = _placed(source, work_folder)
        opened.work_path = path
        with path.open("rb") as file:
            head = file.read(_HEAD)
        refuse_binary(head)
        scan = _scan(path)
        opened.encoding, opened.fingerprint = scan.encoding, scan.fingerprint
        opened.lines = scan.lines
        readable = path if scan.encoding == "utf-8" else _transcoded(path, scan.encoding)
        _open_head(opened, readable, scan, findings)
    except FileRefusedError as error:
        opened.faults.append(error.issue)
    return opened


def _placed(source: Source, work_folder: Path) -> Path:
    """Return the file under a generated name in the only folder that queries can read."""
    path = work_folder / f"{uuid4().hex}.csv"
    if isinstance(source.content, bytes):
        path.write_bytes(source.content)
    else:
        try:
            path.hardlink_to(source.content.resolve())
        except OSError:  # another disk, or one without links
            shutil.copyfile(source.content, path)
    return path


def _scan(path: Path) -> Scan:
    """Read the bytes once: fingerprint, encoding, quotation marks, NUL bytes."""
    digest = hashlib.sha256()
    telling = _Telling()
    quotes = lines = 0
    with path.open("rb") as file:
        while content := file.read(_CHUNK):
            digest.update(content)
            telling.take(content, lines)
            quotes += content.count(b'"')
            lines += content.count(b"\n")
    if quotes % 2:
        raise FileRefusedError(
            N_("A quotation mark of the file is never closed: it is cut or badly quoted."),
            code="unclosed_quote",
        )
    return Scan(digest.hexdigest(), telling.encoding, quotes > 0, lines)


@dataclass(slots=True)
class _Telling:
    """The encoding of a file, told chunk by chunk."""

    encoding: str = ""
    holds_utf8: bool = False
    decoder: codecs.IncrementalDecoder = field(
        default_factory=lambda: codecs.getincrementaldecoder("utf-8")()
    )

    def take(self, content: bytes, lines: int) -> None:
        """Look at the next chunk, which begins after ``lines`` line ends."""
        if not self.encoding:
            is_wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
            self.encoding = "utf-16" if is_wide else "utf-8"
        if self.encoding == "utf-16":
            return
        nul = content.find(b"\0")
        if nul >= 0:
            raise refuse_nul(lines + content[:nul].count(b"\n") + 1)
        if content.isascii():
            return
        if self.encoding == "utf-8":
            self._check(content)
        elif holds_utf8(content):
            self.holds_utf8 = True
        if self.encoding != "utf-8" and self.holds_utf8:
            raise mixed_encodings(lines + 1)

    def _check(self, content: bytes) -> None:
        try:
            self.decoder.decode(content)
        except UnicodeDecodeError as error:
            start = max(0, error.start - _HEAD // 2)
            self.encoding = likely_encoding(content[start : error.start + _HEAD // 2])
            self.holds_utf8 = self.holds_utf8 or holds_utf8(content)
        else:
            self.holds_utf8 = True


def _transcoded(path: Path, encoding: str) -> Path:
    """Write the file again in UTF-8 beside it."""
    target = path.with_suffix(".utf8.csv")
    lines = 0
    with (
        path.open(encoding=encoding, newline="") as old,
        target.open("w", encoding="utf-8", newline="") as new,
    ):
        try:
            while text := old.read(_CHUNK):
                new.write(text)
                lines += text.count("\n")
        except UnicodeDecodeError as error:
            raise mixed_encodings(lines + 1) from error
    return target


def _open_head(opened: OpenFile, path: Path, scan: Scan, findings: Findings) -> None:
    with path.open("rb") as file:
        head = file.read(_HEAD)
    text = decode(head[: head.rfind(b"\n") + 1]).text
    opened.delimiter = find_delimiter(text)
    rows = read_rows(text, opened.delimiter)
    found = find_blocks(rows)
    opened.blocks = found[:1]
    if not found or not found[0].has_header:
        raise _unfit()
    block = found[0]
    opened.is_plain = len(found) == 1 and not block.notes
    block.notes = []
    opened.kind = find_kind(block, findings)
    if opened.kind != "metric_value":
        raise _unfit()
    laid = lay_out(block, contract_of("metric_value"), Findings(findings.options))
    if laid is None or laid.shape != "long" or not set(_ROLES) <= laid.roles.keys():
        raise _unfit()
    opened.is_plain = opened.is_plain and laid.roles.keys() <= {*_ROLES, "segment"}
    places = {role: laid.roles[role].index for role in laid.roles}
    opened.large = LargeFile(
        path, opened.delimiter, block.width, block.header_line or 0, scan.is_quoted,
        places["metric"], places["period"], places["value"],
        places.get("segment"), places.get("unit"),
    )  # fmt: skip
    opened.head = laid


def _unfit() -> FileRefusedError:
    return FileRefusedError(
        N_(
            "A file of this size must hold metric values, a row a value, under a header with the "
            "metric, the month and the value. Split it, or export it in that shape."
        ),
        code="too_large_shape",
    )
