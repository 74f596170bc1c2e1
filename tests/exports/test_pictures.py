"""Charts are drawn in a process that answers, survives its own death, and ends when idle."""

import io
import json
import signal
from concurrent.futures import ThreadPoolExecutor

import pytest

from lib.exports.picture_worker import draw_all
from lib.exports.pictures import Pictures, fonts_folder
from tests.serving import until


def a_chart(count=3):
    return {
        "data": {"values": [{"at": at, "value": at % 2} for at in range(count)]},
        "mark": "line",
        "encoding": {
            "x": {"field": "at", "type": "quantitative"},
            "y": {"field": "value", "type": "quantitative"},
        },
    }


@pytest.fixture(scope="module")
def pictures():
    """Give a process that draws, and end it."""
    drawing = Pictures()
    yield drawing
    drawing.close()


def test_a_chart_is_drawn_in_both_forms(pictures):
    assert pictures.draw(a_chart(), "svg").startswith(b"<svg")
    assert pictures.draw(a_chart(), "png").startswith(b"\x89PNG")


def test_a_chart_that_cannot_be_drawn_is_refused_and_the_next_is_drawn(pictures):
    with pytest.raises(ValueError, match="conversion failed"):
        pictures.draw({"mark": "nonsense"}, "svg")

    assert pictures.draw(a_chart(), "svg").startswith(b"<svg")


def test_each_thread_gets_its_own_drawing(pictures):
    specs = [a_chart(count) for count in range(2, 8)]
    alone = [pictures.draw(spec, "svg") for spec in specs]

    with ThreadPoolExecutor(6) as pool:
        together = list(pool.map(lambda spec: pictures.draw(spec, "svg"), specs))

    assert together == alone
    assert len(set(together)) == len(specs)


def test_a_process_killed_from_outside_is_started_again(pictures):
    before = pictures.draw(a_chart(), "svg")

    pictures._process.kill()

    assert pictures.draw(a_chart(), "svg") == before


def test_the_process_ends_when_nothing_is_drawn():
    pictures = Pictures(idle_seconds=0.05)
    pictures.draw(a_chart(), "svg")
    process = pictures._process

    ended = process.wait(120)

    assert ended == 0
    until(lambda: not pictures.is_running)
    pictures.close()


@pytest.fixture
def stuck(tmp_path, monkeypatch):
    """Put a process that never answers, and does not end either, in the place of the worker."""
    (tmp_path / "stuck.py").write_text("import time\ntime.sleep(600)\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setattr("lib.exports.pictures._WORKER", "stuck")
    monkeypatch.setattr("lib.exports.pictures._GOODBYE_SECONDS", 0.2)


@pytest.mark.usefixtures("stuck")
def test_a_process_that_is_stuck_is_killed():
    pictures = Pictures(patience_seconds=0.3)

    with pytest.raises(RuntimeError, match="ended before it answered"):
        pictures.draw(a_chart(), "svg")

    assert not pictures.is_running
    pictures.close()


@pytest.mark.usefixtures("stuck")
def test_a_process_that_does_not_end_is_ended():
    pictures = Pictures()
    process = pictures._started()

    pictures.close()

    assert process.poll() == -signal.SIGKILL


def test_a_process_that_cannot_answer_raises_a_clear_error(monkeypatch):
    monkeypatch.setattr("lib.exports.pictures._WORKER", "lib.errors")
    pictures = Pictures()

    with pytest.raises(RuntimeError, match="ended before it answered"):
        pictures.draw(a_chart(), "svg")
    pictures.close()


def test_the_worker_answers_each_request_with_its_length():
    requests = [
        json.dumps({"form": form, "spec": spec}).encode() + b"\n"
        for form, spec in [("svg", a_chart()), ("svg", {"mark": "nonsense"}), ("png", a_chart())]
    ]
    answers = io.BytesIO()

    draw_all(requests, answers, fonts_folder())

    answers.seek(0)
    responses = []
    while line := answers.readline():
        state, length = line.split()
        responses.append((state, answers.read(int(length))[:4]))
    assert [state for state, _ in responses] == [b"done", b"refused", b"done"]
    assert [start for _, start in responses][::2] == [b"<svg", b"\x89PNG"]
