"""The slides: sound, native, accessible, with the figures of the report and of the data."""

import io
import zipfile

import pytest
from power_pptx import Presentation as Checked
from power_pptx import accessibility, validation
from pptx import Presentation
from python_calamine import CalamineWorkbook

from lib.charts.drawing.theme import LARGE
from lib.charts.drawing.window import on_window, window_of
from lib.errors import InvalidInputError
from lib.exports.powerpoint.slides import powerpoint_bytes
from lib.exports.powerpoint.template import open_template
from tests.exports.update_reports import HOSTILE, hostile_report, short


def opened(content):
    return Presentation(io.BytesIO(content))


def charts_of(presentation):
    return [
        shape.chart for slide in presentation.slides for shape in slide.shapes if shape.has_chart
    ]


def texts_of(presentation):
    """Give every text of tables and text boxes."""
    for slide in presentation.slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                yield shape.text_frame.text
            if shape.has_table:
                for row in shape.table.rows:
                    yield from (cell.text for cell in row.cells)


@pytest.fixture(scope="module")
def slides(reports):
    return {language: powerpoint_bytes(report) for language, report in reports.items()}


def test_the_slides_keep_to_the_standard_and_survive_a_round_trip(slides):
    for content in slides.values():
        errors = validation.validate_presentation(Checked(io.BytesIO(content)))

        assert errors.schema_checked
        assert errors.schema_violations == []
        assert errors.roundtrip_changed_parts == []


def test_an_audit_of_accessibility_finds_nothing(slides):
    for content in slides.values():
        assert accessibility.audit_accessibility(Checked(io.BytesIO(content))).issues == []


def test_the_slide_size_declares_that_it_is_not_four_by_three(slides):
    size = opened(slides["en"]).element.sldSz

    assert size.get("type") == "custom"
    assert (size.cx, size.cy) == (12_192_000, 6_858_000)


def test_every_slide_has_a_title_of_its_own(slides):
    titles = [slide.shapes.title.text for slide in opened(slides["fr"]).slides]

    assert all(titles)
    assert len(set(titles)) == len(titles)


def test_each_pair_is_two_native_charts_with_words(slides, reports):
    presentation = opened(slides["fr"])
    frames = [shape for slide in presentation.slides for shape in slide.shapes if shape.has_chart]
    words = [frame._element.nvGraphicFramePr.cNvPr.get("descr") for frame in frames]

    assert len(frames) == 2 * len(reports["fr"].charts)
    assert all(words)
    assert {chart.description for chart in reports["fr"].charts} <= set(words)


def test_both_charts_of_a_pair_share_their_calendar_to_the_point(slides):
    for slide in opened(slides["fr"]).slides:
        frames = [shape for shape in slide.shapes if shape.has_chart]
        if not frames:
            continue
        edges = []
        for frame in frames:
            layout = frame.chart._chartSpace.chart.plotArea.find(".//{*}manualLayout")
            x, width = (float(layout.find(f"{{*}}{name}").get("val")) for name in ("x", "w"))
            edges.append((frame.left + x * frame.width, width * frame.width))
        assert edges[0] == pytest.approx(edges[1], abs=50)


def test_charts_hold_the_values_of_the_data(slides, reports):
    charts = iter(charts_of(opened(slides["en"])))
    for pair in reports["en"].charts:
        tandem = pair.series
        window = window_of((tandem.product, tandem.business), (), most=LARGE.months)
        for series in (tandem.product, tandem.business):
            actual = next(
                series
                for plot in next(charts).plots
                for series in plot.series
                if series.name == "Actual"
            )
            assert tuple(actual.values) == on_window(series, window).values


def test_the_workbook_behind_a_chart_is_complete(slides):
    chart = charts_of(opened(slides["fr"]))[0]
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))
    header, *rows = workbook.get_sheet_by_index(0).to_python()

    assert {"Réel", "Année précédente"} <= set(header)
    assert len(rows) == 25


