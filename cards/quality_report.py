"""A draft of a kvalitetsberättelse out of a digest: sentences of which each figure names the answers it counts."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from cards import phrases_digest as shared
from cards import phrases_report as say
from cards.words_of_time import day_words, moment_words, period_words
from scheduler.clock import local_day
from scheduler.digest_answers import CountedAnswer, choosing, of_round
from scheduler.digest_sections import EarlierCount, OptionShare, Pattern
from scheduler.digests import ActivityDigest, Digest, Missing, QuestionShares


@dataclass(frozen=True, slots=True)
class Sentence:
    """`answers` are the numbers, in the list of sources, of those that its figures count."""

    text: str
    answers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class QuestionTable:
    """One closed question; each row is an option, its count in words, and the numbers of the answers that chose it."""

    question: str
    rows: tuple[tuple[str, str, tuple[int, ...]], ...]
    changes: tuple[Sentence, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """What stands under one heading; `invites` leaves room for the writer's own words."""

    heading: str
    level: int
    sentences: tuple[Sentence, ...] = ()
    tables: tuple[QuestionTable, ...] = ()
    points: tuple[Sentence, ...] = ()
    invites: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """`sources` are rows of the closing table, the number first; `notes` stand under the title."""

    title: str
    notes: tuple[str, ...]
    parts: tuple[Part, ...]
    sources: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class _Numbered:
    """The answers in the order of the list of sources, and the place of each there."""

    answers: Sequence[CountedAnswer]
    numbers: Mapping[int, int]

    def of(self, chosen: Iterable[CountedAnswer]) -> tuple[int, ...]:
        return self.named(one.id for one in chosen)

    def named(self, ids: Iterable[int]) -> tuple[int, ...]:
        return tuple(sorted(self.numbers[one] for one in ids if one in self.numbers))


def report_of(digest: Digest, answers: Sequence[CountedAnswer], *, municipality: str) -> Report:
    """`answers` are those that the digest counted, and the earlier ones that it holds them against."""
    known = _Numbered(answers, {one.id: number for number, one in enumerate(answers, start=1)})
    return Report(
        title=say.title(municipality, period_words(digest.period)),
        notes=tuple(_notes(digest)),
        parts=tuple(_parts(digest, known)),
        sources=tuple(_source(number, one) for number, one in enumerate(answers, start=1)),
    )


def _notes(digest: Digest) -> Iterator[str]:
    yield say.ABOUT_TEXT
    yield say.counted(moment_words(digest.cut_off))
    yield say.REFERENCES_TEXT
    if digest.few:
        yield say.few(digest.few)
    if digest.example:
        yield shared.EXAMPLE


def _parts(digest: Digest, known: _Numbered) -> Iterator[Part]:
    answered = [one for one in digest.activities if one.answered]
    nothing = () if answered else (Sentence(say.NOTHING_COUNTED),)
    yield Part(say.FOLLOWED_UP, 1, sentences=nothing)
    for one in answered:
        yield _activity(digest, one, known)
    for heading, points in (
        (say.PATTERNS, _patterns(digest, known)),
        (say.RISKS, _risks(digest, known)),
        (say.ACTIONS, _actions(digest)),
        (say.DECISIONS, _decisions(digest)),
    ):
        found = tuple(points)
        if found:
            yield Part(heading, 1, points=found, invites=True)
    yield from _missing(digest)


def _activity(digest: Digest, one: ActivityDigest, known: _Numbered) -> Part:
    here = of_round(known.answers, one.activity, one.slot)
    questions = tuple(_question(digest, one, question, here, known) for question in one.questions)
    return Part(one.title, 2, tuple(_answered(one, here, known)), questions, invites=True)


def _answered(one: ActivityDigest, here: Sequence[CountedAnswer], known: _Numbered) -> Iterator[Sentence]:
    yield Sentence(say.answered(one.answered, one.expected, period_words(one.slot)), known.of(here))
    for area in one.areas if len(one.areas) > 1 else ():
        name = area.area or say.NONE
        yield Sentence(
            say.in_area(name, area.answered, area.expected), known.of(each for each in here if each.area == area.area)
        )
    for then in one.earlier:
        text = say.then_answered(then.against, then.answered, then.expected, period_words(then.slot))
        yield Sentence(text, known.named(then.revisions))


