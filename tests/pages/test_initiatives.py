"""Initiatives and roadmap through app.py: choices, cards, weights, drafts."""

from datetime import date

import pytest

from lib.domain.initiatives import Initiative
from lib.store.database import Database
from tests.builders import a_metric, months_of, submit, submit_records


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


def draft(initiative_id, **changes):
    return Initiative(
        **{"initiative_id": initiative_id, "status": "planned", "name_en": "Draft", **changes}
    )


@pytest.fixture
def small_file(tmp_path):
    """Give a company with one initiative, and seven that are not tied."""
    path = tmp_path / "small.duckdb"
    database = Database(path)
    submit_records(
        database,
        a_metric("product"),
        a_metric("business", kind="business"),
        draft("I1", name_en="Sole one", product_metric_id="product", business_metric_id="business"),
        *(draft(f"X{k}", product_metric_id="product") for k in range(7)),
    )
    submit(
        database,
        ("metric_value", months_of([1.0, 2.0], first=date(2026, 1, 1), metric_id="product")),
    )
    database.close()
    return path


def test_one_initiative_opens_with_its_figures(open_app, demo_file):
    app = follow(open_app(demo_file, page="initiatives", lang="en"), initiative="I08")

    assert app.title[0].value == "Aggressive push notifications"
    assert "sealed, unchanged since" in texts(app)
    assert "Moved the wrong way" in texts(app)
    assert "Alarm" in texts(app)


def test_a_candidate_says_what_its_metrics_could_show(open_app, demo_file):
    app = follow(open_app(demo_file, page="initiatives", lang="fr"), initiative="C01")

    assert "Ce qui pourrait être démontré" in texts(app)
    assert "Ce qui a changé" not in texts(app)


def test_an_unknown_initiative_is_reported_and_the_portfolio_shown(open_app, demo_file):
    app = follow(open_app(demo_file, page="initiatives", lang="en"), initiative="nothing")

    assert not app.exception
    assert "nothing" in texts(app)
    assert "launched initiatives of 24" in app.title[0].value


def test_the_choices_of_the_address_filter_the_portfolio(open_app, demo_file):
    app = follow(open_app(demo_file, page="initiatives", lang="en"), squad="S3", status="stopped")

    assert "1 of 28 initiatives" in texts(app)
    assert app.selectbox(key="squad").value == "S3"
    assert "stopped" in app.query_params["status"]


def test_drafts_are_counted_and_stay_out_of_the_portfolio(open_app, small_file):
    app = open_app(small_file, page="initiatives", lang="en")

    assert not app.exception
    assert "7 initiatives are not tied to a business metric" in texts(app)
    assert "1 of 1 initiative" in texts(app)
    assert "Draft" not in texts(app)


def test_the_roadmap_works_with_one_unscored_initiative(open_app, small_file):
    app = open_app(small_file, page="roadmap", lang="en")

    assert not app.exception
    assert "1 initiative cannot be scored" in texts(app)
    assert "7 initiatives are not tied" in texts(app)


def test_weights_of_the_address_rank_the_board_and_are_said_to_be_tried(open_app, demo_file):
    app = follow(
        open_app(demo_file, page="roadmap", lang="en"), board="delivered", weights="10-10-10-70"
    )

    assert "Weights tried, not saved" in texts(app)
    assert "10-10-10-70" in app.query_params["weights"]


@pytest.mark.parametrize("weights", ["", "1-2", "0-0-0-0", "a-b-c-d", "35-30-20-1000"])
def test_weights_that_cannot_be_used_leave_those_of_the_committee(open_app, demo_file, weights):
    app = follow(open_app(demo_file, page="roadmap", lang="en"), weights=weights)

    assert not app.exception
    assert "Weights set" in texts(app)
    assert "Weights tried" not in texts(app)


def test_another_number_of_places_moves_the_line(open_app, demo_file):
    app = follow(open_app(demo_file, page="roadmap", lang="en"), board="delivered", top="3")

    assert "top 3" in app.title[0].value


def test_a_filter_that_nothing_answers_is_calm(open_app, demo_file):
    app = follow(open_app(demo_file, page="roadmap", lang="en"), squad="S5")

    assert not app.exception
    assert "Nothing waits for its launch here" in texts(app)
