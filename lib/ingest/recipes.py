"""Answers remembered for files of one shape, so that next month is one click."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

from lib.domain.clock import today
from lib.errors import NotFoundError
from lib.i18n.translate import N_
from lib.ingest.edits import KIND, signed
from lib.ingest.reports import Options
from lib.ingest.text.periods import names_period
from lib.store.connection import Connection
from lib.store.database import Database
from lib.store.uploads import recipes as stored
from lib.store.uploads.recipes import Recipe, record_recipe
from lib.store.uploads.uploads import Submission, Upload, data_version, record_upload

_NEVER = ("duplicates", "year", "month", "quarter", "unknown_key_results", "emptied")
"""Answers about one file alone: asked again next time."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """Options with the answers of a recipe, and those that came from it."""

    options: Options
    applied: tuple[tuple[str, str], ...]


def known_recipes(connection: Connection) -> list[Recipe]:
    """Return the recipes that stand, latest first."""
    return stored.recipes(connection, data_version(connection))


def choices_of(recipe: Recipe) -> tuple[tuple[str, str], ...]:
    """Return the answers of a recipe."""
    return tuple((str(key), str(answer)) for key, answer in json.loads(recipe.choices))


def with_recipe(connection: Connection, shape: str, options: Options) -> Remembered:
    """Return the options completed by the recipe of a shape, or by the one that is asked for.

    Raises
    ------
    NotFoundError
        When the recipe asked for does not exist.
    """
    recipes = known_recipes(connection)
    if options.recipe is None:
        recipe = next((recipe for recipe in recipes if recipe.fingerprint == shape), None)
    else:
        wanted = options.recipe
        recipe = next((r for r in recipes if wanted in (r.fingerprint, r.name)), None)
        if recipe is None:
            raise NotFoundError(N_("There is no recipe “{name}”."), name=wanted)
    if recipe is None:
        return Remembered(options, ())
    answered = {key for key, _ in options.choices}
    applied = tuple(choice for choice in choices_of(recipe) if choice[0] not in answered)
    return Remembered(replace(options, choices=(*applied, *options.choices)), applied)


def choices_text(choices: Sequence[tuple[str, str]]) -> str:
    """Return answers as they are stored."""
    remembered = {
        key: answer
        for key, answer in choices
        if key.split(":")[0] not in _NEVER and not (key == "sheet" and names_period(answer))
    }
    return json.dumps([list(item) for item in remembered.items()], ensure_ascii=False)


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
        updated = Recipe(recipe.fingerprint, recipe.name, recipe.kind, text, upload.seq)
        record_recipe(connection, updated)
    return upload
