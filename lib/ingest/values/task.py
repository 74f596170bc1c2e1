"""One file of metric values on its way through the importer."""

from dataclasses import dataclass, field

from lib.ingest.issues import Findings
from lib.ingest.values.label_units import LabelMeaning
from lib.ingest.values.reshape import Laid
from lib.store.connection import Connection


@dataclass(slots=True)
class ValueTask:
    """One file of metric values on its way: what is known so far."""

    connection: Connection
    findings: Findings
    laid: Laid
    language: str
    meanings: list[LabelMeaning] = field(default_factory=list)
    methods: dict[str, str] = field(default_factory=dict)
    duplicates: str = "last"

    def shown(self, metric_id: str) -> str:
        """Return the name of a metric as the file writes it."""
        for meaning in self.meanings:
            if meaning.metric.metric_id == metric_id:
                return meaning.shown
        return metric_id

    def column(self, column_no: int) -> str:
        """Return the header of a column."""
        return self.laid.names.get(column_no, "")
