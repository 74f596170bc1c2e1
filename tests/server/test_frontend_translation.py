import json
import re
from pathlib import Path

import pytest
from streamlit.file_util import get_static_dir

from lib.server import frontend_translation

TABLE = json.loads(
    (Path(frontend_translation.__file__).parent / "assets/built_in_strings.json").read_text()
)
BUNDLES = "".join(
    path.read_text(encoding="utf-8") for path in Path(get_static_dir()).glob("static/js/*.js")
)


def test_the_script_carries_the_table_and_its_address_changes_with_it():
    script = frontend_translation.script()

    assert "/* TABLE */" not in script
    assert '"french": "Téléverser"' in script
    assert re.fullmatch(r"/assets/language\.[0-9a-f]{12}\.js", frontend_translation.SCRIPT_PATH)


@pytest.mark.parametrize("rule", TABLE, ids=lambda rule: rule["english"])
def test_a_rule_stays_within_a_part_the_frontend_has(rule):
    places = re.findall(r'\[data-testid="(\w+)"\]', rule["within"])

    assert places
    assert any(f"`{place}`" in BUNDLES for place in places)


@pytest.mark.parametrize("rule", TABLE, ids=lambda rule: rule["english"])
def test_a_rule_names_words_the_frontend_says(rule):
    text = rule["english"].replace("([\\d.]+)\\s*([KMG])B", "(size)").replace("\\", "")
    pieces = re.split(r"\(.*?\)|Enter (?=to (?:apply|submit form)$)|(?<=Enter )to |\. ", text)
    words = [piece.strip(" .+•") for piece in pieces if len(piece.strip(" .+•")) > 3]

    for piece in words:
        assert piece in BUNDLES


@pytest.mark.parametrize("rule", TABLE, ids=lambda rule: rule["english"])
def test_the_french_is_well_set(rule):
    assert re.compile(rule["english"])
    assert not re.search(r" [:;!?%]|\w'\w|\.\.\.", rule["french"])
