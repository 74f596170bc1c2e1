"""The twelve faults a monthly file can carry, each planted in a file of the demo company.

``outcome`` is what loading may do with each: ``fixed`` (loaded with the right value),
``asked`` (a question, nothing loaded until it is answered), ``refused`` or ``noted`` (loaded, with
a warning or a note that names it). Several may be right; loading without a word never is.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from lib.demo.company import generate

OCTOBER_FINANCE = "26_2026-10_finance.csv"
OCTOBER_TRACKING = "27_2026-10_suivi_produit.csv"
OCTOBER_WAREHOUSE = "28_2026-10_warehouse.csv"
HEADER = "Date,Metric,Segment,Value"


@dataclass(frozen=True, slots=True)
class Fault:
    """A spoiled file: its bytes, the line at fault as an editor counts it, what is owed to it."""

    code: str
    file_name: str
    content: bytes
    outcomes: frozenset[str]
    line: int | None = None
    metric_id: str | None = None
    month: str | None = None
    right_value: float | None = None


def faults() -> Iterator[Fault]:
    """Give the twelve faults in a fixed order."""
    files = generate()
    finance = files[OCTOBER_FINANCE].decode("cp1252")
    warehouse = files[OCTOBER_WAREHOUSE].decode()
    yield from _wrong_values(finance, warehouse)
    yield from _shapes(finance)
    yield from _names_and_lines(warehouse)


def _wrong_values(finance: str, warehouse: str) -> Iterator[Fault]:
    yield _long(
        "basket_in_cents",
        ["2026-08-01,average_basket,,58.48", "2026-09-01,average_basket,,5830"],
        outcomes={"asked", "noted", "refused"},
        line=3,
        metric_id="average_basket",
    )
    yield _long(
        "duplicate_month",
        ["2026-10-01,average_basket,,58.4", "2026-10-01,average_basket,,57.9"],
        outcomes={"asked", "refused"},
        line=3,
        metric_id="average_basket",
    )
    yield _long(
        "july_restated",
        [f"2026-07-01,gmv,,{_july(finance)}", "2026-10-01,gmv,,6.891"],
        outcomes={"noted"},
        line=2,
        metric_id="gmv",
    )
    missing = [line for line in warehouse.splitlines() if ",incident_minutes," not in line]
    yield Fault(
        "metric_missing",
        "2026-10_warehouse.csv",
        _joined(missing).encode(),
        frozenset({"noted"}),
        metric_id="incident_minutes",
    )


def _shapes(finance: str) -> Iterator[Fault]:
    yield Fault(
        "semicolons_and_commas",
        "2026-10_finance.csv",
        finance.replace("\r\n", "\n").encode(),
        frozenset({"fixed"}),
        metric_id="average_basket",
        month="2026-10",
        right_value=58.4,
    )
    yield Fault(
        "cp1252",
        "2026-02_finance.csv",
        "Indicateur;Mois;Valeur (€)\r\ncost_to_serve;février 2026;3,61\r\n".encode("cp1252"),
        frozenset({"fixed"}),
        metric_id="cost_to_serve",
        month="2026-02",
        right_value=3.61,
    )
    yield Fault(
        "narrow_no_break_spaces",
        "2026-10_commandes.csv",
        "Indicateur;Mois;Valeur\norders;octobre 2026;117\u202f997\n".encode(),
        frozenset({"fixed"}),
        metric_id="orders",
        month="2026-10",
        right_value=117997.0,
    )
    yield Fault(
        "percent_written_two_ways",
        "2026-10_conversion.csv",
        b"Indicateur;Mois;Valeur\n"
        b"conversion;septembre 2026;2,60 %\n"
        b"conversion;octobre 2026;0,0262\n",
        frozenset({"asked", "noted", "fixed", "refused"}),
        line=3,
        metric_id="conversion",
        month="2026-10",
        right_value=2.62,
    )


def _names_and_lines(warehouse: str) -> Iterator[Fault]:
    lines = warehouse.splitlines()
    at = next(k for k, line in enumerate(lines) if ",conversion,," in line)
    renamed = [*lines]
    renamed[at] = renamed[at].replace(",conversion,,", ",conversion_rate_new,,")
    yield Fault(
        "renamed_metric",
        "2026-10_warehouse.csv",
        _joined(renamed).encode(),
        frozenset({"asked", "noted", "refused"}),
        line=at + 1,
        metric_id="conversion_rate_new",
    )
    yield Fault(
        "total_line",
        "2026-10_warehouse.csv",
        _joined([*lines, "TOTAL,,,987654"]).encode(),
        frozenset({"noted", "refused"}),
        line=len(lines) + 1,
    )
    yield _long(
        "future_row",
        ["2026-10-01,orders,,117997", "2027-03-01,orders,,120000"],
        outcomes={"refused", "noted"},
        line=3,
        metric_id="orders",
    )
    yield _long(
        "ambiguous_thousands",
        ['2026-09-01,seller_gmv,,"1,375"', '2026-10-01,seller_gmv,,"1,534"'],
        outcomes={"asked"},
        metric_id="seller_gmv",
    )


def _july(finance: str) -> str:
    """Return July's sales as the last month's file corrects them."""
    row = next(line for line in finance.splitlines() if line.startswith("gmv;juillet 2026;"))
    return row.rpartition(";")[2].replace(",", ".")


def _long(
    code: str, rows: list[str], *, outcomes: set[str], metric_id: str, line: int | None = None
) -> Fault:
    content = _joined([HEADER, *rows]).encode()
    return Fault(code, f"{code}.csv", content, frozenset(outcomes), line=line, metric_id=metric_id)


def _joined(lines: list[str]) -> str:
    return "\n".join(lines) + "\n"
