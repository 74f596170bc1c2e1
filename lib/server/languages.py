"""The language of a request, before any page runs; the same choice as the page will make."""

from urllib.parse import parse_qs

from lib.i18n.translate import LANGUAGES, language_of
from lib.server.authorize import Scope


def language_of_request(scope: Scope) -> str:
    """Return the language of the address, else the one the browser prefers, else French."""
    query = parse_qs(bytes(scope.get("query_string", b"")).decode("latin-1"))
    asked = query.get("lang", [""])[-1]
    if asked in LANGUAGES:
        return asked
    preferred = next(
        (value for name, value in scope.get("headers", ()) if name == b"accept-language"), b""
    )
    first = bytes(preferred).decode("latin-1").split(",")[0].partition(";")[0].strip()
    return language_of(first)
