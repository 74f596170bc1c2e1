"""Names from files are data: shown as written, never run, never fetched."""

from datetime import date

import pytest

from lib.domain.access import LinkRequest
from lib.domain.decisions import Decision, Scenario, Story
from lib.domain.feedback import Insight, ListeningSession
from lib.domain.initiatives import Contribution, Initiative, Squad
from lib.domain.okrs import CheckIn, KeyResult, Objective
from lib.domain.pages import PAGES
from lib.domain.scenarios import FIELDS
from lib.store.database import Database
from lib.store.share_links import create_link
from tests.browser.conftest import serve, settle
from tests.builders import a_metric, a_pair, months_of, submit, submit_records

pytestmark = pytest.mark.browser

NASTY = (
    "<img src=x onerror=window.__xss=1>",
    "![t](http://evil.example/p.png)",
    "[link](javascript:window.__xss=1)",
    "Status:red :material/home: :red[x]",
    "$5k to $10k $a$ -> <- --",
    "**a** _b_ ~c~ `d` &amp; # 1. - x",
    "=HYPERLINK(1)+{0} {name} %s",
)


def nasty(at, of):
    return f"{of}{NASTY[at % len(NASTY)]}"


def hostile_company(path):
    database = Database(path)
    names = {"name_fr": nasty(0, "M"), "name_en": nasty(0, "M")}
    metrics = [
        a_metric(
            f"m{at}",
            kind="product" if at % 2 else "business",
            common_kpi=True,
            name_fr=nasty(at, "M"),
            name_en=nasty(at, "M"),
            unit_note_fr=nasty(at, "U"),
            unit_note_en=nasty(at, "U"),
            definition_fr=nasty(at, "D"),
            definition_en=nasty(at, "D"),
            owner_product=nasty(at, "O"),
            source=nasty(at, "S"),
        )
        for at in range(len(NASTY))
    ]
    pairs = [
        a_pair(
            f"P{at}",
            product_metric_id=f"m{at}",
            business_metric_id=f"m{(at + 1) % len(NASTY)}",
            squad_id="S1",
            reason_fr=nasty(at, "R"),
            reason_en=nasty(at, "R"),
        )
        for at in range(len(NASTY))
    ]
    initiatives = [
        Initiative(
            initiative_id=f"I{at}",
            name_fr=nasty(at, "I"),
            name_en=nasty(at, "I"),
            problem_fr=nasty(at, "B"),
            problem_en=nasty(at, "B"),
            squad_id="S1",
            key_result_id="K1",
            pair_id=f"P{at}",
            product_metric_id=f"m{at}",
            business_metric_id=f"m{(at + 1) % len(NASTY)}",
            status="shipped",
            launched_on=date(2026, 3, 5),
        )
        for at in range(len(NASTY))
    ]
    submit_records(
        database,
        *metrics,
        *pairs,
        *initiatives,
        Squad(squad_id="S1", mission_fr=nasty(1, "M"), mission_en=nasty(1, "M"), **names),
        Objective(objective_id="O1", weight=0.5, **names),
        KeyResult(
            key_result_id="K1",
            quarter="2026-Q1",
            objective_id="O1",
            kind="committed",
            start_value=0.0,
            target_value=10.0,
            unit=nasty(2, "U"),
            **names,
        ),
        CheckIn(key_result_id="K1", period=date(2026, 3, 1), value=4.0, note_fr=nasty(3, "N")),
        Contribution(initiative_id="I0", objective_id="O1", contribution=1.0),
        Decision(decision_id="D1", status="open", due_on=date(2026, 12, 1), **names),
        Story(
            story_id="T1",
            initiative_id="I0",
            pair_id="P0",
            told_on=date(2026, 6, 1),
            status="told",
            before_en=nasty(2, "B"),
            action_en=nasty(3, "A"),
            after_en=nasty(4, "C"),
            **names,
        ),
        ListeningSession(
            session_id="L1",
            role="cfo",
            held_on=date(2026, 5, 4),
            kind="visit",
            topic_fr=nasty(0, "M"),
            topic_en=nasty(0, "M"),
        ),
        Insight(insight_id="N1", session_id="L1", text_en=nasty(0, "M"), status="open"),
        *(
            Scenario(
                scenario_id="W1",
                parameter=field.name,
                kind="quality",
                value=0.4 if field.unit == "share" else 9.0,
                assumption_en=nasty(5, "M"),
                **names,
            )
            for field in FIELDS["quality"]
        ),
        file_name="=cmd|' /C calc'!A0 <b>.csv",
        author=nasty(1, "A"),
    )
    for at in range(len(NASTY)):
        submit(
            database,
            (
                "metric_value",
                months_of(
                    [float(k % 7 + at) for k in range(30)],
                    metric_id=f"m{at}",
                    first=date(2023, 10, 1),
                ),
            ),
            key=f"values-{at}",
            file_name=nasty(at, "F"),
        )
    create_link(
        database,
        LinkRequest(label=nasty(0, "M"), pages=("overview",), language="en"),
        author=nasty(1, "A"),
    )
    database.close()


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    path = tmp_path_factory.mktemp("hostile") / "company.duckdb"
    hostile_company(path)
    with serve(path) as server:
        yield server


def squeezed(text):
    return "".join(text.replace("\u2060", "").split())


@pytest.mark.parametrize("name", ["", *(entry.name for entry in PAGES[1:])])
def test_hostile_names_are_shown_as_written(hostile, browser, name):
    foreign, faults = [], []
    context = browser.new_context(locale="en-GB")
    page = context.new_page()
    page.on(
        "request",
        lambda request: (
            foreign.append(request.url)
            if not request.url.startswith((hostile.url, "data:", "blob:"))
            else None
        ),
    )
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(f"{hostile.url}/{name}?lang=en")
    settle(page)
    text = squeezed(page.locator("body").inner_text())
    links = page.locator("[data-testid=stMain] a").evaluate_all(
        "found => found.map(link => link.getAttribute('href') || '')"
    )

    assert page.evaluate("window.__xss") is None
    assert [url for url in foreign if "127.0.0.1" not in url] == []
    assert faults == []
    assert [href for href in links if "evil" in href or "javascript" in href] == []
    assert name in ("uploads", "methods") or any(
        squeezed(nasty(at, "M")) in text for at in range(len(NASTY))
    )
    context.close()


def test_hostile_names_stay_text_in_a_pair_and_its_sources(hostile, browser):
    context = browser.new_context(locale="en-GB")
    page = context.new_page()
    page.goto(f"{hostile.url}/metric_pairs?lang=en&pair=P0")
    settle(page)
    page.get_by_role("button", name="Sources").first.click()
    page.get_by_role("button", name="Download all").first.wait_for()
    settle(page)
    text = squeezed(page.locator("body").inner_text())

    assert page.evaluate("window.__xss") is None
    assert page.locator("img[src='x']").count() == 0
    for part in ("M", "D", "S", "F"):
        assert squeezed(nasty(0, part)) in text, part
    context.close()
