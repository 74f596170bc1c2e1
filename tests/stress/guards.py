"""Remove each guard of ``SECURITY.md`` in a copy of the code: the test that it names must fail."""

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
PARTS = ("lib", "tests", "pages", ".streamlit", "app.py", "pyproject.toml", "data")
FAILED = 1
"""Exit code of pytest where a test failed; an error of collection has another one."""

SECONDS = 300


@dataclass(frozen=True)
class Guard:
    """One guard.

    Attributes
    ----------
    name
        What it stops.
    file
        Where it is, below ``lib``.
    code
        The text of it that is replaced.
    without
        Replacement that removes it.
    test
        The test that must fail then.
    """

    name: str
    file: str
    code: str
    without: str
    test: str


ACCESS = "tests/server/test_access_middleware.py"
RIGHTS = "tests/ui/test_rights.py"
HEADS = "tests/streamlit_patches/test_header_limit.py"
MESSAGES = "tests/streamlit_patches/test_message_limit.py"
RESTORES = "tests/store/test_restores.py"

GUARDS = [
    Guard(
        "any URL without the right",
        "server/middleware/access.py",
        "if not may_reach(access, path):",
        "if False:",
        f"{ACCESS}::test_another_machine_gets_only_the_refusal",
    ),
    Guard(
        "our own header in a request",
        "server/middleware/access.py",
        "if pair[0].lower() not in _OUR_HEADERS]",
        "]",
        f"{ACCESS}::test_a_request_cannot_set_our_header",
    ),
    Guard(
        "requests of another site",
        "server/middleware/cross_site.py",
        "if access is not None and is_cross_site(scope):",
        "if False:",
        f"{ACCESS}::test_a_page_of_another_site_opens_and_changes_nothing_in_its_readers_name",
    ),
    Guard(
        "media of another reader",
        "server/middleware/media.py",
        "if path.startswith(_PREFIX) and (reader, file) not in self._offers:",
        "if False:",
        f"{ACCESS}::test_a_reader_fetches_the_files_offered_to_them_and_no_others",
    ),
    Guard(
        "a name that was rebound to this machine",
        "server/request.py",
        "and all(is_loopback(host_name(host)) for host in hosts)",
        "",
        "tests/server/test_request.py::test_a_page_of_another_site_that_points_here_may_not",
    ),
    Guard(
        "requests that a proxy passes on",
        "server/request.py",
        'and not any(name.startswith(_FORWARDED) for name, _ in scope.get("headers", ()))',
        "",
        "tests/server/test_request.py::test_what_a_proxy_passes_on_is_not_local",
    ),
    Guard(
        "redirects to another site",
        "server/routes/sign_in.py",
        "if parts.scheme or parts.netloc or not text.isprintable()"
        ' or page not in (*PAGE_NAMES, ""):',
        "if not text.isprintable():",
        "tests/server/test_sign_in.py::test_any_address_leads_to_a_page_of_ours",
    ),
    Guard(
        "guesses under many names",
        "access/rate_limit.py",
        "return count > LIMIT or total > TOTAL_LIMIT",
        "return count > LIMIT",
        "tests/access/test_rate_limit.py::test_a_sender_who_changes_name_each_time_is_stopped_too",
    ),
    Guard(
        "a copy of the cookie after its owner signed out",
        "access/sign_in.py",
        "if sign_in is None or _is_signed_out(database, sign_in.key):",
        "if sign_in is None:",
        "tests/access/test_sign_in.py"
        "::test_a_sign_in_that_was_ended_opens_nothing_and_the_next_one_does",
    ),
    Guard(
        "an address that the provider did not verify",
        "access/sign_in.py",
        'if not email or claims.get("email_verified") is False:',
        "if not email:",
        "tests/access/test_sign_in.py::test_a_role_follows_the_verified_address",
    ),
    Guard(
        "a link after it was revoked or has expired",
        "access/cookie.py",
        'is_active = link.state(utc_now()) == "active"',
        "is_active = True",
        f"{RIGHTS}::test_a_run_whose_browser_has_gone_has_no_more_rights_than_its_reader",
    ),
    Guard(
        "other users of the machine who read the secret",
        "store/backup/signing.py",
        "0o600",
        "0o644",
        "tests/access/test_cookie.py"
        "::test_the_secret_is_in_a_file_that_only_the_owner_of_the_database_reads",
    ),
    Guard(
        "a run of a page whose reader is not known",
        "ui/app/rights.py",
        "    if credentials is None:\n        return NOBODY\n",
        "    if credentials is None:\n        return OWNER\n",
        f"{RIGHTS}::test_a_run_without_a_known_reader_is_nobodys",
    ),
    Guard(
        "a change after the right was lost",
        "ui/app/rights.py",
        "    if not may_edit():\n",
        "    if False:\n",
        "tests/ui/test_refused_changes.py"
        "::test_no_change_is_made_once_the_right_is_lost_and_each_says_so",
    ),
    Guard(
        "a change that asks for no right",
        "ui/uploads/history.py",
        "        require_edit()\n",
        "",
        "tests/test_rights.py::test_each_change_checks_the_rights_of_its_reader",
    ),
    Guard(
        "an earlier state of the data by a link without the right",
        "ui/app/frame.py",
        "if version is None or not reader.may_see_past:",
        "if version is None:",
        f"{RIGHTS}::test_a_link_opens_an_earlier_state_only_with_the_right",
    ),
    Guard(
        "cookies that are slow to read",
        "server/middleware/request_limits.py",
        "if _COOKIE.fullmatch(part)]",
        "]",
        "tests/server/test_request_limits.py::test_only_our_own_cookies_are_passed_on",
    ),
    Guard(
        "long headers",
        "server/middleware/request_limits.py",
        "or size > HEADER_BYTES",
        "",
        "tests/server/test_request_limits.py::test_a_request_is_refused_beyond_each_limit",
    ),
    Guard(
        "headers without end",
        "streamlit_patches/header_limit.py",
        "if self._pending > LIMIT_BYTES:",
        "if False:",
        f"{HEADS}::test_what_never_ends_is_refused",
    ),
    Guard(
        "requests sent slowly",
        "streamlit_patches/header_limit.py",
        "self.loop.call_later(seconds, self.transport.close)",
        "self.loop.call_later(9_999, self.transport.close)",
        f"{HEADS}::test_the_head_of_a_request_must_arrive_in_time",
    ),
    Guard(
        "too many connections",
        "streamlit_patches/header_limit.py",
        "if len(self.connections) > connection_limit():",
        "if False:",
        f"{HEADS}::test_a_connection_beyond_the_limit_is_closed_and_the_others_are_served",
    ),
    Guard(
        "small messages that unpack to large ones",
        "streamlit_patches/message_limit.py",
        "        self.conn.max_message_size = MESSAGE_BYTES\n",
        "",
        f"{MESSAGES}::test_a_small_message_that_unpacks_to_a_large_one_is_refused",
    ),
    Guard(
        "messages that wait to be read",
        "streamlit_patches/message_limit.py",
        "if self._pending > 2 * self._limit or too_many:",
        "if too_many:",
        f"{MESSAGES}::test_messages_that_are_not_read_yet_are_limited",
    ),
    Guard(
        "unfinished messages of many connections",
        "streamlit_patches/message_limit.py",
        "if self._pending > 2 * self._limit or too_many:",
        "if self._pending > 2 * self._limit:",
        f"{MESSAGES}::test_all_connections_together_are_limited",
    ),
    Guard(
        "messages that are never finished",
        "streamlit_patches/message_limit.py",
        "self.loop.call_later(UNFINISHED_SECONDS, self._refuse)",
        "self.loop.call_later(9_999, self._refuse)",
        f"{MESSAGES}::test_a_message_must_be_finished_in_time",
    ),
    Guard(
        "one reader who opens very much",
        "server/middleware/concurrency.py",
        "if any(self._open[key] >= limit for key, limit in limits.items()):",
        "if False:",
        "tests/server/test_concurrency.py::test_a_link_opens_so_many_pages_at_once_and_no_more",
    ),
    Guard(
        "operations that write files",
        "streamlit_patches/client_operations.py",
        "if payload_type in READS:",
        "if True:",
        "tests/streamlit_patches/test_client_operations.py"
        "::test_an_operation_that_writes_files_is_refused",
    ),
    Guard(
        "queries that reach files",
        "store/sql/database/lock_down.sql",
        "set enable_external_access = false;",
        "",
        "tests/store/test_database.py::test_no_query_reaches_outside_the_database",
    ),
    Guard(
        "passwords in what is shown",
        "store/addresses.py",
        "        return without_password(self.catalog)\n",
        "        return self.catalog\n",
        "tests/store/test_addresses.py::test_an_address_is_shown_without_its_password",
    ),
    Guard(
        "tokens in the log",
        "server/log.py",
        '_TOKEN.sub("/s/…", part)',
        "part",
        "tests/server/test_log.py::test_no_secret_of_an_address_reaches_the_log_of_requests",
    ),
    Guard(
        "commands without the token",
        "server/listener.py",
        'if not hmac.compare_digest(authorization.encode(), f"Bearer {token}".encode()):',
        "if False:",
        "tests/server/test_listener.py::test_a_wrong_token_is_refused",
    ),
    Guard(
        "formulas in exported files",
        "exports/tables.py",
        'return f"\'{text}" if _FORMULA.match(text) else text',
        "return text",
        "tests/exports/test_records.py"
        "::test_whatever_a_spreadsheet_takes_for_a_formula_gets_an_apostrophe",
    ),
    Guard(
        "cells of a workbook that stand twice",
        "ingest/files/workbook_cells.py",
        "if len(set(sheet.places)) < len(sheet.places):",
        "if False:",
        "tests/ingest/test_hostile_workbooks.py"
        "::TestTwoReadings::test_a_doubled_cell_is_refused_with_its_place",
    ),
    Guard(
        "a backup without a proof",
        "store/backup/restore.py",
        'if proof == "none" and not accepts_unproved:',
        "if False:",
        f"{RESTORES}::test_a_backup_without_a_proof_is_restored_only_when_this_is_accepted",
    ),
    Guard(
        "a backup signed by somebody else",
        "store/backup/digests.py",
        "    expected = _signature(digests, secret)\n",
        "    return True\n",
        f"{RESTORES}::test_a_changed_backup_cannot_be_signed_without_the_secret",
    ),
    Guard(
        "values that the uploads do not give",
        "store/integrity.py",
        "if not database.is_shared:",
        "if False:",
        "tests/store/test_integrity.py::test_what_is_not_as_recorded_is_named",
    ),
]


