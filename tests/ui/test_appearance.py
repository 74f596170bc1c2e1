"""The names of product and page, on every page and in both languages."""

import pytest


def markdown_texts(app):
    return [element.value.replace("\\", "") for element in app.markdown]


@pytest.mark.parametrize(
    ("language", "name"), [("en", "**Tandem** · Overview"), ("fr", "**Tandem** · Vue d’ensemble")]
)
def test_product_and_page_are_named_in_the_language_of_the_reader(open_app, language, name):
    assert name in markdown_texts(open_app(lang=language))


def test_the_name_follows_the_page(open_app, demo_file):
    assert "**Tandem** · Roadmap" in markdown_texts(open_app(demo_file, page="roadmap", lang="en"))
