import pytest

from lib.server.languages import language_of_request
from tests.asgi import scope_of


@pytest.mark.parametrize(
    ("path", "preferred", "language"),
    [
        ("/", None, "fr"),
        ("/", "en-GB,en;q=0.9,fr;q=0.8", "en"),
        ("/", "fr-CA", "fr"),
        ("/", "de-DE,en;q=0.5", "fr"),
        ("/", ";;,", "fr"),
        ("/?lang=en", "fr-FR", "en"),
        ("/metric_pairs?pair=P01&lang=fr", "en", "fr"),
        ("/?lang=xx", "en", "en"),
        ("/?lang=%ff", None, "fr"),
        ("/?lang=fr&lang=en", None, "en"),
    ],
)
def test_the_address_decides_then_the_browser_then_french(path, preferred, language):
    assert language_of_request(scope_of(path, accept_language=preferred)) == language
