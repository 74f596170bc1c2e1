"""Sharing as a page: make a link, revoke it, read who did what."""

from lib.store import share_links
from lib.store.database import shared_database
from lib.store.settings import settings
from tests.sharing import a_link


def links():
    with shared_database(settings().database).reading() as connection:
        return share_links.list_links(connection)


def submit(app):
    next(button for button in app.button if button.label == "Make the link").click().run()


def texts(app):
    kinds = ("title", "markdown", "caption", "success", "error", "info")
    return " ".join(str(element.value) for kind in kinds for element in app.get(kind))


def test_a_link_is_made_and_its_address_shown(open_app, demo_file):
    app = open_app(demo_file, page="sharing", writes=True, lang="en")
    assert "No link opens any page of Tandem" in texts(app)

    app.text_input(key="sharing_label").input("Board *of* directors")
    app.toggle(key="sharing_frozen").set_value(True)
    submit(app)

    (link,) = links()
    assert not app.exception
    assert link.label == "Board *of* directors"
    assert link.data_version is not None
    assert link.expires_at is not None
    address = next(code.value for code in app.code if "/s/" in code.value)
    assert share_links.token_hash(address.rpartition("/s/")[2]) == link.token_hash
    assert "Board \\*of\\* directors" in texts(app)


def test_a_link_without_a_label_is_refused_in_words(open_app, demo_file):
    app = open_app(demo_file, page="sharing", writes=True, lang="en")

    submit(app)

    assert links() == []
    assert "A link needs a label" in texts(app).replace("\\", "")


def test_a_link_is_revoked_and_both_acts_are_in_the_audit_trail(open_app, demo_file):
    app = open_app(demo_file, page="sharing", writes=True, lang="fr")
    link = a_link(shared_database(settings().database), label="Comité").link
    app.run()

    app.button(key=f"sharing_revoke_{link.share_link_id}").click().run()

    assert not app.exception
    assert links()[0].revoked_at is not None
    table = app.table[0].value.to_string()
    assert "a révoqué un lien" in table
    assert "a créé un lien" in table
    assert "Aucun lien n’ouvre de page de Tandem" in texts(app)
