import base64
import hashlib
from pathlib import Path

import pytest
from starlette.responses import PlainTextResponse
from streamlit.file_util import get_static_dir

from lib.i18n.translate import LANGUAGES
from lib.server.middleware.index_page import index_page
from lib.server.middleware.security_headers import SecurityHeadersMiddleware, content_policy
from lib.streamlit_patches.frontend import frontend_page
from tests.asgi import ask

PAGE = frontend_page(Path(get_static_dir()))
APP = SecurityHeadersMiddleware(
    PlainTextResponse("x", headers={"X-Frame-Options": "ALLOWALL"}), policy=content_policy(PAGE)
)


def directives():
    policy = ask(APP).headers["content-security-policy"]
    return dict(part.split(" ", 1) for part in policy.split("; "))


def test_nothing_is_evaluated_from_text_or_fetched_from_elsewhere():
    policy = directives()

    assert "unsafe" not in policy["script-src"]
    assert policy["default-src"] == policy["connect-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["object-src"] == "'none'"
    assert "http" not in " ".join(policy.values())


def test_a_script_is_allowed_by_its_fingerprint():
    digest = hashlib.sha256(b"let a = 1").digest()

    policy = content_policy("<p></p><script>let a = 1</script><script src='b.js'></script>")

    assert f"script-src 'self' 'sha256-{base64.b64encode(digest).decode()}';" in policy


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_we_send_runs_only_the_inline_scripts_that_are_allowed(language):
    assert content_policy(index_page(PAGE, language)) == content_policy(PAGE)
    assert "javascript:" not in PAGE
    assert " onload=" not in PAGE


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("referrer-policy", "no-referrer"),
        ("cross-origin-opener-policy", "same-origin"),
        ("x-robots-tag", "noindex, nofollow"),
    ],
)
def test_every_response_has_the_header_once(name, value):
    assert ask(APP, "/media/any.csv").headers[name] == value


def test_a_script_file_has_only_the_headers_it_needs():
    headers = ask(APP, "/static/js/a.js").headers

    assert headers["x-content-type-options"] == "nosniff"
    assert "content-security-policy" not in headers
