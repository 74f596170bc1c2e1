from hypothesis import given
from hypothesis import strategies as st

from lib.ui.widgets.text import md


def unescaped(text):
    return text.replace("\u2060", "").replace("\\", "")


@given(st.text(alphabet="ab *_[]()!:$<>#`~|-+.\n", max_size=40))
def test_every_sign_that_markdown_knows_is_escaped(text):
    escaped = md(text)

    signs = [sign for sign in " ".join(text.split()) if sign not in "ab "]
    assert escaped.count("\\") == len(signs)


def test_the_text_stays_what_it_was():
    assert unescaped(md("CA (M€) #1 bug, 5 % de plus")) == "CA (M€) #1 bug, 5 % de plus"


def test_no_break_spaces_are_typography_and_stay():
    assert md("«\u00a0mot\u00a0»\u202f!") == "«\u00a0mot\u00a0»\u202f\\!"


def test_two_signs_do_not_become_an_arrow():
    assert "\\-\\>" not in md("A -> B")


def test_an_address_does_not_become_a_link():
    for address in ("http://evil.example/p", "www.evil.example", "someone@evil.example"):
        assert unescaped(md(address)) == address
        assert address.replace(".", "\\.") not in md(address)
