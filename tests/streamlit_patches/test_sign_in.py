"""Streamlit reads and writes the sign-in cookie as the patch does; roles are tested in
``tests/access/test_sign_in.py``."""

import inspect

import pytest
from streamlit.web.server.starlette import starlette_auth_routes, starlette_server_config

from lib.streamlit_patches.sign_in import COOKIE_NAMES, read_sign_in
from tests.signing_in import a_cookie


@pytest.mark.usefixtures("sign_in_set_up")
def test_a_cookie_written_by_streamlits_own_functions_is_read():
    sign_in = read_sign_in(a_cookie(email="anne@example.com"))

    assert (sign_in.name, sign_in.role) == ("anne@example.com", "administrator")


def test_streamlits_routes_use_the_same_functions():
    source = inspect.getsource(starlette_auth_routes)

    for name in ("create_signed_value", "decode_signed_value", "get_cookie_with_chunks"):
        assert name in source


def test_every_cookie_of_the_server_is_known():
    names = {
        value
        for name, value in vars(starlette_server_config).items()
        if name.endswith("_COOKIE_NAME")
    }

    assert set(COOKIE_NAMES) == names
