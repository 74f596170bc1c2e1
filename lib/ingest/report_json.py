"""Reports as JSON: the contract of the command line."""

from datetime import date

from lib.domain.periods import month_key
from lib.i18n.translate import locale
from lib.ingest.reports import Excerpt, FileResult, Issue, Question, Report


def report_json(report: Report) -> dict[str, object]:
    """Return the object that ``check`` prints for a file."""
    return {
        "file": report.file,
        "kind": report.kind,
        "verdict": report.verdict,
        "rows": report.rows,
        "encoding": report.encoding,
        "delimiter": report.delimiter,
        "shape": report.shape,
        "columns": dict(report.columns),
        "records": [dict(record) for record in report.records],
        "issues": [_issue(issue) for issue in report.issues],
        "questions": [_question(question) for question in report.questions],
    }


def changes_json(result: FileResult) -> dict[str, object]:
    """Return what a file would replace, if anything, as ``check`` prints it."""
    changes: list[dict[str, object]] = [
        {
            "table": change.table,
            "key": [_plain(part) for part in change.key],
            "column": change.column,
            "stored": _plain(change.former),
            "incoming": _plain(change.value),
            "line": change.line_no,
        }
        for change in result.record_changes
    ]
    changes += [
        {
            "table": "metric_value",
            "key": [value.metric_id, month_key(value.period), value.segment or None],
            "column": "value",
            "stored": value.former_value,
            "incoming": value.value,
            "line": value.line_no,
        }
        for value in result.restatements
    ]
    return {"changes": changes} if changes else {}


def result_json(result: FileResult) -> dict[str, object]:
    """Return the object that ``load`` prints for a file."""
    upload = result.upload
    return report_json(result.report) | {
        "upload": upload.seq if upload else None,
        "new": upload.new_count if upload else 0,
        "restated": upload.restated_count if upload else 0,
        "identical": upload.identical_count if upload else 0,
    }


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def _excerpt(excerpt: Excerpt | None) -> dict[str, object] | None:
    if excerpt is None:
        return None
    return {
        "headers": list(excerpt.headers),
        "rows": [{"line": line, "cells": list(cells)} for line, cells in excerpt.rows],
    }


def _issue(issue: Issue) -> dict[str, object]:
    return {
        "code": issue.code,
        "severity": issue.severity,
        "line": issue.line,
        "column": issue.column,
        "value": issue.value,
        "message_fr": issue.message(locale("fr")),
        "message_en": issue.message(locale("en")),
    }


def _question(question: Question) -> dict[str, object]:
    return {
        "code": question.code,
        "key": question.key,
        "options": list(question.choices),
        "other_options": list(question.others),
        "is_open": question.is_open,
        "excerpt": _excerpt(question.excerpt),
        "message_fr": question.message(locale("fr")),
        "message_en": question.message(locale("en")),
    }