def _question(
    digest: Digest, one: ActivityDigest, question: QuestionShares, here: Sequence[CountedAnswer], known: _Numbered
) -> QuestionTable:
    if question.hidden:
        return QuestionTable(question.question, (), (), shared.none_shown(digest.few))
    of = 0 if question.several else one.answered
    rows = (_row(digest, question, option, here, known, of=of) for option in question.options)
    unanswered: tuple[str, str, tuple[int, ...]] = (shared.NOT_YET, str(question.unanswered), ())
    note = shared.SEVERAL if question.several else ""
    changes = () if question.several else tuple(_changes(one, question, here, known))
    return QuestionTable(question.question, (*rows, unanswered), changes, note)


def _row(
    digest: Digest,
    question: QuestionShares,
    option: OptionShare,
    here: Sequence[CountedAnswer],
    known: _Numbered,
    *,
    of: int,
) -> tuple[str, str, tuple[int, ...]]:
    """What too few have chosen names nobody either."""
    if option.count is None:
        return option.title, shared.fewer_than(digest.few), ()
    return option.title, say.share(option.count, of), known.of(choosing(here, question.key, option.key))


def _changes(
    one: ActivityDigest, question: QuestionShares, here: Sequence[CountedAnswer], known: _Numbered
) -> Iterator[Sentence]:
    """Each option whose count can be shown both times, in per cent of those who had answered."""
    before = {then.against: then for then in one.earlier}
    for then in question.earlier:
        count = before.get(then.against)
        if count is None or not count.answered or not one.answered:
            continue
        for now, past in zip(question.options, then.options, strict=True):
            if now.count is None or past.count is None or not (now.count or past.count):
                continue
            shares = round(100 * now.count / one.answered), round(100 * past.count / count.answered)
            behind = (*choosing(here, question.key, now.key), *_then(known, count, question.key, now.key))
            yield Sentence(say.change(now.title, then.against, *shares), known.of(behind))


def _then(known: _Numbered, count: EarlierCount, question: str, option: str) -> tuple[CountedAnswer, ...]:
    revisions = set(count.revisions)
    return choosing((one for one in known.answers if one.id in revisions), question, option)


def _patterns(digest: Digest, known: _Numbered) -> Iterator[Sentence]:
    for one in digest.patterns:
        text = say.pattern(one.kind, one.question, one.title, one.count, ", ".join(one.places))
        yield Sentence(text, known.of(_behind(one, known)))


def _behind(pattern: Pattern, known: _Numbered) -> Iterator[CountedAnswer]:
    here = of_round(known.answers, pattern.activity, pattern.slot)
    return (one for one in here if one.place in pattern.places)


def _risks(digest: Digest, known: _Numbered) -> Iterator[Sentence]:
    for one in digest.risks.top if digest.risks else ():
        text = say.risk(one.name, one.title, one.place, one.likelihood, one.consequence)
        yield Sentence(text, known.named([one.revision]))


def _actions(digest: Digest) -> Iterator[Sentence]:
    return (Sentence(say.actions(one.area or say.NONE, one.open, one.late, one.done)) for one in digest.actions)


def _decisions(digest: Digest) -> Iterator[Sentence]:
    return (Sentence(say.decision(one.title, period_words(one.slot), one.place)) for one in digest.decisions)


def _missing(digest: Digest) -> Iterator[Part]:
    lacking = [(one, place) for one in digest.activities for place in one.missing]
    if not lacking:
        yield Part(say.MISSING, 1, sentences=(Sentence(say.NOTHING_MISSING),))
        return
    yield Part(say.MISSING, 1)
    for title, group in groupby(lacking, key=lambda pair: (pair[0].title, pair[0].slot)):
        heading = f"{title[0]}, {period_words(title[1])}"
        yield Part(heading, 2, points=tuple(Sentence(_lacks(place)) for _, place in group))


def _lacks(one: Missing) -> str:
    if one.due is None:
        return say.missing(one.place, say.UNTIL_FURTHER_NOTICE)
    when = say.should_have_come if one.is_late else say.still_time
    return say.missing(one.place, when(day_words(one.due)))


def _source(number: int, one: CountedAnswer) -> tuple[str, ...]:
    day = local_day(one.submitted_at).isoformat()
    return str(number), one.title, period_words(one.slot), one.place, day, str(one.revision)


def in_ranges(numbers: Iterable[int]) -> str:
    """ "1–4, 7, 9–10"."""
    ranges: list[list[int]] = []
    for number in sorted(numbers):
        if ranges and ranges[-1][1] + 1 == number:
            ranges[-1][1] = number
        else:
            ranges.append([number, number])
    return ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in ranges)
