"""Names of records: the reader's language, then the other one, then the identifier."""

from dataclasses import fields
from typing import get_args

import pytest

from lib.i18n.translate import locale
from lib.wording.names import NamedRecord, name_of, pair_name, squad_name
from tests.builders import a_metric

FRENCH = locale("fr")
ENGLISH = locale("en")


def test_a_name_is_in_the_readers_language():
    metric = a_metric("visits", name_fr="Visites", name_en="Visits")

    assert name_of(metric, FRENCH) == "Visites"
    assert name_of(metric, ENGLISH) == "Visits"


def test_a_missing_name_is_the_other_language_marked_and_then_the_identifier():
    assert name_of(a_metric("visits", name_fr="Visites", name_en=None), ENGLISH) == "Visites [FR]"
    assert name_of(a_metric("visits", name_fr=None, name_en=None), ENGLISH) == "visits"


@pytest.mark.parametrize("record", get_args(NamedRecord))
def test_the_first_field_of_a_named_record_is_its_identifier(record):
    assert fields(record)[0].name.endswith("_id")


def test_work_without_a_squad_has_a_phrase():
    assert squad_name(None, ENGLISH) == "no squad"


def test_a_pair_names_both_metrics_and_an_unknown_one_by_its_identifier():
    assert pair_name(a_metric("visits", name_en="Visits"), "orders", ENGLISH) == "Visits → orders"
