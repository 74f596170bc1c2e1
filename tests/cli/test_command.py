import pytest

from lib.cli.command import REFUSED, Invocation, as_json, printable


def test_json_is_one_line_in_its_own_letters():
    assert as_json({"a": "é\n", "b": None, "c": 1.5}) == '{"a":"é\\n","b":null,"c":1.5}'


def test_a_value_that_is_no_number_is_never_written_as_json():
    with pytest.raises(ValueError, match="not JSON compliant"):
        as_json({"value": float("nan")})


def test_a_file_name_cannot_steer_the_terminal():
    assert printable("a\x1b[2Jb\rc\u200fd") == "a\ufffd[2Jb\ufffdc\ufffdd"


def test_accents_and_french_spaces_are_kept():
    assert printable("12,5\u202f% d’été\u00a0: «\u00a0oui\u00a0»") == (
        "12,5\u202f% d’été\u00a0: «\u00a0oui\u00a0»"
    )


def test_only_the_form_asked_for_is_made():
    def explode():
        raise AssertionError
        yield

    as_record = Invocation(json=True, language="en").answer([{"a": 1}], explode(), REFUSED)
    as_text = Invocation(json=False, language="en").answer(explode(), ["One."])

    assert (as_record.lines, as_record.exit_code) == (['{"a":1}'], 1)
    assert (as_text.lines, as_text.exit_code) == (["One."], 0)
