"""Where it is weak: unit by question by year, with weak, not applicable and not answered kept apart."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from scheduler.digest_answers import CountedAnswer, of_round
from scheduler.digest_sections import Against, EarlierCount, Standing
from scheduler.digests import ActivityDigest, Digest, QuestionShares


@dataclass(frozen=True, slots=True)
class HeatRow:
    """One place; `cells` are in the order of the map's columns, None where nobody was asked."""

    place: str
    area: str | None
    cells: tuple[Standing | None, ...]


@dataclass(frozen=True, slots=True)
class HeatMap:
    """One activity; a column is a question in one period, the earlier first.

    `hidden` counts the questions that are left out because too few have answered.
    """

    activity: str
    title: str
    slot: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[HeatRow, ...]
    hidden: int


def heat_maps(digest: Digest, answers: Sequence[CountedAnswer]) -> tuple[HeatMap, ...]:
    """One for each activity of which a form says which answers are weak; `answers` hold last year's too.

    None of a digest that is open: it names no places.
    """
    if digest.open:
        return ()
    return tuple(one for activity in digest.activities if (one := _map(activity, answers)) is not None)


def _map(activity: ActivityDigest, answers: Sequence[CountedAnswer]) -> HeatMap | None:
    marked = [question for question in activity.questions if any(option.weak for option in question.options)]
    shown = [question for question in marked if question.is_whole]
    if not marked:
        return None
    earlier = tuple(one for one in activity.earlier if one.against is Against.YEAR)
    now = of_round(answers, activity.activity, activity.slot)
    then = tuple(answer for one in earlier for answer in _of(answers, one))
    places = _places(activity, now, then)
    return HeatMap(
        activity=activity.activity,
        title=activity.title,
        slot=activity.slot,
        columns=tuple(
            (question.question, slot)
            for question in shown
            for slot in (*(one.slot for one in earlier if _may_tell_of(question, one)), activity.slot)
        ),
        rows=tuple(
            HeatRow(place, area, tuple(_cells((place, area), shown, now, then, earlier))) for place, area in places
        ),
        hidden=len(marked) - len(shown),
    )


def _may_tell_of(question: QuestionShares, then: EarlierCount) -> bool:
    """What too few chose then is not told of either."""
    shares = (one for one in question.earlier if (one.against, one.slot) == (then.against, then.slot))
    return all(option.count is not None for one in shares for option in one.options)


def _of(answers: Iterable[CountedAnswer], earlier: EarlierCount) -> Iterator[CountedAnswer]:
    revisions = set(earlier.revisions)
    return (one for one in answers if one.id in revisions)


def _places(
    activity: ActivityDigest, now: Iterable[CountedAnswer], then: Iterable[CountedAnswer]
) -> list[tuple[str, str | None]]:
    """Those that answered, by area, and last those that did not."""
    known = {(one.place, one.area) for one in (*then, *now)}
    named = {place for place, _ in known}
    missing = {(one.place, None) for one in activity.missing if one.place not in named}
    return sorted(known | missing, key=lambda pair: (pair[1] is None, pair[1] or "", pair[0]))


def _cells(
    place: tuple[str, str | None],
    questions: Iterable[QuestionShares],
    now: Sequence[CountedAnswer],
    then: Sequence[CountedAnswer],
    earlier: Sequence[EarlierCount],
) -> Iterator[Standing | None]:
    for question in questions:
        if any(_may_tell_of(question, one) for one in earlier):
            yield _standing(place, question, then, asked=any((one.place, one.area) == place for one in then))
        yield _standing(place, question, now, asked=True)


def _standing(
    place: tuple[str, str | None], question: QuestionShares, answers: Iterable[CountedAnswer], *, asked: bool
) -> Standing | None:
    """The weakest of what the place answered."""
    if not asked:
        return None
    chosen = {key for one in answers if (one.place, one.area) == place for key in one.chosen.get(question.key, ())}
    options = [option for option in question.options if option.key in chosen]
    if not options:
        return Standing.NOT_ANSWERED
    if any(option.weak for option in options):
        return Standing.WEAK
    return Standing.NOT_APPLICABLE if all(option.not_applicable for option in options) else Standing.FINE
