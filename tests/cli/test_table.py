import io

from lib.cli.command import TextTable
from lib.cli.program import print_table


def lines(table):
    output = io.StringIO()
    print_table(table, output)
    return output.getvalue().splitlines()


def test_columns_are_aligned_numbers_to_the_right():
    rows = [["Jan", "1.5"], ["February", "12"]]

    assert lines(TextTable(["Month", "Value"], rows, right="<>")) == [
        "Month     Value",
        "Jan         1.5",
        "February     12",
    ]


def test_a_table_without_rows_is_its_headings():
    assert lines(TextTable(["A", "B"], [])) == ["A  B"]


def test_a_cell_is_no_markup_and_no_line_is_broken():
    long = "[red]" + "x" * 500

    assert lines(TextTable(["A"], [[long]])) == ["A", long]
