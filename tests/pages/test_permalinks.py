"""Every choice of every page is in its address, and the address alone brings it back."""

import pytest

from lib.domain.pages import PAGES

NAMES = [entry.name for entry in PAGES]


def choices(app):
    """Return the widgets whose key is a choice of the address, the language left out."""
    names = app.session_state["address_now"]
    return [item for item in app.selectbox if item.key in names and len(set(item.options)) > 1]


def identifiers(app):
    """Return the choices in the address, the language left out."""
    address = {name: app.query_params[name] for name in app.query_params if name != "lang"}
    return {name: value if isinstance(value, str) else value[0] for name, value in address.items()}


@pytest.mark.parametrize("name", NAMES)
def test_each_choice_comes_back_from_the_address_after_a_restart_in_the_other_language(
    open_app, demo_file, name
):
    app = open_app(demo_file, page=name, lang="fr")
    for widget in choices(app):
        label = widget.options[-1]  # the methods page writes the identifier of a table beside it
        widget.set_value(label.rpartition("(")[2].rstrip(")") if name == "methods" else label)
    app.run()
    chosen = identifiers(app)
    assert "fr" in app.query_params["lang"]

    again = open_app(demo_file, page=name, lang="en")
    for key, value in chosen.items():
        again.query_params[key] = value
    again.run()

    assert not again.exception
    assert not again.warning
    assert identifiers(again) == chosen
    before = {item.key: item.value for item in choices(app)}
    assert {item.key: item.value for item in choices(again)} == before
    assert all(value in str(chosen) for key, value in before.items() if value and key in chosen)


def test_a_choice_stays_when_the_reader_goes_to_another_page_and_back(open_app, demo_file):
    app = open_app(demo_file, page="metric_pairs", lang="fr")
    assert {"squad", "objective", "label"} <= {item.key for item in choices(app)}
    app.selectbox(key="squad").set_value("S2").run()

    app.switch_page("pages/methods.py").run()
    app.switch_page("pages/metric_pairs.py").run()

    assert identifiers(app)["squad"] == "S2"
