"""The message: text, one picture, two attachments, and no header of anybody else's making."""

import io
from email import message_from_bytes, policy

import pytest
from pptx import Presentation

from lib.exports.email import email_bytes
from tests.exports.update_reports import figures_of, hostile_report, short


def read(content):
    return message_from_bytes(content, policy=policy.default)


@pytest.fixture(scope="module")
def message(reports):
    return read(email_bytes(short(reports["fr"], 1)))


def test_the_message_opens_as_a_draft_without_recipient(message):
    assert message["X-Unsent"] == "1"
    assert message["To"] is None
    assert message["Subject"] == "Revue trimestrielle, T3\u00a02026"


def test_the_text_holds_every_finding(message, reports):
    text = message.get_body(("plain",)).get_content()

    for section in reports["fr"].sections:
        assert section.title in text
        assert all(finding in text for finding in section.findings)


def test_the_page_shows_one_picture_with_its_words(message):
    page = message.get_body(("html",)).get_content()
    pictures = [part for part in message.walk() if part.get_content_type() == "image/png"]

    assert len(pictures) == 1
    assert pictures[0]["Content-ID"] == "<pair>"
    assert 'src="cid:pair"' in page
    assert 'alt="Graphique' in page
    assert pictures[0].get_content().startswith(b"\x89PNG")


def test_slides_and_pdf_are_attached_under_plain_names(message):
    names = [part.get_filename() for part in message.iter_attachments()]

    assert names == ["tandem-2026-Q3-fr.pptx", "tandem-2026-Q3-fr.pdf"]


def test_the_slides_attached_open(message):
    attached = next(message.iter_attachments()).get_content()

    assert len(Presentation(io.BytesIO(attached)).slides) > 8


def test_hostile_text_adds_no_header_and_no_tag(database):
    report = hostile_report(database)
    message = read(email_bytes(report))

    assert message["Bcc"] is None
    assert {name.lower() for name in message} == {
        "subject",
        "x-unsent",
        "mime-version",
        "content-type",
    }
    assert "<script>" not in message.get_body(("html",)).get_content()
    assert figures_of(report)
