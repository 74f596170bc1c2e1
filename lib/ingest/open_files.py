"""A file as received, opened: encoding, delimiter, tables; nothing of the database is needed."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from lib.i18n.translate import N_
from lib.ingest.columns.kinds import find_kind
from lib.ingest.files.decoding import decode
from lib.ingest.files.layout import Block, find_blocks
from lib.ingest.files.text_tables import find_delimiter, read_rows
from lib.ingest.files.workbooks import is_workbook, likely_sheets, sheets_of
from lib.ingest.issues import FileRefusedError, Findings
from lib.ingest.reports import Issue, Options, Source
from lib.ingest.text.headers import plain
from lib.ingest.text.periods import parse_period
from lib.ingest.values.reshape import Laid
from lib.store.staging.files import LargeFile

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
    kind: str | None = None
    faults: list[Issue] = field(default_factory=list)
    findings: Findings | None = None
    large: LargeFile | None = None
    head: Laid | None = None
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


def content_of_source(source: Source) -> bytes:
    """Return the bytes of a file."""
    return source.content.read_bytes() if isinstance(source.content, Path) else source.content


def open_file(source: Source, options: Options) -> OpenFile:
    """Open a file: never raises, faults are kept with it."""
    opened = OpenFile(source)
    findings = Findings(options)
    opened.findings = findings
    try:
        content = content_of_source(source)
        if is_workbook(content):
            _open_workbook(opened, content, findings)
        else:
            _open_text(opened, content)
        if not findings.questions:
            _refuse_bare(opened.blocks)
            opened.kind = find_kind(opened.blocks[0], findings)
    except FileRefusedError as error:
        opened.faults.append(error.issue)
    return opened


def _open_workbook(opened: OpenFile, content: bytes, findings: Findings) -> None:
    """Take the sheet that holds the table, or ask which one does."""
    sheets = sheets_of(content)
    likely = likely_sheets(sheets) or sheets
    opened.sheets = tuple(sheet.name for sheet in likely)
    if not likely:
        raise FileRefusedError(N_("No table was found in the file."), code="no_table")
    chosen: str | None = likely[0].name
    if len(likely) > 1:
        chosen = findings.ask(
            "sheet",
            opened.sheets,
            N_("The workbook has several sheets. Which one is to be loaded?"),
        )
    for sheet in likely:
        if sheet.name == chosen:
            opened.sheet = sheet.name
            opened.blocks = find_blocks(sheet.rows)


def _open_text(opened: OpenFile, content: bytes) -> None:
    decoded = decode(content)
    opened.encoding = decoded.encoding
    opened.delimiter = find_delimiter(decoded.text)
    opened.blocks = find_blocks(read_rows(decoded.text, opened.delimiter))


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
