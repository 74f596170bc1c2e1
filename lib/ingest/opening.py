"""A file as received, opened: encoding, delimiter, tables; the database is not asked.

Small files are held in memory. A large one is placed in the work folder, opened by its head and
later read by the database.
"""

import codecs
import contextlib
import hashlib
import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

from lib.i18n.translate import N_
from lib.ingest.columns.calendar import settle_calendar
from lib.ingest.columns.contracts import contract_of
from lib.ingest.columns.kinds import find_kind
from lib.ingest.company import with_company_answers
from lib.ingest.files.decoding import (
    decode,
    holds_utf8,
    is_web_page,
    likely_encoding,
    mixed_encodings,
    refuse_binary,
    refuse_nul,
    refuse_web_page,
)
from lib.ingest.files.json_records import is_json, rows_of_json
from lib.ingest.files.layout import Block, find_blocks
from lib.ingest.files.markup import rows_of_markup
from lib.ingest.files.text_tables import TextRow, find_delimiter, read_rows, unwrap_lines
from lib.ingest.files.workbooks import is_workbook, likely_sheets, sheets_of
from lib.ingest.issues import FileRefusedError, IssueLog
from lib.ingest.reports import Issue, Options, Source
from lib.ingest.sheets import choose_sheets, find_table
from lib.ingest.text.headers import plain
from lib.ingest.text.periods import parse_period
from lib.ingest.values.reshape import CellTable, lay_out
from lib.store.database import Database
from lib.store.staging.files import LargeFile

QUICK_BYTES = 64 << 10
"""Size from which a file of plain values is read by the database, twenty times as fast."""
LARGE_BYTES = 12 << 20
"""Size from which a file is not held in memory if it can be helped."""
MEDIUM_BYTES = 48 << 20
"""Size up to which a large file of another shape is still held in memory."""
_CHUNK = 8 << 20
_HEAD = 64 << 10
_ROLES = ("metric", "period", "value")
_FRENCH = frozenset(
    ["titre", "nom", "statut", "mois", "indicateur", "valeur", "valeurs", "cle", "resume", "equipe",
     "objectif", "cible", "etat", "periode", "debut", "fin", "echeance", "unite", "montant",
     "responsable", "libelle", "annee", "realise", "metrique", "mesure", "mesures", "sens",
     "famille"]
)  # fmt: skip
"""Words of headers that only French ones have."""


@dataclass(slots=True)
class OpenFile:
    """What was found in a file before its content is understood.

    Attributes
    ----------
    source
        The file as received.
    blocks
        Its tables, top to bottom.
    sheet_starts
        Lines before each sheet, and its name, where several are read as one table.
    kind
        Table they hold, ``okr`` for objectives and key results together, or None.
    faults
        What kept it from being opened.
    large, head, work_path, fingerprint, lines
        Of a file too large to be held in memory: its columns, its head as laid out, where it
        lies in the work folder, its fingerprint and the number of its line ends.
    is_plain
        Whether such a file has nothing but values under its header, as far as its head tells.
    is_attempt
        Whether it could be held in memory, should reading it by the database come to nothing.
    """

    source: Source
    blocks: list[Block] = field(default_factory=list)
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    sheets: tuple[str, ...] = ()
    sheet_starts: tuple[tuple[int, str], ...] = ()
    kind: str | None = None
    faults: list[Issue] = field(default_factory=list)
    issue_log: IssueLog | None = None
    large: LargeFile | None = None
    head: CellTable | None = None
    work_path: Path | None = None
    fingerprint: str | None = None
    lines: int = 0
    is_plain: bool = False
    is_attempt: bool = False

    @property
    def language(self) -> str:
        """Language of the headers."""
        words = {
            word for block in self.blocks for cell in block.header for word in plain(cell).split()
        }
        return "fr" if words & _FRENCH else "en"

    @property
    def shape_key(self) -> str:
        """Fingerprint of the shape: sheets, or headers without their months and delimiter."""
        if len(self.sheets) > 1:
            return hashlib.sha256(repr(self.sheets).encode()).hexdigest()[:16]
        heads = []
        for block in self.blocks:
            cells = ["<month>" if parse_period(cell) else plain(cell) for cell in block.header]
            heads.append(
                [
                    cell
                    for at, cell in enumerate(cells)
                    if at == 0 or cell != "<month>" or cells[at - 1] != cell
                ]
            )
        text = repr((heads, self.delimiter))
        return hashlib.sha256(text.encode()).hexdigest()[:16]


