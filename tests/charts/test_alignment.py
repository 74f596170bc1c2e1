"""The alignment map: a tree whose names open pages and whose open ends have a text."""

import altair
import pytest

from lib.charts.alignment import MOST_NAMED, alignment_chart, alignment_text
from lib.i18n.translate import LANGUAGES, locale
from lib.views.committee.alignment import AlignedObjective
from tests.charts.gallery import HOSTILE
from tests.charts.okr_gallery import aligned
from tests.okr_builders import an_objective

ENGLISH = locale("en")
FORMS = {
    "nothing": (),
    "full": (aligned(initiatives=3, loose=1),),
    "no initiative": (aligned(initiatives=0),),
    "no squad": (aligned(squad=False),),
    "nothing under it": (AlignedObjective(an_objective(), (), (), served=False),),
    "many": (aligned(initiatives=MOST_NAMED + 1),),
    "hostile": (
        AlignedObjective(an_objective(name_fr=HOSTILE, name_en=HOSTILE), (), (), served=False),
    ),
}


def link(choice, identifier):
    return f"page?{choice}={identifier}"


def no_link(_choice, _identifier):
    return ""


def names_in(spec):
    return [
        row["text"]
        for layer in spec["layer"]
        if layer["mark"]["type"] == "text"
        for row in layer["data"]["values"]
    ]


def chart(*objectives, language="en"):
    return alignment_chart(objectives, locale=locale(language), theme="light", link=link)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", FORMS)
def test_every_form_is_valid_vega_lite(name, language):
    assert altair.LayerChart.from_dict(chart(*FORMS[name], language=language), validate=True)


def test_each_name_opens_its_page_in_the_same_window():
    spec = chart(aligned(initiatives=1))

    links = {
        row["link"] for layer in spec["layer"] for row in layer["data"]["values"] if row.get("link")
    }
    assert links == {"page?objective=O1", "page?squad=S1", "page?initiative=I0"}
    assert spec["usermeta"]["embedOptions"]["loader"]["target"] == "_self"


def test_a_name_without_a_page_is_no_link():
    spec = alignment_chart((aligned(),), locale=ENGLISH, theme="light", link=no_link)

    assert all("href" not in layer["encoding"] for layer in spec["layer"])


def test_a_name_without_links_has_an_open_end_with_a_text():
    assert "○ no initiative" in names_in(chart(aligned(initiatives=0)))
    assert "○ no key result and no initiative" in names_in(chart(*FORMS["nothing under it"]))


def test_too_many_initiatives_are_counted():
    names = names_in(chart(aligned(initiatives=500)))

    assert "500 initiatives" in names
    assert "Initiative I0" not in names


def test_a_key_result_has_its_sign_before_its_name_and_its_state_in_its_label():
    spec = chart(aligned())
    labels = {
        row["label"] for layer in spec["layer"] for row in layer["data"]["values"] if "label" in row
    }

    assert "○ Result K0" in names_in(spec)
    assert "Result K0, off pace" in labels


def test_the_map_has_a_text():
    assert alignment_text((aligned(initiatives=1),), ENGLISH) == (
        "Objective O1: 1 key result, 1 initiative"
    )
