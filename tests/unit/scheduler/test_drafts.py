"""What becomes of a draft's words when a page is saved, an item added or an item taken away."""

from scheduler.drafts import with_item_after, with_page, without_item, without_page
from scheduler.forms import Answers, Page, Repeat, pages_of
from tests.factories import FORM

RISKS = FORM.steps[1].repeat or Repeat(key="", item="-")
THREE: Answers = {
    "utfall": "nej",
    "risker.items": 3,
    "risker.0.risk": "fall",
    "risker.0.troligt": 1,
    "risker.1.risk": "brand",
    "risker.2.risk": "stöld",
    "risker.2.allvar": 4,
    "dag": "2027-01-11",
}
TWO: Answers = {"utfall": "nej", "risker.items": 2, "risker.0.risk": "fall", "risker.1.risk": "brand"}


def risk_page(answers: Answers, item: int) -> Page:
    return pages_of(FORM, answers)[1 + item]


def test_page_replaces_its_own_answers_alone() -> None:
    page = risk_page(THREE, 2)

    assert with_page(THREE, page, {"risk": "rån", "troligt": 2}) == {
        "utfall": "nej",
        "risker.items": 3,
        "risker.0.risk": "fall",
        "risker.0.troligt": 1,
        "risker.1.risk": "brand",
        "risker.2.risk": "rån",
        "risker.2.troligt": 2,
        "dag": "2027-01-11",
    }


def test_page_loses_what_was_cleared_on_it() -> None:
    assert without_page(TWO, risk_page(TWO, 1)) == {"utfall": "nej", "risker.items": 2, "risker.0.risk": "fall"}


def test_new_item_comes_after_the_page_and_moves_the_later_ones_up() -> None:
    assert with_item_after(TWO, risk_page(TWO, 0), RISKS) == {
        "utfall": "nej",
        "risker.items": 3,
        "risker.0.risk": "fall",
        "risker.2.risk": "brand",
    }


def test_new_item_comes_last_when_the_page_is_last() -> None:
    assert with_item_after(TWO, risk_page(TWO, 1), RISKS) == {**TWO, "risker.items": 3}


def test_first_added_item_makes_two_when_nothing_was_counted_yet() -> None:
    assert with_item_after({"risker.0.risk": "fall"}, risk_page({}, 0), RISKS) == {
        "risker.0.risk": "fall",
        "risker.items": 2,
    }


def test_no_item_is_added_when_the_group_is_full() -> None:
    assert with_item_after(THREE, risk_page(THREE, 0), RISKS) == THREE


def test_first_item_is_taken_away_and_the_later_ones_move_down() -> None:
    assert without_item(THREE, risk_page(THREE, 0), RISKS) == {
        "utfall": "nej",
        "risker.items": 2,
        "risker.0.risk": "brand",
        "risker.1.risk": "stöld",
        "risker.1.allvar": 4,
        "dag": "2027-01-11",
    }


def test_last_item_is_taken_away_and_the_others_stay() -> None:
    assert without_item(TWO, risk_page(TWO, 1), RISKS) == {
        "utfall": "nej",
        "risker.items": 1,
        "risker.0.risk": "fall",
    }


def test_only_item_stays_when_one_must_be_there() -> None:
    only: Answers = {"risker.items": 1, "risker.0.risk": "fall"}

    assert without_item(only, risk_page(only, 0), RISKS) == only


def test_tenth_item_is_not_taken_for_the_first() -> None:
    many: Answers = {"risker.items": 12, **{f"risker.{item}.risk": f"nr {item}" for item in range(12)}}
    page = Page(number=3, of=14, step=FORM.steps[1], item=1, items=12)

    kept = without_item(many, page, RISKS)

    assert kept == {"risker.items": 11, **{f"risker.{n}.risk": f"nr {n if n < 1 else n + 1}" for n in range(11)}}
