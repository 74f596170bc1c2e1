"""Open pages that are behind the data are asked to run again; the others are left alone."""

from dataclasses import dataclass, field

import pytest
from streamlit.runtime.app_session import AppSessionState

from lib.server.live_refresh import PageRefresher, current_state
from lib.store.database import Database
from lib.streamlit_patches.sessions import active_sessions
from lib.ui.app import open_sessions
from lib.ui.app.open_sessions import PageState, page_states

BEFORE, NOW = PageState(7, is_silent=False), PageState(8, is_silent=False)
IDLE, BUSY = AppSessionState.APP_NOT_RUNNING, AppSessionState.APP_IS_RUNNING


@dataclass
class Session:
    """A reader's session, which counts its reruns."""

    _state: AppSessionState = IDLE
    _client_state: str = "choices"
    reruns: list[str] = field(default_factory=list)

    def request_rerun(self, choices):
        self.reruns.append(choices)


@pytest.fixture
def opened(monkeypatch):
    """Give sessions by name, and what each of them shows."""
    sessions, seen = {}, {}
    monkeypatch.setattr(open_sessions, "_STATES", seen)

    def add(name, state, **changes):
        sessions[name] = Session(**changes)
        if state is not None:
            seen[name] = state
        return sessions[name]

    add.sessions = sessions
    return add


def test_a_page_behind_the_data_is_run_again_with_its_choices_and_once(opened):
    behind, level, unknown = opened("a", BEFORE), opened("b", NOW), opened("c", None)
    pages = PageRefresher(lambda: opened.sessions)

    waiting = [pages.refresh(NOW), pages.refresh(NOW)]

    assert waiting == [0, 0]
    assert behind.reruns == ["choices"]
    assert level.reruns == unknown.reruns == []


def test_a_run_under_way_is_never_cut_short(opened):
    busy = opened("a", BEFORE, _state=BUSY)
    pages = PageRefresher(lambda: opened.sessions)

    waiting = pages.refresh(NOW)
    reruns_while_busy = list(busy.reruns)
    busy._state = IDLE
    pages.refresh(NOW)

    assert waiting == 1
    assert reruns_while_busy == []
    assert busy.reruns == ["choices"]


def test_a_crowd_is_asked_a_few_at_a_time(opened):
    crowd = [opened(f"reader {n}", BEFORE) for n in range(20)]
    pages = PageRefresher(lambda: opened.sessions)

    waiting = [pages.refresh(NOW) for _ in range(5)]

    assert waiting == [14, 8, 2, 0, 0]
    assert all(len(session.reruns) == 1 for session in crowd)


def test_a_database_that_falls_silent_and_one_that_comes_back_each_cause_a_rerun(opened):
    reader, silent = opened("a", BEFORE), PageState(7, is_silent=True)
    pages = PageRefresher(lambda: opened.sessions)

    pages.refresh(silent)
    open_sessions._STATES["a"] = silent
    pages.refresh(BEFORE)

    assert len(reader.reruns) == 2


def test_readers_who_left_are_forgotten(opened):
    opened("a", BEFORE)
    del opened.sessions["a"]

    PageRefresher(lambda: opened.sessions).refresh(NOW)

    assert page_states() == {}


def test_what_a_page_drawn_now_would_show():
    database = Database()

    assert current_state(database) == PageState(0, is_silent=False)
    assert active_sessions() == {}
    database.close()