def copy_code(folder):
    """Copy what the tests need into a folder."""
    ignored = shutil.ignore_patterns("*.duckdb*", "*.lock")  # compiled modules are copied too
    for name in PARTS:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=ignored)
        elif source.exists():
            shutil.copy(source, folder / name)


def run_tests(folder, *tests):
    """Return exit code and output of tests of a copy; a test that hangs has failed."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *tests]
    try:
        done = subprocess.run(
            command,
            cwd=folder,
            env={"PYTHONPATH": str(folder), "PATH": "/usr/bin:/bin", "HOME": str(folder)},
            capture_output=True,
            text=True,
            check=False,
            timeout=SECONDS * len(tests),
        )
    except subprocess.TimeoutExpired:
        return FAILED, f"no end after {SECONDS} s"
    return done.returncode, done.stdout + done.stderr


def fault_of(folder, guard):
    """Return what is wrong with a guard: empty where its test fails without it."""
    path = folder / "lib" / guard.file
    whole = path.read_text(encoding="utf-8")
    if guard.code not in whole:
        return f"{guard.name}: {guard.file} does not hold {guard.code!r}"
    path.write_text(whole.replace(guard.code, guard.without), encoding="utf-8")
    try:
        code, output = run_tests(folder, guard.test)
    finally:
        path.write_text(whole, encoding="utf-8")
    if code == FAILED:
        return ""
    last = output.strip().splitlines()[-1:] or ["no output"]
    return f"{guard.name}: {guard.test} ended with {code}: {last[0]}"


def faults_with_guards(folder, guards):
    """Return the end of the output where a test fails although no guard is removed."""
    code, output = run_tests(folder, *sorted({guard.test for guard in guards}))
    return [] if code == 0 else output.strip().splitlines()[-5:]


def run(guards, report=print):
    """Remove each guard in turn and return the faults."""
    faults = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        copy_code(folder)
        for number, guard in enumerate(guards, start=1):
            fault = fault_of(folder, guard)
            report(f"{number}/{len(guards)} {guard.name}: {fault or 'its test fails without it'}")
            faults += [fault] if fault else []
        faults += faults_with_guards(folder, guards)
    return faults


def main():
    """Try every guard whose name matches; 1 where a test does not notice that it is gone."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="a regular expression of names")
    options = parser.parse_args()
    guards = [guard for guard in GUARDS if re.search(options.only, guard.name)]
    faults = run(guards)
    print(f"{len(guards)} guards removed, {len(faults)} faults")
    print("\n".join(faults))
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())
