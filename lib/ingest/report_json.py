"""Reports as JSON: the contract of the command line."""

from lib.i18n.translate import locale
from lib.ingest.reports import FileResult, Issue, Question, Report


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


def result_json(result: FileResult) -> dict[str, object]:
    """Return the object that ``load`` prints for a file."""
    upload = result.upload
    return report_json(result.report) | {
        "upload": upload.seq if upload else None,
        "new": upload.new_count if upload else 0,
        "restated": upload.restated_count if upload else 0,
        "identical": upload.identical_count if upload else 0,
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
        "options": list(question.options),
        "message_fr": question.message(locale("fr")),
        "message_en": question.message(locale("en")),
    }
