"""What is kept of calendars: of one moment alone, and never more than there is room for."""

from datetime import date

from bot.web.kept_feeds import KeptFeeds, Moment, Written

NOW = Moment("1", date(2027, 1, 11))
TEN = Written(b"0123456789", '"ten"')


def held(kept: KeptFeeds, *names: str) -> list[str]:
    return [name for name in names if kept.get(name, NOW) is TEN]


def test_calendar_is_found_at_its_own_moment_alone() -> None:
    kept = KeptFeeds()
    kept.keep("a", NOW, TEN)

    others = (Moment("2", NOW.today), Moment(NOW.version, date(2027, 1, 12)))

    assert kept.get("a", NOW) is TEN
    assert [kept.get("a", moment) for moment in others] == [None, None]
    assert kept.get("b", NOW) is None


def test_calendar_that_was_asked_for_longest_ago_makes_room() -> None:
    kept = KeptFeeds(most_bytes=25)
    kept.keep("a", NOW, TEN)
    kept.keep("b", NOW, TEN)
    kept.get("a", NOW)

    kept.keep("c", NOW, TEN)

    assert held(kept, "a", "b", "c") == ["a", "c"]


def test_calendar_that_is_written_anew_takes_its_room_once() -> None:
    kept = KeptFeeds(most_bytes=20)
    kept.keep("a", NOW, TEN)

    for _ in range(3):
        kept.keep("b", NOW, TEN)

    assert held(kept, "a", "b") == ["a", "b"]


def test_calendar_that_is_larger_than_the_room_is_not_kept() -> None:
    kept = KeptFeeds(most_bytes=9)

    kept.keep("a", NOW, TEN)

    assert held(kept, "a") == []
