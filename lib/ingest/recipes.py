"""Answers remembered for files of one shape, so that next month is one click."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

from lib.errors import NotFoundError
from lib.i18n.translate import N_
from lib.ingest.reports import Options
from lib.store.connection import Connection
from lib.store.uploads import recipes as stored
from lib.store.uploads.recipes import Recipe
from lib.store.uploads.uploads import data_version

_NEVER = ("duplicates",)
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
    known = known_recipes(connection)
    if options.recipe is None:
        found = next((recipe for recipe in known if recipe.fingerprint == shape), None)
    else:
        wanted = options.recipe
        found = next((r for r in known if wanted in (r.fingerprint, r.name)), None)
        if found is None:
            raise NotFoundError(N_("There is no recipe “{name}”."), name=wanted)
    if found is None:
        return Remembered(options, ())
    given = {key for key, _ in options.choices}
    applied = tuple(choice for choice in choices_of(found) if choice[0] not in given)
    return Remembered(replace(options, choices=(*applied, *options.choices)), applied)


def choices_text(choices: Sequence[tuple[str, str]]) -> str:
    """Return answers as they are stored."""
    kept = {key: answer for key, answer in choices if key.split(":")[0] not in _NEVER}
    return json.dumps([list(item) for item in kept.items()], ensure_ascii=False)
