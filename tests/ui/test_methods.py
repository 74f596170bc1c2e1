"""The methods page explains every statistic and every word, in both languages."""

import pytest
from streamlit.testing.v1 import AppTest

from lib.domain.tables import TABLES
from lib.i18n.translate import LANGUAGES, locale
from lib.views.data.methods import methods_view
from lib.wording.pages.glossary import GLOSSARY
from lib.wording.pages.methods import METHODS, Method

TERMS = {
    "Objective": "Objectif",
    "Key result": "Résultat clé",
    "Grade": "Note",
    "Pace": "Rythme",
    "Confidence": "Confiance",
    "Initiative": "Initiative",
    "Squad": "Équipe",
    "Metric": "Indicateur",
    "Product metric": "Indicateur produit",
    "Business metric": "Indicateur métier",
    "Metric pair": "Paire d’indicateurs",
    "Leading indicator": "Indicateur avancé",
    "Lagging indicator": "Indicateur retardé",
    "Lag": "Décalage",
    "Direction": "Sens favorable",
    "Baseline": "Valeur de référence",
    "Target": "Cible",
    "Quarter": "Trimestre",
    "Counterfactual": "Contrefactuel",
    "Lift": "Effet estimé",
    "Interval": "Intervalle",
    "Evidence label": "Niveau de preuve",
    "RICE score": "Score RICE",
    "RICEO score": "Score RICEO",
    "Export": "Fichier d’export",
    "Upload": "Import",
    "Issue": "Anomalie",
    "Undo and redo": "Annuler et rétablir",
    "Restatement": "Révision",
    "Snapshot": "Instantané",
    "Selection": "Sélection",
    "Share link": "Lien de partage",
    "Quarterly update": "Revue trimestrielle",
}
"""Words of the house that a reader must find explained."""


def draw(language):
    """Draw the page outside the frame; AppTest runs this text alone."""
    from lib.domain.access import NOBODY
    from lib.i18n.translate import locale as locale_of
    from lib.store.database import Database
    from lib.ui.app import url_state
    from lib.ui.app.session import Page
    from lib.ui.data import methods
    from lib.views.data.methods import methods_view as view_of
    from lib.views.snapshot import snapshot

    url_state.start_run()
    empty = snapshot(Database())
    page = Page("methods", locale_of(language), "light", empty, NOBODY)
    methods.show_methods(page, view_of(), methods.opened_method())
    methods.show_glossary(page)
    methods.show_dictionary(page, view_of())


def opened_page(language, **choices):
    app = AppTest.from_function(draw, args=(language,), default_timeout=120)
    for name, value in choices.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


def words(app):
    plain = [
        str(element.value) for kind in ("markdown", "caption", "info") for element in app.get(kind)
    ]
    tables = [table.value.to_string() for table in app.table]
    return " ".join((*plain, *tables)).replace("\\", "")


def test_each_glossary_term_has_its_french_name():
    names = {term.name: locale("fr").gettext(term.name) for term in GLOSSARY}

    assert {english: names.get(english) for english in TERMS} == TERMS


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_term_is_shown_in_both_languages_with_its_meaning(language):
    text = words(opened_page(language))

    for term in GLOSSARY:
        assert locale("fr").gettext(term.name) in text
        assert term.name in text
        assert locale(language).gettext(term.meaning) in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_statistic_is_explained_in_plain_words_with_its_formula(language):
    app = opened_page(language)
    text = words(app)

    assert [item.label.replace("\\", "") for item in app.expander] == [
        locale(language).gettext(method.name) for method in METHODS
    ]
    for method in METHODS:
        assert locale(language).gettext(method.plain) in text
        for line in locale(language).gettext(method.formula).split("\n"):
            assert line in text


def test_every_statistic_of_the_product_has_its_entry():
    wanted = {
        "pair_test", "effect_size", "smallest_visible", "false_discoveries", "guards",
        "lag_profile", "launch_effect", "detectability", "signals", "classical_limits", "forecast",
        "chance", "grade", "pace", "rice", "riceo", "sensitivity", "freshness", "restatement",
    }  # fmt: skip

    assert {method.key for method in METHODS} == wanted


@pytest.mark.parametrize("method", METHODS, ids=lambda method: method.key)
def test_every_figure_that_a_statistic_names_was_measured(method: Method):
    view = methods_view()

    for row in method.rates:
        assert view.measured(row.statistic, row.measure, row.variant), row


def test_measured_rates_stand_beside_the_statistic():
    text = words(opened_page("en"))

    (at_36,) = [
        item for item in methods_view().measured("signal", "false_flag") if item.months == "36"
    ]
    assert f"{at_36.mean:.1%}" in text
    assert "Unrelated pairs called established" in text


def test_the_address_opens_one_statistic():
    app = opened_page("en", method="signals")

    opened = [item.label for item in app.expander if item.proto.expanded]
    assert opened == ["Signal or noise"]


def test_the_dictionary_shows_every_column_of_the_table_chosen():
    text = words(opened_page("en", table="metric_pair"))

    for name in ("expected_sign", "lag_months", "declared_on"):
        assert name in text
    assert "key of metric" in text


@pytest.mark.parametrize("name", TABLES)
def test_every_table_can_be_chosen(name):
    app = opened_page("fr", table=name)

    assert app.selectbox[0].value == name
