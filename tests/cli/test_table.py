from lib.cli.table import table


def test_columns_are_aligned_numbers_to_the_right():
    assert table(["Month", "Value"], [["Jan", "1.5"], ["February", "12"]], right="<>") == [
        "Month     Value",
        "Jan         1.5",
        "February     12",
    ]


def test_a_table_without_rows_is_its_headings():
    assert table(["A", "B"], []) == ["A  B"]
