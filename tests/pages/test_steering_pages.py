"""Decisions, stories, listening, scenarios and the private brief, through app.py."""

from datetime import date

import pytest

from lib.domain.decisions import Decision, DecisionOption
from lib.store.database import Database
from tests.builders import a_metric, a_pair, submit_records

NAMES = ("decisions", "stories", "listening", "scenarios", "one_on_one")


def texts(app):
    return " ".join(
        str(element.value)
        for kind in ("title", "header", "subheader", "markdown", "caption", "info", "warning")
        for element in app.get(kind)
    ).replace("\\", "")


def follow(app, **address):
    """Follow a link to another view of the page that is open."""
    for name, value in address.items():
        app.query_params[name] = value
    return app.run()


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_a_steering_page_opens_on_the_demo_company(open_app, demo_file, name, language):
    app = open_app(demo_file, page=name, lang=language)

    assert not app.exception
    assert not app.error
    assert app.title[0].value
    assert ("[EN]" if language == "fr" else "[FR]") not in texts(app)


@pytest.mark.parametrize("name", NAMES)
def test_a_steering_page_opens_on_an_empty_company_and_says_so(open_app, name):
    app = open_app(page=name, lang="fr")

    assert not app.exception
    assert not app.error
    assert app.info


def test_a_decision_opens_with_its_receipt_and_verdict(open_app, demo_file):
    app = follow(open_app(demo_file, page="decisions", lang="en"), decision="D04")

    assert not app.exception
    assert "Treble" in app.title[0].value
    assert "No state of the data of that day is held" in texts(app)
    assert "below the range" in texts(app)


def test_an_unknown_decision_leaves_the_log_and_says_so(open_app, demo_file):
    app = follow(open_app(demo_file, page="decisions", lang="en"), decision="nothing")

    assert not app.exception
    assert "nothing" in texts(app)
    assert "8 of 8 decisions" in texts(app)


def test_a_bare_decision_lists_all_it_lacks(open_app, tmp_path):
    path = tmp_path / "one.duckdb"
    database = Database(path)
    submit_records(
        database,
        a_metric("product"),
        a_metric("business", kind="business"),
        a_pair(),
        Decision(decision_id="D1", status="open", name_en="Buy **it**?"),
        DecisionOption(decision_id="D1", option="A", name_en="Buy"),
        received_on=date(2026, 11, 5),
    )
    database.close()

    app = open_app(path, page="decisions", lang="en")

    assert not app.exception
    assert "Not ready. Missing: the option of doing nothing" in texts(app)


def test_a_scenario_is_marked_and_takes_its_inputs_from_the_address(open_app, demo_file):
    app = follow(
        open_app(demo_file, page="scenarios", lang="en"),
        scenario="SC1",
        inputs="SC1:12_7_4_38000_0.6",
    )

    assert not app.exception
    assert "not measured" in texts(app)
    assert "Inputs tried, not saved" in texts(app)
    assert "€7,600 less" in texts(app)
    assert "0.6" in str(app.query_params["inputs"])


@pytest.mark.parametrize("inputs", ["SC1:1_2", "SC1:a_b_c_d_e", "SC1:12_7_4_38000_1.5", "x"])
def test_inputs_that_cannot_be_used_leave_those_recorded(open_app, demo_file, inputs):
    app = follow(open_app(demo_file, page="scenarios", lang="en"), scenario="SC1", inputs=inputs)

    assert not app.exception
    assert "€22.8k more" in texts(app)
    assert "Inputs tried" not in texts(app)


def test_inputs_of_another_scenario_are_left_alone(open_app, demo_file):
    app = follow(
        open_app(demo_file, page="scenarios", lang="en"),
        scenario="SC2",
        inputs="SC1:12_7_4_38000_0.6",
    )

    assert not app.exception
    assert "Inputs tried" not in texts(app)


def test_a_story_is_shown_with_its_label(open_app, demo_file):
    app = follow(open_app(demo_file, page="stories", lang="en"), story="T05")

    assert not app.exception
    assert "Withdrawn on" in texts(app)
    assert "What was presented:" in texts(app)
