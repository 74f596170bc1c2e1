"""Tables of a page: escaped where they are shown, exact where they are downloaded."""

from datetime import date

from streamlit.testing.v1 import AppTest

from lib.exports.tables import data_frame


def script():
    from lib.exports.tables import data_frame
    from lib.ui.widgets.tables import show_table

    table = data_frame(["*Name*", "State"], [["[a](http://evil)", "**done**"]])
    show_table(table, markdown=["State"])
    show_table(data_frame(["Empty"], []))


def test_labels_and_cells_are_escaped_but_for_columns_of_markdown():
    app = AppTest.from_function(script).run()

    assert not app.exception
    table = app.table[0].value
    assert list(table.columns) == ["\\*Name\\*", "State"]
    assert "](" not in table.iloc[0, 0]
    assert table.iloc[0, 1] == "**done**"
    assert app.table[1].value.empty


def test_cells_keep_their_types_beside_missing_ones():
    table = data_frame(["Line", "Value", "Day"], [[3, 0.5, date(2026, 10, 1)], [None, None, None]])

    first, second = table.itertuples(index=False)
    assert first == (3, 0.5, date(2026, 10, 1))
    assert isinstance(first[0], int)
    assert list(second) == [None, None, None]
