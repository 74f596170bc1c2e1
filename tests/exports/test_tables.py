"""A workbook holds real numbers and dates, and texts that stay texts."""

import io
from datetime import date

import pytest
from python_calamine import CalamineWorkbook

from lib.errors import InvalidInputError
from lib.exports.tables import LONGEST_TEXT, ColumnHelp, data_frame, xlsx_bytes


def read(content):
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return workbook.sheet_names, workbook.get_sheet_by_index(0).to_python()


def test_cells_keep_their_types():
    content = xlsx_bytes(
        "values",
        data_frame(["a", "b", "c", "d"], [[1.5, date(2026, 10, 31), True, None]]),
    )

    names, rows = read(content)

    assert names == ["values"]
    assert rows == [["a", "b", "c", "d"], [1.5, date(2026, 10, 31), True, ""]]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "http://a.b", "007", "{=1}"])
def test_a_text_is_never_a_formula_a_link_or_a_number(text):
    _, rows = read(xlsx_bytes("t", data_frame(["a"], [[text]])))

    assert rows[1] == [text]


def test_a_text_longer_than_a_cell_is_refused_with_its_line():
    with pytest.raises(InvalidInputError) as refusal:
        xlsx_bytes("t", data_frame(["a"], [["x"], ["y" * (LONGEST_TEXT + 1)]]))

    assert refusal.value.parameters == {"line": 3}


def test_notes_and_lists_of_choices_do_not_become_rows():
    columns = {"kind": ColumnHelp("What it is", ("product", "business"))}

    names, rows = read(xlsx_bytes("metric", data_frame(["kind"], [["product"]]), columns))

    assert names == ["metric"]
    assert rows == [["kind"], ["product"]]


def test_a_day_before_excel_counts_is_written_as_text():
    _, rows = read(xlsx_bytes("t", data_frame(["a"], [[date(1899, 5, 1)]])))

    assert rows[1] == ["1899-05-01"]
