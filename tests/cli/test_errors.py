import pytest

from lib.cli.command import Invocation, error_code, error_record
from lib.errors import InvalidInputError, NotFoundError, StoreBusyError, StoreError
from lib.i18n.translate import N_


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (InvalidInputError("x"), "invalid_input"),
        (NotFoundError("x"), "not_found"),
        (StoreError("x"), "store"),
        (StoreBusyError("x"), "store_busy"),
    ],
)
def test_a_code_is_the_name_of_the_error(error, code):
    assert error_code(error) == code


def test_an_error_has_a_sentence_in_both_languages():
    error = NotFoundError(N_("There is no metric “{metric}”."), metric="x")

    assert error_record(error) == {
        "error": "not_found",
        "message_fr": "Il n’y a pas d’indicateur «\u00a0x\u00a0».",
        "message_en": "There is no metric “x”.",
    }


def test_a_refusal_goes_to_the_error_output_unless_it_is_json():
    error = NotFoundError(N_("There is no metric “{metric}”."), metric="x")

    as_text = Invocation(json=False, language="fr").refusal(error)
    as_json = Invocation(json=True, language="fr").refusal(error)

    assert (as_text.lines, as_text.exit_code, as_text.is_error) == (
        ["Il n’y a pas d’indicateur «\u00a0x\u00a0»."],
        1,
        True,
    )
    assert (as_json.exit_code, as_json.is_error) == (1, False)
