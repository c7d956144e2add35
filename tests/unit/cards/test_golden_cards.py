"""Every kind of card, held against the file that a person has looked at."""

import pytest

from tests.unit.cards.golden_cards import GOLDEN, as_kept, golden_file


@pytest.mark.parametrize("name", GOLDEN)
def test_card_is_the_golden_card(name: str) -> None:
    assert as_kept(GOLDEN[name]) == golden_file(name).read_text(encoding="utf-8")
