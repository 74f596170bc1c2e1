"""Answers given with an upload, kept for files of the same shape; undone with the upload."""

from dataclasses import dataclass

from lib.store import named_queries
from lib.store.connection import Connection


@dataclass(frozen=True, slots=True)
class Recipe:
    """Answers for files of one shape, as a JSON list of key and answer."""

    fingerprint: str
    name: str
    kind: str
    choices: str
    seq: int


def recipes(connection: Connection, version: int) -> list[Recipe]:
    """Return the recipe of each shape at a data version, latest first."""
    return [
        Recipe(*row)
        for row in named_queries.rows(connection, "recipes_as_of", {"version": version})
    ]


def record_recipe(connection: Connection, recipe: Recipe) -> None:
    """Keep a recipe under its upload's number, inside the caller's transaction."""
    named_queries.run(
        connection,
        "insert_recipe",
        {
            "seq": recipe.seq,
            "fingerprint": recipe.fingerprint,
            "name": recipe.name,
            "kind": recipe.kind,
            "choices": recipe.choices,
        },
    )
