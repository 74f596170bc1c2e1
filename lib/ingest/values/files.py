"""Files of metric values of ordinary size: tables laid out as cells and put before the cursor."""

from collections.abc import Sequence

from lib.i18n.translate import N_
from lib.ingest.columns.contracts import contract_of
from lib.ingest.files.layout import Block
from lib.ingest.issues import Findings
from lib.ingest.readings import Reading
from lib.ingest.values.metric_values import concatenated, read_values
from lib.ingest.values.reshape import Laid, lay_out
from lib.ingest.values.task import ValueTask
from lib.store.connection import Connection
from lib.store.staging import rows


def read_value_blocks(
    connection: Connection, blocks: Sequence[Block], language: str, findings: Findings
) -> Reading:
    """Return what the tables of a file give as metric values."""
    contract = contract_of("metric_value")
    parts: list[Laid] = []
    for block in blocks:
        scratch = Findings(findings.options) if parts else findings
        laid = lay_out(block, contract, scratch)
        if laid is not None and (laid.rows or not parts):
            if scratch is not findings:
                findings.issues += scratch.issues
                findings.questions += scratch.questions
                findings.set_aside += scratch.set_aside
            parts.append(laid)
        elif parts:
            _tell_set_aside(block, findings)
    if not parts:
        return Reading("metric_value")
    used = set(parts[0].used)
    whole = concatenated(parts)
    rows.put_cells(connection, whole.table())
    reading = read_values(ValueTask(connection, findings, whole, language))
    reading.used = used
    return reading


def _tell_set_aside(block: Block, findings: Findings) -> None:
    findings.warn(
        "table_not_loaded",
        N_("This table of the file has no month and is not loaded (rows: {rows})."),
        line=block.header_line,
        rows=len(block.rows),
    )
    for row in block.rows:
        findings.put_aside(row.line, "other_table", row.cells)
