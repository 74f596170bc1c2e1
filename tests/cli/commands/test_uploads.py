from tests.builders import months_of, submit


def one_upload(database):
    submit(database, ("metric_value", months_of([1.0, 2.0])), file_name="january.csv")


def another_upload(database):
    submit(database, ("metric_value", months_of([1.0, 5.0, 6.0])), file_name="february.csv")


def test_uploads_are_listed_newest_first_one_object_a_line(tandem, filled):
    filled(one_upload, another_upload)

    output = tandem("uploads", "--json")

    assert output.code == 0
    assert [(record["upload"], record["seq"]) for record in output.records] == [(2, 2), (1, 1)]
    newest = output.records[0]
    assert newest["file_name"] == "february.csv"
    assert (newest["new_count"], newest["restated_count"], newest["identical_count"]) == (1, 1, 1)
    assert newest["received_on"] == "2026-11-05"
    assert newest["uploaded_at"].endswith("Z")
    assert newest["is_undone"] is False


def test_a_person_reads_uploads_as_a_table(tandem, filled):
    filled(one_upload)

    lines = tandem("uploads").out.splitlines()

    assert lines[0].split()[:5] == ["Upload", "Received", "Kind", "File", "Author"]
    assert lines[0].split()[5:] == ["Rows", "New", "Restated", "Identical", "State"]
    assert "january.csv" in lines[1]
    assert lines[1].endswith("in use")


def test_undo_and_redo_answer_with_the_upload(tandem, filled):
    filled(one_upload)

    undone = tandem("undo", 1, "--json", "--author", "CPO")
    redone = tandem("redo", 1, "--json", "--author", "CPO", "--reason", "it was right")

    assert (undone.code, undone.record["upload"], undone.record["is_undone"]) == (0, 1, True)
    assert (redone.code, redone.record["upload"], redone.record["is_undone"]) == (0, 1, False)


def test_the_text_output_names_the_undone_upload(tandem, filled):
    filled(one_upload)

    assert tandem("undo", 1).out == "Upload 1 (january.csv) is undone.\n"
    assert tandem("redo", 1).out == "Upload 1 (january.csv) is in use again.\n"


def test_what_cannot_be_undone_is_refused_with_the_reason(tandem, filled):
    filled(one_upload)

    unknown = tandem("undo", 7, "--json")
    not_undone = tandem("redo", 1, "--json")

    assert (unknown.code, unknown.record["error"]) == (1, "not_found")
    assert (not_undone.code, not_undone.record["error"]) == (1, "refused")
    assert not_undone.record["message_en"] == "Upload 1 is not undone."
