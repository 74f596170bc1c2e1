"""Answers remembered for a shape of file, changed or forgotten: an edit like any other."""

import hashlib
from collections.abc import Sequence

from lib.domain.clock import today
from lib.ingest.edits import KIND, signed
from lib.ingest.recipes import choices_text
from lib.store.database import Database
from lib.store.uploads.recipes import Recipe, record_recipe
from lib.store.uploads.uploads import Submission, Upload, record_upload


def change_recipe(
    database: Database,
    recipe: Recipe,
    choices: Sequence[tuple[str, str]],
    *,
    author: str,
    reason: str,
    idempotency_key: str | None = None,
) -> Upload:
    """Keep other answers for files of one shape; none to forget them.

    Raises
    ------
    InvalidInputError
        When author or reason are missing.
    """
    signature = signed(author, reason, idempotency_key)
    text = choices_text(choices)
    original = text.encode()
    submission = Submission(
        kind=KIND,
        file_name=f"recipe {recipe.name}",
        original=original,
        fingerprint=hashlib.sha256(original).hexdigest(),
        author=signature.author,
        idempotency_key=signature.idempotency_key,
        received_on=today(),
        reason=signature.reason,
    )
    with database.writing() as connection:
        upload = record_upload(connection, submission, ())
        kept = Recipe(recipe.fingerprint, recipe.name, recipe.kind, text, upload.seq)
        record_recipe(connection, kept)
    return upload
