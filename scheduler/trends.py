"""How a digest's figures have moved from one time it was told to the next."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from scheduler.digests import ActivityDigest, Digest

PER_CENT = 100


@dataclass(frozen=True, slots=True)
class Point:
    """In whole per cent, at the cut-off of the digest that told it."""

    at: datetime
    per_cent: int


@dataclass(frozen=True, slots=True)
class Trend:
    """One activity: how many had answered, or how many of the answers were weak; the oldest point first."""

    title: str
    is_of_weak: bool
    points: tuple[Point, ...]


def trends_in(told: Iterable[Digest]) -> tuple[Trend, ...]:
    """Of everything that was told at least twice in the digests of one key, the oldest digest first."""
    in_order = sorted(told, key=lambda digest: digest.cut_off)
    found = (trend for of_weak in (False, True) for trend in _trends(in_order, of_weak=of_weak))
    return tuple(trend for trend in found if len(trend.points) > 1)


def _trends(told: Sequence[Digest], *, of_weak: bool) -> Iterator[Trend]:
    titles = {one.activity: one.title for digest in told for one in digest.activities}
    for activity, title in titles.items():
        points = (_point(digest, activity, of_weak=of_weak) for digest in told)
        yield Trend(title, of_weak, tuple(point for point in points if point is not None))


def _point(digest: Digest, activity: str, *, of_weak: bool) -> Point | None:
    """Rounds of the same activity are taken together."""
    rounds = [one for one in digest.activities if one.activity == activity]
    part, whole = _weak(rounds) if of_weak else _answered(rounds)
    return Point(digest.cut_off, round(PER_CENT * part / whole)) if whole else None


def _answered(rounds: Iterable[ActivityDigest]) -> tuple[int, int]:
    here = list(rounds)
    return sum(one.answered for one in here), sum(one.expected for one in here)


def _weak(rounds: Iterable[ActivityDigest]) -> tuple[int, int]:
    """Of the answers to questions that know what is weak and are shown whole; what is not applicable is no answer."""
    weak = whole = 0
    for question in (question for one in rounds for question in one.questions):
        counts = [option.count for option in question.options if not option.not_applicable]
        if not any(option.weak for option in question.options) or None in counts:
            continue
        weak += sum(option.count or 0 for option in question.options if option.weak)
        whole += sum(count or 0 for count in counts)
    return weak, whole