@contextlib.contextmanager
def open_files(
    database: Database, files: Sequence[tuple[Source, Options]]
) -> Iterator[list[OpenFile]]:
    """Open files, the large ones in the work folder of the database, and clear them away after."""
    with database.reading() as connection:
        wanted = [(source, with_company_answers(connection, options)) for source, options in files]
    with contextlib.ExitStack() as stack:
        opened = []
        for source, options in wanted:
            file = _open(source, options, database.work_folder)
            stack.callback(_clear, file)
            opened += [file]
        yield opened


def _open(source: Source, options: Options, work_folder: Path) -> OpenFile:
    size = _size(source)
    if size <= QUICK_BYTES or _is_workbook(source):
        return open_file(source, options)
    opened = open_large(source, options, work_folder)
    opened.is_attempt = size <= LARGE_BYTES
    is_other_shape = any(fault.code == "too_large_shape" for fault in opened.faults)
    is_in_vain = opened.is_attempt and (not opened.is_plain or opened.faults or options.choices)
    if is_in_vain or (is_other_shape and size <= MEDIUM_BYTES):
        _clear(opened)
        return open_file(source, options)
    return opened


def _size(source: Source) -> int:
    content = source.content
    return len(content) if isinstance(content, bytes) else content.stat().st_size


def _is_workbook(source: Source) -> bool:
    if isinstance(source.content, bytes):
        return is_workbook(source.content)
    with source.content.open("rb") as file:
        return is_workbook(file.read(8))


def _clear(opened: OpenFile) -> None:
    if opened.work_path is not None:
        opened.work_path.unlink(missing_ok=True)
        opened.work_path.with_suffix(".utf8.csv").unlink(missing_ok=True)


def content_of_source(source: Source) -> bytes:
    """Return the bytes of a file."""
    return source.content.read_bytes() if isinstance(source.content, Path) else source.content


def open_file(source: Source, options: Options) -> OpenFile:
    """Open a file: never raises, faults are kept with it."""
    opened = OpenFile(source)
    issue_log = IssueLog(options)
    opened.issue_log = issue_log
    try:
        content = content_of_source(source)
        if is_workbook(content):
            _open_workbook(opened, content, issue_log)
        else:
            _open_text(opened, content)
            _refuse_bare(opened.blocks)
            opened.kind = find_table(opened.blocks, issue_log, source.name)
    except FileRefusedError as error:
        opened.faults.append(error.issue)
    return opened


def _open_workbook(opened: OpenFile, content: bytes, issue_log: IssueLog) -> None:
    """Take the sheets that hold the table, or ask which ones do."""
    sheets = sheets_of(content)
    visible = [sheet for sheet in sheets if not sheet.is_hidden]
    opened.sheets = tuple(sheet.name for sheet in likely_sheets(visible) or visible or sheets)
    readings = choose_sheets(sheets, issue_log, opened.source.name)
    if readings is None:
        return
    opened.blocks = [block for reading in readings for block in reading.blocks]
    _refuse_bare(opened.blocks)
    for reading in readings:
        issue_log.issues += reading.issue_log.issues
        issue_log.add_questions(reading.issue_log.questions)
    opened.sheet = readings[0].name if len(readings) == 1 else None
    opened.sheet_starts = tuple((reading.start, reading.name) for reading in readings)
    opened.kind = None if issue_log.questions else readings[0].kind


def _open_text(opened: OpenFile, content: bytes) -> None:
    decoded = decode(content)
    opened.encoding = decoded.encoding
    opened.blocks = find_blocks(_rows(opened, decoded.text))


def _rows(opened: OpenFile, text: str) -> list[TextRow]:
    if is_json(text):
        return rows_of_json(text)
    if is_web_page(text):
        rows = rows_of_markup(text)
        if not rows:
            raise refuse_web_page()
        return rows
    text = unwrap_lines(text)
    opened.delimiter = find_delimiter(text)
    return read_rows(text, opened.delimiter)