def test_every_cell_and_finding_of_the_report_is_on_the_slides(slides, reports):
    for language, report in reports.items():
        texts = list(texts_of(opened(slides[language])))
        together = "\n".join(texts)
        for section in report.sections:
            assert section.title in together
            assert all(finding in together for finding in section.findings)
            for table in section.tables:
                assert {cell for row in table.rows for cell in row} <= set(texts)


def test_notes_tell_what_the_data_supports(slides, reports):
    notes = [slide.notes_slide.notes_text_frame.text for slide in opened(slides["en"]).slides][1:-1]

    for chart in reports["en"].charts:
        assert any(chart.description in note and chart.facts[0] in note for note in notes)


def test_launches_are_groups_of_shapes_with_words(slides):
    groups = [
        shape
        for slide in opened(slides["en"]).slides
        for shape in slide.shapes
        if shape.shape_type == 6
    ]

    assert groups
    for group in groups:
        assert group.name.startswith("Launch ")
        assert group._element.nvGrpSpPr.cNvPr.get("descr")


def test_hostile_text_is_no_formula_and_no_markup(database):
    content = powerpoint_bytes(hostile_report(database))
    presentation = opened(content)

    assert any("<script>alert(1)</script>" in text for text in texts_of(presentation))
    for chart in charts_of(presentation):
        book = zipfile.ZipFile(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))
        sheets = [name for name in book.namelist() if name.startswith("xl/worksheets/sheet")]
        assert all(b"<f>" not in book.read(name) for name in sheets)
    errors = validation.validate_presentation(Checked(io.BytesIO(content)))
    assert errors.schema_violations == []
    assert HOSTILE.startswith("=")


def company_template(path, *, wide=True, rename=()):
    """Write a template as a company would, some of its layouts renamed."""
    presentation = Presentation()
    if wide:
        presentation.slide_width, presentation.slide_height = 12_192_000, 6_858_000
    for former, now in rename:
        slide_layout = next(
            candidate for candidate in presentation.slide_layouts if candidate.name == former
        )
        slide_layout.name = now
    presentation.slides.add_slide(presentation.slide_layouts[0]).shapes.title.text = "Sample"
    presentation.save(path)
    return path


def test_a_company_template_is_found_by_the_names_of_its_layouts(tmp_path, reports):
    path = company_template(
        tmp_path / "house.pptx",
        rename=[("Title Slide", "Diapositive de titre"), ("Title Only", "Titre seul")],
    )

    presentation = opened(powerpoint_bytes(short(reports["fr"], 1), path))

    used = {slide.slide_layout.name for slide in presentation.slides}
    assert used == {"Diapositive de titre", "Titre seul"}
    assert "Sample" not in list(texts_of(presentation))


def test_a_file_saved_as_template_opens_too(tmp_path):
    template = zipfile.ZipFile(company_template(tmp_path / "house.pptx"))
    path = tmp_path / "house.potx"
    with zipfile.ZipFile(path, "w") as copy:
        for name in template.namelist():
            content = template.read(name)
            if name == "[Content_Types].xml":
                content = content.replace(b"presentation.main+xml", b"template.main+xml")
            copy.writestr(name, content)

    assert len(open_template(path).slides) == 0


def test_a_missing_layout_is_named_with_those_found(tmp_path):
    path = company_template(tmp_path / "house.pptx", rename=[("Title Only", "Our page")])

    with pytest.raises(InvalidInputError) as refused:
        open_template(path)

    assert "Title Only / Titre seul" in str(refused.value)
    assert "Our page" in str(refused.value)


def test_narrow_slides_and_other_files_are_refused(tmp_path):
    other = tmp_path / "notes.pptx"
    other.write_text("not slides")

    with pytest.raises(InvalidInputError, match="16:9"):
        open_template(company_template(tmp_path / "old.pptx", wide=False))
    with pytest.raises(InvalidInputError, match=r"notes\.pptx"):
        open_template(other)
    with pytest.raises(InvalidInputError, match=r"gone\.pptx"):
        open_template(tmp_path / "gone.pptx")
