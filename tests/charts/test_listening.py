"""The clock of roles and its sentences, in both languages, themes and sizes."""

import itertools
import json
from datetime import date

import altair
import pytest

from lib.charts.listening import absence_text, clock_chart, listening_finding, reach_sentence
from lib.domain.feedback import ListeningSession
from lib.i18n.translate import LANGUAGES, locale
from lib.views.snapshot import snapshot
from lib.views.steering.listening import ListeningView, RoleClock, listening_view

ENGLISH, FRENCH = locale("en"), locale("fr")
LOOKS = list(itertools.product(LANGUAGES, ("light", "dark")))
EMPTY = ListeningView(None, (), (), ())


def a_clock(role="ceo", months=3):
    session = ListeningSession(
        session_id="L1", role=role, held_on=date(2026, 1, 1), kind="interview"
    )
    return RoleClock(role, session if months is not None else None, months, 1)


def test_the_demo_has_sentences_in_both_languages(demo):
    view = listening_view(snapshot(demo))

    assert listening_finding(view, ENGLISH) == (
        "2 of 7 executive roles have heard users in the last 6 months"
    )
    assert reach_sentence(view, FRENCH) == (
        "7 enseignements sur 9 ont mené à une décision ou à une initiative (78\u202f%)."
    )


def test_no_listening_session_is_stated():
    assert listening_finding(EMPTY, ENGLISH) == "Who has heard our users?"
    assert "No insight" in reach_sentence(EMPTY, ENGLISH)


def test_an_absence_is_stated_in_months():
    assert absence_text(a_clock(months=None), ENGLISH) == "never"
    assert absence_text(a_clock(months=0), ENGLISH) == "less than a month"
    assert absence_text(a_clock(months=1), ENGLISH) == "1 month"
    assert absence_text(a_clock(months=14), FRENCH) == "14 mois"


@pytest.mark.parametrize(("language", "theme"), LOOKS)
def test_the_clock_draws_in_every_look(language, theme):
    view = ListeningView(None, (), (a_clock("hr", None), a_clock("cfo", 14), a_clock()), ())

    spec = clock_chart(view, locale=locale(language), theme=theme)

    altair.Chart.from_dict(spec)
    assert len(spec["usermeta"]["table"]) == 3
    assert "14" in json.dumps(spec)
