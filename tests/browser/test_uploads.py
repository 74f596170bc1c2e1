"""The journey of a monthly load: refused, asked, previewed, loaded, undone, taken back, edited."""

import shutil

import pytest

from tests.browser.conftest import serve, settle

pytestmark = pytest.mark.browser

SPOILED = b"Date,Metric,Segment,Value\n2026-10-01,lcp_mobile,,two point six\n"
UNSURE = b"Indicateur;Mois;Valeur\nPanier moyen;05/04/2026;1,234\n"
GOOD = (
    b"Date,Metric,Segment,Value\n2026-10-01,search_success,,75.1\n2026-09-01,search_success,,74\n"
)


@pytest.fixture
def company(demo_file, tmp_path):
    path = tmp_path / "company.duckdb"
    shutil.copy(demo_file, path)
    with serve(path) as server:
        yield server


def drop(page, **files):
    page.locator("input[type=file]").set_input_files(
        [
            {"name": f"{name}.csv", "mimeType": "text/csv", "buffer": content}
            for name, content in files.items()
        ]
    )
    page.get_by_role("button", name="Load").last.wait_for()
    settle(page)


def press(page, name):
    page.get_by_role("button", name=name, exact=False).last.click()
    page.wait_for_timeout(600)
    settle(page)


def answer(page):
    questions = page.locator("[data-testid=stForm] [role=radiogroup]")
    for place in range(questions.count()):
        questions.nth(place).locator("label").first.click()
    press(page, "Apply the answers")


def sign(page):
    page.get_by_label("Your role or name").fill("Product director")
    page.keyboard.press("Tab")
    page.wait_for_timeout(600)
    settle(page)


def test_a_month_is_refused_asked_loaded_once_undone_and_taken_back(visit, company):
    page = visit(f"{company.url}/uploads?lang=en", locale="en-GB")
    drop(page, spoiled=SPOILED, unsure=UNSURE, good=GOOD)
    assert page.get_by_text("two point six").first.is_visible()
    assert page.locator(".st-key-uploads_commit button").is_disabled()

    page.get_by_text("Leave this file out").first.click()
    page.wait_for_timeout(600)
    settle(page)
    answer(page)
    assert page.get_by_text("Ready to be loaded").count() == 2

    sign(page)
    page.locator(".st-key-uploads_commit button").dblclick()
    page.get_by_text("2 files are loaded").wait_for()
    settle(page)

    page.get_by_text("See it in the history").click()
    page.wait_for_url("**section=history**")
    settle(page)
    rows = page.locator("[class*=st-key-uploads_row_] a")
    assert [rows.nth(at).inner_text().split("·")[-1].strip() for at in (0, 1)] == [
        "good.csv",
        "unsure.csv",
    ]
    assert rows.filter(has_text="good.csv").count() == 1

    rows.first.click()
    page.wait_for_url("**upload=**")
    settle(page)
    for action, reason in (("Undo this upload", "wrong"), ("Take this upload back", "right")):
        press(page, action)
        page.get_by_label("Reason").last.fill(reason)
        press(page, "Confirm")
    assert page.get_by_text("wrong").first.is_visible()
    assert page.get_by_role("button", name="Undo this upload").is_visible()


def test_two_people_who_edit_one_value_see_both_versions(visit, company):
    address = f"{company.url}/uploads?lang=en&section=edit&table=metric_value&metric=gmv"
    first, second = (visit(address, locale="en-GB") for _ in range(2))
    for page, value in ((first, "6.9"), (second, "7.1")):
        page.get_by_label("Value, in the unit of the metric").fill(value)
        page.get_by_label("Your role or name").fill("Director")
        page.get_by_label("Reason of the change").fill("recount")
        press(page, "Save the change")

    assert first.get_by_text("The change is kept as upload").is_visible()
    assert second.get_by_text("Somebody changed this").is_visible()

    press(second, "Keep my changes")

    assert second.get_by_text("The change is kept as upload").is_visible()
    assert second.get_by_label("Value, in the unit of the metric").input_value() == "7.1"
