"""The demo company is named as one, and leaves at one click."""


def test_the_demo_company_says_that_it_is_invented(open_app, demo_file):
    app = open_app(demo_file, lang="en")

    assert any("is an invented company" in caption.value for caption in app.caption)


def test_one_click_starts_empty(open_app, demo_file):
    app = open_app(demo_file, lang="en", writes=True)

    app.get_by_key("demo_start_empty").click().run()

    assert not app.exception
    assert any("Nothing has been loaded yet" in info.value for info in app.info)


def test_an_empty_company_is_no_demo(open_app):
    app = open_app(lang="en")

    assert not any("invented" in caption.value for caption in app.caption)
