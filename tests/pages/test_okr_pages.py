"""Objectives and squads as pages: filters in the address, one row, five hundred initiatives."""

import pytest

from lib.store.database import Database
from tests.builders import a_pair, submit_records
from tests.okr_builders import (
    a_check_in,
    a_key_result,
    a_squad,
    an_effort,
    an_initiative,
    an_objection,
    an_objective,
    two_metrics,
)

SUBJECTS = ("objectives", "squads")


@pytest.fixture
def company_file(tmp_path):
    """Give a function that writes records into a database file."""

    def start(*records):
        path = tmp_path / "made.duckdb"
        database = Database(path)
        submit_records(database, *records)
        database.close()
        return path

    return start


@pytest.fixture
def open_at(open_app):
    """Give a function that opens a page, then follows an address of it."""

    def start(source, page, **address):
        app = open_app(source, page=page, lang="en")
        for name, value in address.items():
            app.query_params[name] = value
        return app.run()

    return start


def texts(app):
    return " ".join(
        str(element.value) for kind in ("title", "markdown", "caption") for element in app.get(kind)
    )


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", SUBJECTS)
def test_a_page_opens_on_the_demo_company(open_app, demo_file, name, language):
    app = open_app(demo_file, page=name, lang=language)

    assert not app.exception
    assert not app.error
    assert app.get("vega_lite_chart")


@pytest.mark.parametrize("name", SUBJECTS)
def test_a_page_opens_on_nothing_and_says_so(open_app, name):
    app = open_app(page=name, lang="en")

    assert not app.exception
    assert len(app.info) == 1


@pytest.mark.parametrize("name", SUBJECTS)
def test_a_page_shows_one_row_and_names_what_is_missing(open_app, company_file, name):
    source = company_file(a_squad(mission_fr=None, mission_en=None), an_objective())

    app = open_app(source, page=name, lang="en")

    assert not app.exception
    assert "No business mission has been written" in texts(app)


@pytest.mark.parametrize("name", SUBJECTS)
def test_the_choices_of_the_address_are_taken_and_kept(open_at, demo_file, name):
    address = {"quarter": "2026-Q3", "squad": "S3", "objective": "O2", "status": "off_pace"}

    app = open_at(demo_file, name, **address)

    chosen = {box.key: box.value for box in app.selectbox}
    assert {key: chosen[key] for key in address} == address
    assert {key: app.query_params[key] for key in address} == address


@pytest.mark.parametrize("name", SUBJECTS)
def test_an_unknown_choice_is_said_and_the_usual_one_shown(open_at, demo_file, name):
    app = open_at(demo_file, name, squad="S99")

    assert not app.exception
    assert "S99" in app.warning[0].value


@pytest.mark.parametrize("name", SUBJECTS)
def test_a_choice_without_answer_shows_a_notice(open_at, demo_file, name):
    app = open_at(demo_file, name, squad="S1", objective="O4")

    assert not app.exception
    assert any("answers to this choice" in notice.value for notice in app.info)


def test_one_objective_alone_draws_its_forecasts(open_at, demo_file):
    every = open_at(demo_file, "objectives")
    alone = open_at(demo_file, "objectives", objective="O3")

    assert len(every.get("vega_lite_chart")) == 2 * 4 + 1
    assert len(alone.get("vega_lite_chart")) == 2 + 3 + 1
    assert "Confidence fell from 8 in August\u00a02026 to 4 in October\u00a02026" in texts(alone)


def test_a_changed_target_is_on_the_page_with_its_reason(open_app, company_file):
    source = company_file(an_objective(), a_key_result(), a_check_in())
    database = Database(source)
    submit_records(database, a_key_result(target_value=8.0, reason="launch postponed"))
    database.close()

    app = open_app(source, page="objectives", lang="en")

    assert "Target changed from 10\\.0 to 8\\.0" in texts(app)
    assert "launch postponed" in texts(app)


def test_an_orphan_and_a_draft_are_listed(open_app, company_file):
    source = company_file(
        *two_metrics(),
        an_objective(),
        a_key_result(),
        an_initiative("I1"),
        an_initiative("I2", product_metric_id=None),
    )

    app = open_app(source, page="objectives", lang="en")

    assert "Initiatives that serve no objective" in texts(app)
    assert "1 initiative is not tied to a product metric" in texts(app)
    assert "No initiative serves the objective" in texts(app)


def test_every_orphan_is_named_however_many(open_app, company_file):
    orphans = [an_initiative(f"Z{k:02d}") for k in range(40)]
    source = company_file(*two_metrics(), an_objective(), a_key_result(), *orphans)

    app = open_app(source, page="objectives", lang="en")

    content = texts(app) + " ".join(str(link.label) for link in app.get("page_link"))
    assert all(f"Initiative Z{k:02d}" in content for k in range(40))


def test_a_drift_and_an_open_objection_are_shown(open_app, company_file):
    source = company_file(
        *two_metrics(),
        a_squad(build_share=0.6, maintain_share=0.25, repair_share=0.15),
        a_pair(squad_id="S1"),
        an_objective(),
        a_key_result(squad_id="S1"),
        a_check_in(),
        an_effort("repair", 4.0),
        an_effort("build", 6.0, objective_id="O1"),
        an_objection(text_en="Too few months"),
    )

    app = open_app(source, page="squads", lang="en")

    assert "left its agreed split" in app.title[0].value
    assert "40% of the effort for 15% agreed, 25\u00a0pp above" in texts(app).replace("\\", "")
    assert "1 objection waits for an answer" in texts(app)
    assert "Too few months" in texts(app)


def test_text_from_a_file_is_never_read_as_markdown(open_app, company_file):
    source = company_file(an_objective(name_en="**bold** [x](http://y)"), a_key_result())

    app = open_app(source, page="objectives", lang="en")

    assert "\\*\\*bold\\*\\*" in app.subheader[0].value


@pytest.mark.parametrize("name", SUBJECTS)
def test_five_hundred_initiatives_open(open_app, company_file, name):
    source = company_file(
        *two_metrics(),
        *(a_squad(f"S{k}") for k in range(8)),
        an_objective(),
        *(a_key_result(f"K{k}", squad_id=f"S{k}") for k in range(8)),
        a_check_in(),
        *(
            an_initiative(f"I{k:03d}", squad_id=f"S{k % 8}", key_result_id=f"K{k % 8}")
            for k in range(500)
        ),
    )

    app = open_app(source, page=name, lang="en")

    assert not app.exception
