"""The same answer for several own units: which ones, how it stands with each, and handing in together."""

from collections.abc import Iterable, Iterator, Sequence

from cards import phrases
from cards import phrases_comforts as say
from cards.adaptive import Card, Element, buttons, card, column, columns, container, fitted, heading, text
from cards.task_rows import onward, open_button, place_words
from cards.verbs import UNITS_INPUT, Verb, button
from scheduler.assignments import Assignment
from scheduler.usecases.outcomes import Receipt
from scheduler.usecases.several import Fit, Several, Unit

OPENABLE = frozenset({Fit.READY, Fit.LACKS, Fit.BEGUN, Fit.CHANGED})
MOST_ROWS, MOST_ONWARD = (40, 20, 10), 3
MOST_OFFERED = 20


def offer_block(receipt: Receipt) -> Iterator[Element]:
    """Where the same task waits at other units of the person's: boxes to choose by, and nothing chosen yet."""
    offered = receipt.alike[:MOST_OFFERED]
    if not offered:
        return
    told = [heading(say.SEVERAL_TITLE, size="Default"), text(say.SEVERAL_INTRO, spacing="Small"), _boxes(offered)]
    if len(receipt.alike) > len(offered):
        told.append(text(say.more_units(len(receipt.alike) - len(offered)), size="Small", subtle=True))
    fill = button(say.SEVERAL_FILL, Verb.SHARE, {"task": receipt.task.id})
    yield container([*told, buttons([fill])], separator=True, spacing="Medium")


def several_card(several: Several) -> Card:
    title = several.source.title
    actions = [*_hand_in(several), button(phrases.TO_TASKS, Verb.TASKS)]
    cards = (card(_body(several, most), fallback=say.several_fallback(title), actions=actions) for most in MOST_ROWS)
    return fitted(cards)


def _body(several: Several, most: int) -> Iterator[Element]:
    yield heading(_title(several))
    yield text(several.source.title, bold=True)
    if several.refused:
        yield container([text(say.SEVERAL_REFUSED_WHY)], style="warning")
    if several.gone:
        yield text(say.gone(several.gone), color="Attention", spacing="Small")
    for unit in several.units[:most]:
        yield _row(unit)
    ready = several.having(Fit.READY)
    if ready:
        chosen = [unit.task for unit in ready]
        yield text(say.SEVERAL_CHECK, spacing="Medium")
        yield _boxes(chosen, chosen=chosen)
    yield from _onward(several)


def _title(several: Several) -> str:
    if several.refused:
        return say.SEVERAL_REFUSED
    if several.having(Fit.SENT):
        return say.SEVERAL_SENT
    is_filled = several.having(Fit.READY) or several.having(Fit.LACKS)
    return say.SEVERAL_FILLED if is_filled else say.SEVERAL_NOTHING


def _row(unit: Unit) -> Element:
    lines = [
        text(place_words(unit.task), bold=True),
        text(say.FITS[unit.fit].format(name=unit.answered_by), size="Small", subtle=True, spacing="None"),
    ]
    if unit.fit not in OPENABLE:
        return container(lines, spacing="Medium")
    return columns(
        column(lines), column([buttons([open_button(unit.task, title=say.SEVERAL_OPEN)])], width="auto", middle=True)
    )


def _hand_in(several: Several) -> list[Element]:
    if not several.having(Fit.READY):
        return []
    shown = ",".join(str(unit.task.id) for unit in several.units)
    data: dict[str, str | int] = {"task": several.source.id, "shown": shown, "token": several.token}
    return [button(say.SEVERAL_SUBMIT, Verb.HAND_IN_SEVERAL, data, style="positive")]


def _boxes(tasks: Sequence[Assignment], *, chosen: Iterable[Assignment] = ()) -> Element:
    value = ",".join(str(task.id) for task in chosen)
    return {
        "type": "Input.ChoiceSet",
        "id": UNITS_INPUT,
        "label": say.SEVERAL_CHOOSE,
        "isMultiSelect": True,
        "style": "expanded",
        "wrap": True,
        "choices": [{"title": task.place, "value": str(task.id)} for task in tasks],
        **({"value": value} if value else {}),
    }


def _onward(several: Several) -> Iterator[Element]:
    if several.having(Fit.SENT) and several.remaining:
        rows = onward(several.remaining, several.today, most=MOST_ONWARD)
        yield container(rows, separator=True, spacing="Medium")
