"""The address of a view: what a link asks for is shown, what it leaves out is left out."""


def moved_to(app, **address):
    """Follow a link to the page that is open: its address holds these choices and no other."""
    app.query_params.clear()
    for name, value in address.items():
        app.query_params[name] = value
    return app.run()


def choices(app):
    return {box.key: box.value for box in app.selectbox if box.key in ("squad", "objective")}


def test_a_link_on_the_page_applies_its_choices_and_drops_the_others(open_app, demo_file):
    app = open_app(demo_file, page="objectives", lang="en")
    moved_to(app, lang="en", squad="S2")
    assert choices(app) == {"squad": "S2", "objective": ""}

    moved_to(app, lang="en", objective="O2")

    assert choices(app) == {"squad": "", "objective": "O2"}
    assert "squad" not in app.query_params


def test_a_choice_made_on_the_page_stays_at_the_next_run(open_app, demo_file):
    app = open_app(demo_file, page="objectives", lang="en")

    app.selectbox(key="squad").set_value("S2").run()
    app.run()

    assert choices(app)["squad"] == "S2"
    assert app.query_params["squad"] == "S2"
