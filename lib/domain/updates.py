"""The quarterly update: its blocks in their order, what is said beside them, and the freeze."""

from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from lib.domain.records import column
from lib.i18n.translate import N_

Block = Literal[
    "moved", "objectives", "pairs", "initiatives", "stories", "listening", "decisions", "next"
]

BLOCKS: tuple[Block, ...] = get_args(Block)
"""Every block, in the order of a committee."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateCommentary:
    """What the product leader says beside one block of the update of a quarter."""

    quarter: str = column("quarter", N_("Quarter told"), key=True)
    block: Block = column("choice", N_("Block of the update"), key=True, choices=Block)
    text_fr: str | None = column("text", N_("Commentary in French"))
    text_en: str | None = column("text", N_("Commentary in English"))


@dataclass(frozen=True, slots=True, kw_only=True)
class FrozenUpdate:
    """The update of a quarter as the committee saw it: data version, blocks and their order."""

    quarter: str = column("quarter", N_("Quarter frozen"), key=True)
    frozen_on: date = column("day", N_("Day the update was frozen"), required=True)
    data_version: int = column("integer", N_("Data version that it shows"), required=True)
    blocks: str = column("text", N_("Blocks shown, in order, separated by commas"), required=True)


def block_list(text: str) -> tuple[Block, ...]:
    """Return the blocks named in a text, each once, in its order; unknown names are left out."""
    named = [name.strip() for name in text.split(",")]
    known: dict[str, Block] = {block: block for block in BLOCKS}
    return tuple(dict.fromkeys(known[name] for name in named if name in known))


def block_text(blocks: tuple[Block, ...]) -> str:
    """Return blocks as they stand in a record and in an address."""
    return ",".join(blocks)
