"""The limits of guarantees in words."""

from datetime import time

import pytest

from cards.words_of_guarantees import limit_words
from scheduler.loading import load_shipped
from scheduler.slots import Offset
from scheduler.wheel_parts import Limit


@pytest.mark.parametrize(
    ("limit", "words"),
    [
        (Limit(at_most=Offset(weeks=2)), "inom 2 veckor"),
        (Limit(at_most=Offset(days=1)), "inom 1 dag"),
        (Limit(at_most=Offset(months=1, days=2)), "inom 1 månad och 2 dagar"),
        (Limit(at_least=Offset(weeks=2), at_most=Offset(weeks=4)), "tidigast efter 2 veckor, inom 4 veckor"),
        (Limit(times_a_week=1), "minst en gång i veckan"),
        (Limit(times_a_week=3), "minst 3 gånger i veckan"),
        (Limit(minutes=20), "högst 20 minuter före eller efter"),
        (Limit(minutes=1), "högst 1 minut före eller efter"),
        (Limit(opens_at=time(10), closes_at=time(16, 30)), "varje dag 10.00–16.30"),
        (Limit(always=True), "alltid"),
    ],
)
def test_limit_is_told_as_a_promise(limit: Limit, words: str) -> None:
    assert limit_words(limit) == words


def test_every_guarantee_that_ships_has_a_limit_in_words() -> None:
    guarantees = load_shipped("karlstad").wheel.guarantees

    assert guarantees
    assert [one.key for one in guarantees if not limit_words(one.limit)] == []
