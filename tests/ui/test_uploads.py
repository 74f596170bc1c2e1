"""The uploads page in AppTest: what it shows; the browser tests press its buttons."""

from pathlib import Path

import pytest

CASES = Path(__file__).parents[1] / "ingest" / "cases"
CATALOGUE = b"metric_id,name_en,kind,unit,direction\nsold,Sold,product,count,up\n"
INVALID = b"metric,month,value\nsold,2026-08,five\n"
HOSTILE = b"metric,month,value\n[x](http://evil) **b**,2026-08,1\n"


def texts(app, *, escaped=False):
    kinds = ("title", "subheader", "markdown", "caption", "info", "warning", "success", "error")
    text = " ".join(str(element.value) for kind in kinds for element in app.get(kind))
    return text if escaped else text.replace("\\", "")


def button(app, label):
    return next(item for item in app.button if item.label == label)


def dropped(app, *files):
    zone = app.file_uploader[0]
    zone.set_value([(name, content, "text/csv") for name, content in files])
    return app.run()


def opened(open_app, source=None, *, lang="en", **address):
    app = open_app(source, page="uploads", lang=lang)
    for name, value in address.items():
        app.query_params[name] = value
    return app.run() if address else app


def test_the_drop_zone_takes_every_kind_of_file_that_the_importer_reads(open_app):
    zone = opened(open_app).file_uploader[0]

    kinds = {path.suffix for path in CASES.iterdir() if path.name != "expected.json"}
    assert {".csv", ".json", ".xlsx"} <= kinds <= set(zone.proto.type)


def test_an_invalid_file_is_refused_with_its_line_and_blocks_the_others(open_app):
    app = dropped(opened(open_app), ("metrics.csv", CATALOGUE), ("values.csv", INVALID))

    tables = " ".join(table.value.astype(str).to_string() for table in app.table)
    assert "Refused" in texts(app)
    assert "five" in tables
    assert button(app, "Load 2 files").disabled

    app.toggle[1].set_value(True).run()

    assert not button(app, "Load 1 file").disabled


def test_text_of_a_file_is_shown_as_written(open_app):
    app = dropped(opened(open_app), ("a_*b*.csv", HOSTILE))

    assert not app.exception
    assert "](http" not in texts(app, escaped=True)
    assert "\\*b\\*" in texts(app, escaped=True)


def test_two_uploads_are_compared_from_the_address(open_app, demo_file):
    app = opened(open_app, demo_file, section="history", upload="27", **{"with": "4"})

    assert not app.exception
    assert "rows stand in upload 4 only" in texts(app)


@pytest.mark.parametrize("section", ["load", "history", "quality", "edit", "files"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_section_opens_empty_and_full(open_app, demo_file, section, language):
    for source in (None, demo_file):
        app = opened(open_app, source, lang=language, section=section)

        assert not app.exception
        assert not app.error


def test_an_earlier_state_can_be_read_and_not_changed(open_app, demo_file):
    app = open_app(demo_file, page="uploads", lang="en", as_of="20")

    assert "You see an earlier state" in texts(app)
    assert not app.file_uploader
