"""A digest as what the council's page shows: words, numbers, and for each figure the address of its answers."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from cards import phrases_council as say
from cards import phrases_digest as shared
from cards.words_of_time import day_words, period_words
from scheduler.digest_sections import OptionShare
from scheduler.digests import ActivityDigest, Digest, Missing, QuestionShares


@dataclass(frozen=True, slots=True)
class Bar:
    """A figure with its part of a whole, in per cent for the eye; without a `link` nothing can be followed."""

    label: str
    words: str
    width: int
    link: str = ""
    weak: bool = False
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Shares:
    """One closed question; `earlier` are the same bars then, each group under its heading."""

    question: str
    bars: tuple[Bar, ...]
    note: str
    earlier: tuple[tuple[str, tuple[Bar, ...]], ...]


@dataclass(frozen=True, slots=True)
class Activity:
    heading: str
    anchor: str
    total: Bar
    areas: tuple[Bar, ...]
    shares: tuple[Shares, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where the digest is kept; what is not kept has no answers to follow."""

    digest_id: int | None

    def answers(self, activity: str, period: str, question: str = "", option: str = "") -> str:
        if self.digest_id is None:
            return ""
        asked = {"activity": activity, "period": period, "question": question, "option": option}
        return f"/council/{self.digest_id}/answers?{urlencode({key: one for key, one in asked.items() if one})}"

    def answer(self, revision: int) -> str:
        return "" if self.digest_id is None else f"/council/{self.digest_id}/answers/{revision}"

    def file(self, ending: str) -> str:
        return "" if self.digest_id is None else f"/council/{self.digest_id}.{ending}"


def activities_of(digest: Digest, place: Place) -> tuple[Activity, ...]:
    return tuple(_activity(digest, one, number, place) for number, one in enumerate(digest.activities, start=1))


def _activity(digest: Digest, one: ActivityDigest, number: int, place: Place) -> Activity:
    link = place.answers(one.activity, one.slot) if one.answered else ""
    return Activity(
        heading=say.activity(one.title, period_words(one.slot)),
        anchor=f"aktivitet-{number}",
        total=_bar(say.ALL, one.answered, one.expected, link),
        areas=tuple(_bar(area.area or shared.ADMINISTRATION, area.answered, area.expected) for area in one.areas),
        shares=tuple(_shares(digest, one, question, place) for question in one.questions),
        missing=tuple(missing_words(one.missing)),
    )


def _bar(label: str, count: int, of: int, link: str = "") -> Bar:
    width = round(100 * count / of) if of else 0
    return Bar(label, f"{count} av {of} ({say.per_cent(count, of)})", width, link)


def _shares(digest: Digest, one: ActivityDigest, question: QuestionShares, place: Place) -> Shares:
    if question.hidden:
        return Shares(question.question, (), shared.none_shown(digest.few), ())
    of = sum(option.count or 0 for option in question.options) if question.several else one.answered
    return Shares(
        question.question,
        tuple(_options(digest, one, question, question.options, question.unanswered, of, place)),
        shared.SEVERAL if question.several else "",
        tuple(
            (
                say.then(then.against, period_words(then.slot)),
                tuple(_options(digest, one, question, then.options, then.unanswered, _given(then.options), None)),
            )
            for then in question.earlier
        ),
    )


def _given(options: Iterable[OptionShare]) -> int:
    return sum(option.count or 0 for option in options)


def _options(
    digest: Digest,
    one: ActivityDigest,
    question: QuestionShares,
    options: Sequence[OptionShare],
    unanswered: int,
    of: int,
    place: Place | None,
) -> Iterator[Bar]:
    for option in options:
        if option.count is None:
            yield Bar(option.title, shared.fewer_than(digest.few), 0, weak=option.weak)
            continue
        link = place.answers(one.activity, one.slot, question.key, option.key) if place and option.count else ""
        width = round(100 * option.count / of) if of else 0
        words = str(option.count) if question.several else f"{option.count} ({say.per_cent(option.count, of)})"
        yield Bar(option.title, words, width, link, option.weak, option.not_applicable)
    yield Bar(shared.NOT_YET, str(unanswered), 0, quiet=True)


def missing_words(missing: Iterable[Missing]) -> Iterator[str]:
    for one in missing:
        when = day_words(one.due) if one.due else say.NO_DAY
        yield say.waiting(one.place, when, say.PASSED if one.is_late else say.NOT_PASSED)
