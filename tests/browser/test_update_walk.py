"""From a new month's export to a frozen update with its files: what a product leader does."""

import io
import shutil
import time
import zipfile

import pytest

from tests.browser.conftest import serve, settle
from tests.browser.test_uploads import drop, sign

pytestmark = pytest.mark.browser

NOVEMBER = (
    b"metric_id;period;value\nconversion_rate;2026-10;2,63\nlcp_mobile;2026-10;2,41\n"
    b"search_success;2026-10;75,2\n"
)
MOST_ACTS = 12  # clicks and words typed; each is counted


class Walk:
    """Counts what a person does and how long the machine makes them wait."""

    def __init__(self, page):
        self.page, self.acts, self.waited = page, 0, 0.0

    def does(self, act):
        started = time.monotonic()
        result = act()
        settle(self.page)
        self.acts, self.waited = self.acts + 1, self.waited + time.monotonic() - started
        return result


def test_a_month_becomes_a_frozen_update_with_its_files_in_a_dozen_clicks(
    visit, demo_file, tmp_path, record_property
):
    path = tmp_path / "company.duckdb"
    shutil.copy(demo_file, path)
    with serve(path) as server:
        page = visit(f"{server.url}/uploads?lang=en")
        walk = Walk(page)
        walk.does(lambda: drop(page, november=NOVEMBER))
        walk.does(lambda: sign(page))
        walk.does(lambda: page.locator(".st-key-uploads_commit button").click())
        page.get_by_text("1 file is loaded").wait_for()

        walk.does(lambda: page.goto(f"{server.url}/quarterly_update?lang=en&quarter=2026-Q4"))
        walk.does(lambda: page.get_by_role("button", name="Prepare the files").click())
        page.get_by_role("button", name="PowerPoint").wait_for(timeout=120_000)
        files = {}
        for name in ("PowerPoint", "PDF"):
            with page.expect_download() as coming:
                walk.does(lambda name=name: page.get_by_role("button", name=name).click())
            files[name] = coming.value.path().read_bytes()
        walk.does(lambda: page.get_by_text("Freeze this update").click())
        page.get_by_label("Your role or name").fill("Product director")
        walk.acts += 1
        walk.does(lambda: page.get_by_role("button", name="Freeze", exact=True).click())
        page.get_by_text("Freeze this update").wait_for(state="hidden")
        settle(page)

        assert "frozen" in page.inner_text("[data-testid=stMain]").lower()
        assert walk.acts <= MOST_ACTS
    assert "ppt/presentation.xml" in zipfile.ZipFile(io.BytesIO(files["PowerPoint"])).namelist()
    assert files["PDF"].startswith(b"%PDF-")
    record_property("acts", walk.acts)
    record_property("seconds_of_waiting", round(walk.waited, 1))
