"""The data dictionary is the one that its generator writes, and misses nothing."""

from pathlib import Path

from lib.demo.company import load_order
from lib.demo.dictionary import data_dictionary
from lib.demo.write_exports import write_exports
from lib.domain.records import columns_of
from lib.domain.tables import TABLES

ROOT = Path(__file__).parents[2]


def test_the_tracked_dictionary_is_up_to_date():
    assert (ROOT / "data/README.md").read_text(encoding="utf-8") == data_dictionary()


def test_every_file_table_and_column_is_in_it():
    page = data_dictionary()

    assert all(f"`{file.name}`" in page for file in load_order())
    for table, record in TABLES.items():
        section = page.partition(f"\n### {table}\n")[2].partition("\n### ")[0]
        assert all(f"| `{column.name}` |" in section for column in columns_of(record)), table


def test_writing_twice_leaves_the_same_files_and_no_stray_one(tmp_path, files):
    (tmp_path / "exports").mkdir()
    (tmp_path / "exports" / "99_old.csv").write_text("gone\n")

    write_exports(tmp_path)
    write_exports(tmp_path)

    assert {path.name for path in (tmp_path / "exports").iterdir()} == set(files)
    assert (tmp_path / "README.md").read_text(encoding="utf-8") == data_dictionary()
