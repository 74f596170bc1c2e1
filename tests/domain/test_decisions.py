"""Blocks of the quarterly update as they stand in addresses and records."""

import pytest

from lib.domain.decisions import BLOCKS, block_list, block_text


def test_there_are_six_to_eight_blocks_and_decisions_come_before_what_is_next():
    assert 6 <= len(BLOCKS) <= 8
    assert BLOCKS[0] == "moved"
    assert BLOCKS[-2:] == ("decisions", "next")


def test_an_order_is_kept_through_its_text():
    chosen = ("pairs", "moved", "decisions")

    assert block_list(block_text(chosen)) == chosen


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("", ()),
        (" pairs , moved", ("pairs", "moved")),
        ("pairs,unknown,pairs", ("pairs",)),
        ("<script>,next", ("next",)),
    ],
)
def test_unknown_and_repeated_blocks_are_left_out(text, blocks):
    assert block_list(text) == blocks
