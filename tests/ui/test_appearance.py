"""The names of product and page, on every page and in both languages."""

import pytest


def told(app):
    return [one.value.replace("\\", "") for one in app.markdown]


@pytest.mark.parametrize(
    ("language", "name"), [("en", "**Tandem** · Overview"), ("fr", "**Tandem** · Vue d’ensemble")]
)
def test_product_and_page_are_named_in_the_language_of_the_reader(open_app, language, name):
    assert name in told(open_app(lang=language))


def test_the_name_follows_the_page(open_app, demo_file):
    assert "**Tandem** · Roadmap" in told(open_app(demo_file, page="roadmap", lang="en"))
