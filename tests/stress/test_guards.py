"""Short version of ``make test-guards``."""

import re
from dataclasses import replace

from tests.stress.guards import GUARDS, ROOT, copy_code, fault_of

QUICK = [guard for guard in GUARDS if guard.name in {"guesses under many names", "long headers"}]


def test_the_tests_of_two_guards_fail_without_them_and_not_with_them(tmp_path):
    unwatched = replace(QUICK[0], without=QUICK[0].code)
    copy_code(tmp_path)

    assert [fault_of(tmp_path, guard) for guard in QUICK] == ["", ""]
    assert f"{unwatched.test} ended with 0" in fault_of(tmp_path, unwatched)


def test_every_guard_is_in_the_code_and_its_test_is_there():
    assert len({guard.name for guard in GUARDS}) == len(GUARDS) >= 25
    for guard in GUARDS:
        path, *_, name = guard.test.split("::")
        assert guard.code in (ROOT / "lib" / guard.file).read_text(encoding="utf-8"), guard.name
        assert re.search(rf"def {name}\(", (ROOT / path).read_text(encoding="utf-8")), guard.test
