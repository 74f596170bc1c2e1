"""Every format of an update: its file and its name."""

import re
import subprocess
import sys

import pytest

from lib.exports import pictures
from lib.exports.update_file import FORMATS, MEDIA_TYPES, file_name, update_file
from tests.exports.update_reports import hostile_report


def test_every_format_has_a_media_type_and_a_plain_file_name(database):
    report = hostile_report(database)

    assert set(FORMATS) == set(MEDIA_TYPES) == {"pptx", "pdf", "html", "eml"}
    for file_format in FORMATS:
        assert re.fullmatch(r"tandem-2026-Q1-en\.[a-z]{3,4}", file_name(report, file_format))


def test_sixteen_pairs_are_written_in_every_format(reports):
    starts = {"pptx": b"PK", "pdf": b"%PDF", "html": b"<!doctype html", "eml": b"Subject"}

    for file_format in FORMATS:
        written = update_file(reports["fr"], file_format)

        assert starts[file_format].lower() in written[:200].lower(), file_format


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_a_drawing_holds_its_texts(reports, size):
    draw = pictures.pair_svg if size == "desktop" else pictures.pair_phone_svg
    report = reports["fr"]

    svg = draw(report.charts[0].series, report.locale)

    assert "Temps d’affichage mobile" in svg
    assert "font-family" in svg


def test_a_picture_shows_its_texts_and_not_only_its_lines(reports):
    from io import BytesIO

    from PIL import Image

    report = reports["fr"]
    picture = Image.open(BytesIO(pictures.pair_png(report.charts[0].series, report.locale)))
    header = picture.convert("L").crop((0, 0, picture.width, 40))
    ink = sum(count for count, shade in header.getcolors(256) if shade < 160)

    assert ink > 500


def test_what_only_files_need_is_not_loaded_for_pages():
    look = "import lib.ui.committee.quarterly_update, sys; print(*sys.modules)"

    ran = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)

    loaded = set(ran.stdout.split())
    assert "lib.exports.update_file" in loaded
    assert not loaded & {"pptx", "typst", "vl_convert"}