def _refuse_bare(blocks: Sequence[Block]) -> None:
    """Refuse a file without rows of data."""
    if any(block.rows for block in blocks):
        return
    if blocks:
        raise FileRefusedError(
            N_("The file has a header and no row of data. Check the filters of the export."),
            code="header_only",
            line=blocks[0].header_line,
        )
    raise FileRefusedError(N_("No table was found in the file."), code="no_table")


def safe_name(name: str) -> str:
    """Return the name of a file without folders or signs that cannot be shown."""
    bare = re.split(r"[\\/]", name)[-1]
    return "".join(sign if sign.isprintable() else "_" for sign in bare)[:200] or "file"


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
    issue_log = IssueLog(options)
    opened.issue_log = issue_log
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
        _open_head(opened, readable, scan, issue_log)
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
    encoding_scan = _EncodingScan()
    quotes = lines = 0
    with path.open("rb") as file:
        while content := file.read(_CHUNK):
            digest.update(content)
            encoding_scan.take(content, lines)
            quotes += content.count(b'"')
            lines += content.count(b"\n")
    if quotes % 2:
        raise FileRefusedError(
            N_("A quotation mark of the file is never closed: it is cut or badly quoted."),
            code="unclosed_quote",
        )
    return Scan(digest.hexdigest(), encoding_scan.encoding, quotes > 0, lines)


@dataclass(slots=True)
class _EncodingScan:
    """The encoding of a file, decided chunk by chunk."""

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


def _open_head(opened: OpenFile, path: Path, scan: Scan, issue_log: IssueLog) -> None:
    with path.open("rb") as file:
        head = file.read(_HEAD)
    text = decode(head[: head.rfind(b"\n") + 1] or head).text
    if is_web_page(text):
        raise refuse_web_page()
    if is_json(text) or unwrap_lines(text) != text:
        raise _unfit()
    opened.delimiter = find_delimiter(text)
    if f'{opened.delimiter} "' in text:
        raise _unfit()
    rows = read_rows(text, opened.delimiter)
    blocks = find_blocks(rows)
    opened.blocks = blocks[:1]
    if not blocks or not blocks[0].has_header:
        raise _unfit()
    block = blocks[0]
    opened.is_plain = len(blocks) == 1 and not block.notes
    block.notes = []
    if _is_rewritten(block, opened.source.name, issue_log):
        raise _unfit()
    opened.kind = find_kind(block, issue_log)
    if opened.kind != "metric_value":
        raise _unfit()
    layout = lay_out(block, contract_of("metric_value"), IssueLog(issue_log.options))
    if layout is None or not _is_long(layout):
        raise _unfit()
    opened.is_plain = opened.is_plain and layout.roles.keys() <= {*_ROLES, "segment"}
    places = {role: layout.roles[role].index for role in layout.roles}
    opened.large = LargeFile(
        path, opened.delimiter, block.width, block.header_line or 0, scan.is_quoted,
        places["metric"], places["period"], places["value"],
        places.get("segment"), places.get("unit"), block.header_cells,
    )  # fmt: skip
    opened.head = layout


def _is_long(layout: CellTable) -> bool:
    """Whether each row is a value of one metric, one month and at most one column of segments."""
    segment = layout.roles.get("segment")
    return (
        layout.shape == "long"
        and set(_ROLES) <= layout.roles.keys()
        and not layout.is_partial
        and "scenario" not in layout.columns
        and layout.columns.get("segment") == (segment.name if segment else None)
    )


def _is_rewritten(block: Block, name: str, issue_log: IssueLog) -> bool:
    """Whether the months of a table must be put together first."""
    scratch = IssueLog(issue_log.options)
    settled = settle_calendar(block, scratch, name)
    return bool(scratch.questions) or any(
        new and new != old
        for row, before in zip(settled.rows, block.rows, strict=True)
        for new, old in zip(row.cells, before.cells, strict=True)
    )


def _unfit() -> FileRefusedError:
    return FileRefusedError(
        N_(
            "A file of this size must hold metric values, a row a value, under a header with the "
            "metric, the month and the value. Split it, or export it in that shape."
        ),
        code="too_large_shape",
    )
