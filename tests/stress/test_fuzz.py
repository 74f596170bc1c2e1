"""Fuzz tests: no unhandled exception, hang or memory blow-up for any input.

``make test`` tries a few hundred cases, ``make test-fuzz`` ``FUZZ_CASES`` of each, from a random
seed.
"""

import os
import resource
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse

from lib.access.cookie import access_of_cookie, read_cookie
from lib.cli.program import COMMANDS, main
from lib.domain.pages import PAGE_NAMES
from lib.domain.tables import TABLES
from lib.errors import TandemError
from lib.ingest.loading import IncomingFile, check, load
from lib.ingest.recipes import change_recipe, known_recipes
from lib.ingest.reports import Options, Source
from lib.server.request import language_of_request
from lib.server.routes.routes import routes
from lib.store.database import Database, close_shared, shared_database
from lib.store.integrity import verify
from lib.store.share_links import list_links, with_token
from lib.store.uploads.recipes import Recipe
from tests.asgi import ask, connect, guarded

CASES = int(os.environ.get("FUZZ_CASES", "0"))
EXPORTS = sorted((Path(__file__).parents[2] / "data/exports").glob("*.csv"))
FILES = [path.read_bytes()[:6_000] for path in EXPORTS]
MOST_MEMORY = 400_000  # kB that a test may add to the process
QUIET = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large]
SPLICES = st.sampled_from(
    [b"", b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b'"', b"\r", b"\n\n", b";", b",", b"\t", b"=1+1",
     b"1e999", b"-", b"nan", b"9" * 400, b"2026-13", b"31/02/2026", b"\xe9", b"PK\x03\x04",
     "\uff11\uff12\uff13".encode(), "\u202e".encode(), b"metric_id",
     b"%s{0}${x}", b"'; drop table upload; --"]
)  # fmt: skip


def cases(few):
    """Return how many cases a test tries."""
    return settings(
        max_examples=CASES or few, deadline=timedelta(minutes=1), suppress_health_check=QUIET
    )


@st.composite
def mutated(draw):
    """Give the bytes of a real export with a few places changed, or any bytes at all."""
    if draw(st.integers(0, 5)) == 0:
        return draw(st.binary(max_size=400))
    content = draw(st.sampled_from(FILES))
    for _ in range(draw(st.integers(1, 4))):
        at, span = draw(st.integers(0, len(content))), draw(st.integers(0, 40))
        content = content[:at] + draw(SPLICES) + content[at + span :]
    return content


NAMES = st.one_of(
    st.sampled_from(
        [
            "a.csv",
            "a.xlsx",
            "a.tsv",
            "../../etc/passwd",
            "a*.csv",
            "C:\\a.csv",
            "a\nb.csv",
            "",
            "=1",
        ]
    ),
    st.text(max_size=30),
)
OPTIONS = st.builds(
    Options,
    kind=st.one_of(st.just("auto"), st.sampled_from(sorted(TABLES))),
    choices=st.lists(
        st.tuples(
            st.sampled_from(
                [
                    "decimal",
                    "scale",
                    "percent",
                    "date_order",
                    "duplicates",
                    "value",
                    "period",
                    "jump",
                ]
            ),
            st.one_of(
                st.sampled_from([",", ".", "keep", "dmy", "first", "percent"]), st.text(max_size=8)
            ),
        ),
        max_size=3,
    ).map(tuple),
    recipe=st.one_of(st.none(), st.text(max_size=8)),
)


@pytest.fixture(scope="module")
def metrics_database():
    """Give a database with a few metrics; afterwards, check its integrity and memory use."""
    opened = Database()
    load(opened, [IncomingFile(Source("metric.csv", EXPORTS[0].read_bytes()))], author="fuzz")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    yield opened
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < MOST_MEMORY
    assert verify(opened).is_sound
    opened.close()


@cases(120)
@given(content=mutated(), name=NAMES, options=OPTIONS)
def test_the_importer_answers_any_file(metrics_database, content, name, options):
    try:
        report = check(metrics_database, Source(name, content), options)
    except TandemError as error:
        sentence = error.sentence(str)
    else:
        sentence = report.verdict
        assert all(issue.template for issue in report.issues)
    assert sentence


@cases(40)
@given(content=mutated(), options=OPTIONS)
def test_an_upload_is_recorded_whole_or_not_at_all(metrics_database, content, options):
    with metrics_database.reading() as connection:
        before = metrics_database.writes, len(known_recipes(connection))
    try:
        loaded = load(
            metrics_database, [IncomingFile(Source("a.csv", content), options)], author="fuzz"
        ).files
    except TandemError:
        return
    assert metrics_database.writes - before[0] == int(loaded[0].upload is not None)


