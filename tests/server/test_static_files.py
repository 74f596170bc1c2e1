import gzip
from pathlib import Path

import pytest
from starlette.responses import PlainTextResponse
from streamlit.file_util import get_static_dir

from lib.server.middleware.static_files import StaticFilesMiddleware
from lib.streamlit_patches.frontend import frontend_page
from tests.asgi import ask

FRONTEND = Path(get_static_dir())


@pytest.fixture
def folder(tmp_path):
    """Give a small frontend."""
    (tmp_path / "static/js").mkdir(parents=True)
    (tmp_path / "static/js/index.abc.js").write_text("let a = 1;\n" * 500)
    (tmp_path / "static/js/chart.def.js").write_text("let b = 2;\n" * 500)
    (tmp_path / "static/font.woff2").write_bytes(bytes(range(256)))
    (tmp_path / "secret.txt").write_text("not below static")
    return tmp_path


@pytest.fixture
def app(folder):
    return StaticFilesMiddleware(
        PlainTextResponse("the application behind"),
        folder=folder,
        page='<script src="/static/js/index.abc.js"></script>',
    )


@pytest.mark.parametrize(
    ("path", "media_type"),
    [
        ("/static/js/index.abc.js", "text/javascript; charset=utf-8"),
        ("/static/js/chart.def.js", "text/javascript; charset=utf-8"),
        ("/static/font.woff2", "font/woff2"),
    ],
)
def test_a_file_is_sent_with_its_type_and_cached_for_ever(app, folder, path, media_type):
    reply = ask(app, path)

    assert reply.body == (folder / path.lstrip("/")).read_bytes()
    assert reply.headers["content-type"] == media_type
    assert "immutable" in reply.headers["cache-control"]


def test_a_file_is_read_and_packed_once(app, folder):
    first = ask(app, "/static/js/chart.def.js", accept_encoding="gzip")
    (folder / "static/js/chart.def.js").unlink()

    again = ask(app, "/static/js/chart.def.js", accept_encoding="gzip")

    assert again.body == first.body
    assert gzip.decompress(first.body).startswith(b"let b")


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/static/js/unknown.js",
        "/static/../secret.txt",
        "/static/js/../../secret.txt",
        "/static/",
        "/secret.txt",
    ],
)
def test_anything_else_is_passed_on(app, path):
    assert ask(app, path).text == "the application behind"


def test_only_reading_is_answered_here(app):
    assert ask(app, "/static/font.woff2", method="POST").text == "the application behind"


def test_the_scripts_of_the_real_frontend_are_all_served():
    app = StaticFilesMiddleware(
        PlainTextResponse("behind"), folder=FRONTEND, page=frontend_page(FRONTEND)
    )
    scripts = sorted(FRONTEND.glob("static/js/index.*.js"))

    replies = [ask(app, f"/static/js/{path.name}", accept_encoding="gzip") for path in scripts]

    assert scripts
    assert all(gzip.decompress(reply.body) for reply in replies)
