"""Read the demo exports the plain way, without any code of the application but its contracts."""

import csv
import io
from datetime import date

from lib.demo.company import load_order
from lib.domain.periods import parse_month
from lib.domain.tables import TABLES

EXPORTED = [table for table in TABLES if table != "company"]
"""Tables of which the demo company has a file; its own description is not among them."""

_MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"

Values = dict[tuple[str, date, str], float]


def rows_of(files: dict[str, bytes], table: str) -> list[dict[str, str]]:
    """Return the rows of a table, all of its canonical files together."""
    names = [file.name for file in load_order() if file.table == table]
    return [
        row for name in names for row in csv.DictReader(io.StringIO(files[name].decode("utf-8")))
    ]


def values_of(files: dict[str, bytes], name: str) -> Values:
    """Return the metric values of one file, whatever its shape."""
    if name.endswith("finance.csv"):
        return _french(files[name].decode("cp1252"))
    if name.endswith("suivi_produit.csv"):
        return _wide(files[name].decode("utf-8-sig"))
    return _long(files[name].decode("utf-8"))


def all_values(files: dict[str, bytes]) -> Values:
    """Return every metric value, a later file correcting an earlier one."""
    values: Values = {}
    for file in load_order():
        if file.table == "metric_value":
            values |= values_of(files, file.name)
    return values


def _french(text: str) -> Values:
    values: Values = {}
    for row in csv.DictReader(io.StringIO(text), delimiter=";"):
        word, year = row["Mois"].split(" ")
        month = date(int(year), _MONTHS.split(" ").index(word) + 1, 1)
        number = row["Valeur"].replace("\u00a0", "").replace(",", ".")
        values[row["Indicateur"], month, row["Segment"]] = float(number)
    return values


def _wide(text: str) -> Values:
    header, *rows = csv.reader(io.StringIO(text))
    months = [parse_month(month) for month in header[1:]]
    return {
        (row[0], month, ""): float(cell)
        for row in rows
        for month, cell in zip(months, row[1:], strict=True)
        if cell
    }


def _long(text: str) -> Values:
    return {
        (row["Metric"], date.fromisoformat(row["Date"]), row["Segment"]): float(row["Value"])
        for row in csv.DictReader(io.StringIO(text))
    }
