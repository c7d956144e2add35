"""One activity of a digest: how much is answered, how the answers fall now and fell then, and what is awaited."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from cards import phrases_digest as say
from cards.adaptive import Element, bar, buttons, container, facts, text, text_bar, unfold
from cards.charts import ChartColor, Slice, stacked_bars
from cards.receipt_card import shortened
from cards.words_of_time import period_words
from scheduler.digest_sections import EarlierShares, OptionShare
from scheduler.digests import ActivityDigest, AreaCount, Missing, QuestionShares

CHOSEN: tuple[ChartColor, ...] = ("good", "categoricalTeal", "categoricalBlue")
WEAKER: tuple[ChartColor, ...] = ("warning", "attention")


@dataclass(frozen=True, slots=True)
class Detail:
    """How many areas, questions and missing places one activity may show, and how long a name may be."""

    areas: int
    questions: int
    missing: int
    length: int


def activity_block(activity: ActivityDigest, number: int, detail: Detail, *, few: int) -> Element:
    """The figures, and what they are made of behind a button."""
    name = f"activity{number}"
    title = {**text(shortened(activity.title, detail.length), bold=True, size="Default"), "style": "heading"}
    counted = say.activity_line(activity.answered, activity.expected, period_words(activity.slot))
    head = [title, text(counted, size="Small", spacing="None"), *_then(activity)]
    drawn = bar(activity.answered, activity.expected)
    more = list(_details(activity, detail, few))
    folded = [buttons([unfold(say.MORE, name)]), container(more, name=name, folded=True)] if more else []
    return container([*head, drawn, *folded], separator=True, spacing="Medium")


def _then(activity: ActivityDigest) -> Iterator[Element]:
    told = [say.earlier_count(one.against, one.answered, one.expected) for one in activity.earlier]
    if told:
        yield text(say.together(told), size="Small", subtle=True, spacing="None")


def _details(activity: ActivityDigest, detail: Detail, few: int) -> Iterator[Element]:
    if len(activity.areas) > 1:
        yield text(say.AREAS, bold=True, size="Small")
        yield facts(_area_line(area) for area in activity.areas[: detail.areas])
    yield from _questions(activity, detail, few)
    late = [missing for missing in activity.missing if missing.is_late]
    waiting = [missing for missing in activity.missing if not missing.is_late]
    yield from _missing(say.WAITING_LATE, late, detail)
    yield from _missing(say.WAITING, waiting, detail)
    if not activity.missing and activity.expected > activity.answered:
        yield text(say.unnamed(activity.expected - activity.answered, activity.late), size="Small")


def _questions(activity: ActivityDigest, detail: Detail, few: int) -> Iterator[Element]:
    """Those of which everything may be shown as one chart, the others in words."""
    told = activity.questions[: detail.questions]
    drawable = [shares for shares in told if _may_be_drawn(shares, activity.answered)]
    if drawable:
        bars = [(shortened(shares.question, detail.length), list(_slices(shares))) for shares in drawable]
        in_words = [line for shares in drawable for line in _question(shares, activity.answered, detail, few)]
        yield stacked_bars(bars, title=say.SHARES, fallback=in_words)
    for shares in told:
        if shares not in drawable:
            yield from _question(shares, activity.answered, detail, few)
    compared = [line for shares in told for line in _earlier(shares, detail)]
    if compared:
        yield text(say.COMPARED, bold=True, size="Small")
        yield facts(compared)
    if len(activity.questions) > detail.questions:
        yield text(say.more_questions(len(activity.questions) - detail.questions), size="Small", subtle=True)


def _may_be_drawn(shares: QuestionShares, answered: int) -> bool:
    counts = [option.count for option in shares.options]
    total = sum(count or 0 for count in counts)
    return None not in counts and 0 < total <= answered and not shares.several


def _slices(shares: QuestionShares) -> Iterator[Slice]:
    """Weak options in warm colours, what does not apply and what is not answered in grey, each by its own name."""
    chosen, weaker = iter(CHOSEN), iter(WEAKER)
    for option in shares.options:
        grey: ChartColor = "neutral"
        color = grey if option.not_applicable else next(weaker if option.weak else chosen, grey)
        if option.count:
            yield Slice(option.title, option.count, color)
    if shares.unanswered:
        yield Slice(say.NOT_YET, shares.unanswered, "neutral")


def _question(shares: QuestionShares, answered: int, detail: Detail, few: int) -> Iterator[Element]:
    total = sum(option.count or 0 for option in shares.options if not option.not_applicable)
    several = shares.several or total > answered
    yield text(shortened(shares.question, detail.length), bold=True, size="Small")
    apart = [(say.NOT_YET, str(shares.unanswered))] if shares.unanswered else []
    if shares.hidden:
        yield text(say.too_few(few), size="Small", subtle=True, spacing="None")
        return
    whole = all(option.count is not None for option in shares.options)
    lines = [
        (shortened(option.title, detail.length), _option(option, total, few, alone=several or not whole))
        for option in shares.options
    ]
    yield facts([*lines, *apart])
    if several:
        yield text(say.SEVERAL, size="Small", subtle=True, spacing="Small")


def _option(option: OptionShare, total: int, few: int, *, alone: bool) -> str:
    """A share of the sum would tell what is left out of it: then the count stands alone.

    So it does for what does not apply, which is no part of those to whom it applies.
    """
    if option.count is None:
        return say.fewer_than(few)
    if alone or option.not_applicable:
        return str(option.count)
    return say.option_line(text_bar(option.count, total), option.count, total)


def _earlier(shares: QuestionShares, detail: Detail) -> Iterator[tuple[str, str]]:
    now = _in_per_cent(shares.options)
    then = [(one, _in_per_cent(one.options)) for one in shares.earlier]
    told = [_compared(one, share, now) for one, share in then if share]
    if now and told:
        yield shortened(shares.question, detail.length), say.together(told)


def _compared(then: EarlierShares, share: Sequence[tuple[str, str]], now: Sequence[tuple[str, str]]) -> str:
    before = dict(share)
    changes = [say.changed(title, before[title], percent) for title, percent in now if before.get(title) != percent]
    return say.earlier_shares(then.against, period_words(then.slot), changes)


def _in_per_cent(options: Iterable[OptionShare]) -> list[tuple[str, str]]:
    """Of those to whom it applies; empty where anything is left out or nobody answered."""
    counted = [option for option in options if not option.not_applicable]
    counts = [option.count for option in counted]
    total = sum(count or 0 for count in counts)
    if None in counts or not total:
        return []
    return [(option.title, say.percent(option.count or 0, total)) for option in counted]


def _area_line(area: AreaCount) -> tuple[str, str]:
    drawn = text_bar(area.answered, area.expected)
    return area.area or say.ADMINISTRATION, say.area_line(drawn, area.answered, area.expected)


def _with_mark(place: str, one: Missing) -> str:
    if one.is_away:
        return say.away(place)
    return say.seen(place) if one.is_seen else place


def _missing(title: str, missing: Iterable[Missing], detail: Detail) -> Iterator[Element]:
    places = [_with_mark(shortened(one.place, detail.length), one) for one in missing]
    if places:
        hidden = max(len(places) - detail.missing, 0)
        yield text(title, bold=True, size="Small")
        yield text(say.names(places[: detail.missing], hidden), spacing="Small")