@cases(12)
@given(
    name=st.text(max_size=40),
    shape=st.text(max_size=40),
    choices=st.lists(st.tuples(st.text(max_size=12), st.text(max_size=12)), max_size=4),
)
def test_any_saved_answer_is_stored(metrics_database, name, shape, choices):
    recipe = Recipe(shape, name, "metric_value", "[]", 0)
    try:
        change_recipe(metrics_database, recipe, choices, author="fuzz", reason="trial")
    except TandemError:
        return
    for content in FILES[2:4]:
        check(metrics_database, Source("a.csv", content), Options(recipe=name or None))


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """Give the access middleware with our routes, before a page that needs a right."""
    path = tmp_path_factory.mktemp("fuzzed") / "company.duckdb"
    before = os.environ.get("TANDEM_DATABASE")
    os.environ["TANDEM_DATABASE"] = str(path)
    shared_database(path)

    async def behind(scope, receive, send):
        if scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.accept"})
        else:
            await PlainTextResponse("figures")(scope, receive, send)

    app = Starlette(routes=routes())
    app.router.default = behind
    yield guarded(app)
    close_shared(path)
    os.environ.pop("TANDEM_DATABASE") if before is None else os.environ.update(
        TANDEM_DATABASE=before
    )


PATHS = st.one_of(
    st.text(max_size=60).map(lambda text: "/" + text),
    st.text(max_size=60).map(lambda text: f"/s/{text}"),
    st.text(max_size=60).map(lambda text: f"/s/{quote(text, safe='')}/brief"),
    st.sampled_from([f"/{page}" for page in PAGE_NAMES]),
    st.sampled_from(
        ["/media/../x", "//", "/_stcore/stream/", "/s/", "/s//brief", "/v/0a/x", "/%2e%2e"]
    ),
)
QUERIES = st.lists(
    st.tuples(
        st.sampled_from(["lang", "as_of", "pair", "squad", "quarter", "to", "code", "state"]),
        st.text(max_size=20),
    ),
    max_size=3,
).map(lambda pairs: "&".join(f"{name}={quote(value)}" for name, value in pairs))
HEADERS = st.dictionaries(
    st.sampled_from(["cookie", "accept_language", "origin", "x_forwarded_for", "x_tandem_way_in"]),
    st.one_of(st.text(max_size=40), st.sampled_from(["local", "tandem_view=a.1..1.0", "null"])),
    max_size=3,
).map(
    lambda headers: {
        name: value.encode("latin-1", "replace").decode("latin-1")
        for name, value in headers.items()
    }
)


@cases(200)
@given(
    path=PATHS,
    query=QUERIES,
    method=st.sampled_from(["GET", "POST", "PUT", "HEAD"]),
    headers=HEADERS,
)
def test_no_url_shows_an_anonymous_client_anything(served, path, query, method, headers):
    client = ("192.168.1.7", 50_000)

    reply = ask(served, f"{path}?{query}", method=method, client=client, **headers)

    assert reply.status < 500
    assert b"figures" not in reply.body
    assert connect(served, path, client=client, **headers) == ["websocket.close"]


@cases(200)
@given(
    text=st.one_of(
        st.text(max_size=120), st.from_regex(r"[0-9a-f]{1,40}(\.\d{0,12}){3}\.[0-9a-f]{64}")
    )
)
def test_no_forged_token_or_cookie_opens_anything(metrics_database, text):
    assert read_cookie(metrics_database, text) is None
    assert access_of_cookie(metrics_database, text, "0a").role == "nobody"
    with metrics_database.reading() as connection:
        assert with_token(list_links(connection), text) is None
    assert language_of_request({"query_string": text.encode("utf-8", "replace"), "headers": []})


SAFE = sorted(set(COMMANDS) - {"bench", "backup", "update", "restore"})  # these write to any path
WORDS = st.one_of(
    st.sampled_from(
        [
            "create",
            "list",
            "revoke",
            "--json",
            "--lang",
            "fr",
            "en",
            "--as-of",
            "--label",
            "--pages",
            "overview",
            "--expires",
            "30d",
            "0",
            "-1",
            "31",
            "conversion",
            "P03",
            "I04",
            "--help",
            "--",
            "--author",
            "--kind",
            "metric_value",
            "--choice",
            "decimal=,",
            "nowhere.csv",
            "*",
            "/",
        ]
    ),
    st.text(
        alphabet=st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=12
    ),
)


@cases(80)
@given(command=st.sampled_from(SAFE), words=st.lists(WORDS, max_size=5))
def test_no_command_ends_in_a_traceback(tmp_path_factory, capfd, monkeypatch, command, words):
    folder = tmp_path_factory.getbasetemp() / "fuzzed_cli"
    folder.mkdir(exist_ok=True)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("TANDEM_DATABASE", str(folder / "company.duckdb"))

    code = main([command, *words])

    output = capfd.readouterr()
    assert code in range(8)
    assert "Traceback" not in output.out + output.err
    close_shared(folder / "company.duckdb")
