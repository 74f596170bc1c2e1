from lib.demo.company import AUTHOR, load_order


def test_the_demo_company_fills_an_empty_database_only(tandem):
    first = tandem("demo", "--json")
    again = tandem("demo", "--json")
    history = tandem("uploads", "--json").records

    assert first.code == 0
    assert {record["verdict"] for record in first.records} == {"load"}
    assert [record["file"] for record in first.records] == [file.name for file in load_order()]
    assert len(history) == len(first.records)
    assert {upload["author"] for upload in history} == {AUTHOR}
    assert {upload["received_on"] for upload in history} == {
        file.received_on.isoformat() for file in load_order()
    }
    assert (again.code, again.record["error"]) == (1, "refused")


def test_another_seed_is_another_company(tandem, demo_file):
    output = tandem("demo", "--seed", 11)

    usual = tandem("values", "sessions", "--json", "--database", demo_file)
    other = tandem("values", "sessions", "--json")
    assert output.out == f"The demo company is loaded: {len(load_order())} uploads.\n"
    assert len(other.record["values"]) == len(usual.record["values"])
    assert other.out != usual.out
