"""Every format of an update: its file and its name."""

import re
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from lib.errors import RefusedError
from lib.exports import pictures
from lib.exports import update_file as update_file_module
from lib.exports.update_file import FORMATS, MEDIA_TYPES, file_name, update_file, update_files
from lib.views.snapshot import snapshot
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


def test_files_are_written_once_for_all_readers_of_a_data_version(database):
    report, state, calls = replace(hostile_report(database), sections=()), snapshot(database), []

    first = update_files(state, report, calls.append)

    assert update_files(snapshot(database), report, calls.append) is first
    assert calls == [0, 1, 2, 3]
    assert set(first) == set(FORMATS)


def test_one_reader_prepares_files_one_waits_and_a_third_is_refused(database):
    report, state = hostile_report(database), snapshot(database)
    at_work, may_end = threading.Event(), threading.Event()

    def stop(_done):
        at_work.set()
        may_end.wait()
        raise InterruptedError

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(update_files, state, report, stop)
        at_work.wait()
        second = pool.submit(update_files, state, report, stop)
        while update_file_module._PLACES._value:
            time.sleep(0.001)
        with pytest.raises(RefusedError, match="other readers"):
            update_files(state, report, stop)
        may_end.set()

        for waiting in (first, second):
            with pytest.raises(InterruptedError):
                waiting.result()
    with pytest.raises(InterruptedError):
        update_files(state, report, stop)
