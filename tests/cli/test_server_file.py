import stat

import pytest

from lib.cli import server_file
from lib.cli.server_file import ServerFile


def test_what_is_written_is_read(file):
    server_file.write(file, ServerFile(4242, 17, "secret"))

    assert server_file.read(file) == ServerFile(4242, 17, "secret")


def test_only_its_owner_can_read_it(file):
    server_file.path_of(file).write_text("{}")
    server_file.path_of(file).chmod(0o666)

    server_file.write(file, ServerFile(4242, 17, "secret"))

    assert stat.S_IMODE(server_file.path_of(file).stat().st_mode) == 0o600
    assert [path.name for path in file.parent.iterdir()] == ["company.duckdb.server.json"]


@pytest.mark.parametrize("content", ["", "{", "[]", '{"port": 1}', '{"port":"x","pid":1}', "\xff"])
def test_a_file_that_cannot_be_understood_is_no_server(file, content):
    server_file.path_of(file).write_bytes(content.encode("latin-1"))

    assert server_file.read(file) is None


def test_a_server_removes_its_own_file_only(file):
    server_file.write(file, ServerFile(4242, 17, "the next server's"))

    server_file.remove(file, "the former server's")
    exists = server_file.path_of(file).exists()
    server_file.remove(file, "the next server's")

    assert exists
    assert not server_file.path_of(file).exists()


def test_tokens_are_long_and_never_the_same():
    tokens = {server_file.new_token() for _ in range(50)}

    assert len(tokens) == 50
    assert min(map(len, tokens)) >= 43
