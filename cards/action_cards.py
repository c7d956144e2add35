"""The list of actions, one action with what may be done with it, and an action that is made by hand."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from cards import phrases, phrases_form
from cards import phrases_actions as say
from cards.action_rows import COLORS, GROUPS, action_row, elsewhere_row, shortened
from cards.adaptive import Card, Element, Style, buttons, card, container, facts, fitted, heading, text, unfold
from cards.form_card import objection_words
from cards.form_inputs import input_of
from cards.task_rows import place_words
from cards.verbs import Verb, button
from cards.words_of_time import day_words, distance_words, moment_words
from scheduler.action_fields import BY_HAND, DAY, EFFECT, FIELDS, FURTHER, NEEDS, ON, WAY, WORDS, Needs
from scheduler.actions import UNDONE, Action, ActionDeed, ActionEvent, ActionState, Effect
from scheduler.answers import Objection
from scheduler.forms import Option, Question
from scheduler.usecases.acting import ActionPage
from scheduler.usecases.action_lists import ActionList, NewActionPage

PAGE = 8
LONGEST_SAID = 600
LONGEST_NAME = 120
HISTORY = "history"
OFFERED = tuple(say.BUTTONS)
"""The deeds that have a button: what remains is told by the answers of a follow-up."""

MAIN = (ActionDeed.ACCEPT, ActionDeed.FINISH, ActionDeed.HELP, ActionDeed.PROPOSE, ActionDeed.SETTLE)


@dataclass(frozen=True, slots=True)
class Detail:
    """How long what is told may be, and how much of the history."""

    length: int
    events: int


DETAILS = (Detail(4000, 40), Detail(1000, 20), Detail(300, 8), Detail(120, 3))


def action_list_card(actions: ActionList, *, part: int = 0) -> Card:
    """A page of it; one that does not exist is the nearest there is."""
    if not actions.asked and not actions.elsewhere:
        body = [heading(say.NONE_TITLE), text(say.NONE_TEXT)]
        return card(body, fallback=say.NONE_TITLE, actions=[button(phrases.TO_TASKS, Verb.TASKS)])
    last = (len(actions.asked) + len(actions.elsewhere) - 1) // PAGE
    shown = min(max(part, 0), last)
    moves = [
        *([button(say.PREVIOUS_PAGE, Verb.ACTIONS, {"part": shown - 1})] if shown > 0 else ()),
        *([button(say.NEXT_PAGE, Verb.ACTIONS, {"part": shown + 1})] if shown < last else ()),
        button(phrases.TO_TASKS, Verb.TASKS),
    ]
    return card(_listed(actions, shown), fallback=say.fallback(len(actions.asked)), actions=moves)


def _listed(actions: ActionList, part: int) -> Iterator[Element]:
    yield heading(say.TITLE)
    yield text(say.counted(len(actions.asked), len(actions.elsewhere)), subtle=True, spacing="None")
    first = part * PAGE
    asked = actions.asked[first : first + PAGE]
    for urgency, title in GROUPS.items():
        rows = [action_row(one, actions.today) for one in asked if one.ask.urgency(actions.today) is urgency]
        if rows:
            named = {**text(title, bold=True, size="Default", color=COLORS[urgency]), "style": "heading"}
            yield container([named, *rows], separator=True, spacing="Medium")
    start = max(first - len(actions.asked), 0)
    room = PAGE - len(asked)
    waiting = [elsewhere_row(one) for one in actions.elsewhere[start : start + room]] if room else []
    if waiting:
        yield container([text(say.ELSEWHERE, bold=True), *waiting], separator=True, spacing="Medium")


def action_card(page: ActionPage) -> Card:
    """Every word that the person typed is in it, whatever else has to give way for the card to be sent."""
    told = say.card_fallback(shortened(page.action.says.measure, DETAILS[-1].length))
    return fitted(card(_body(page, detail), fallback=told, actions=_actions(page)) for detail in DETAILS)


def _body(page: ActionPage, detail: Detail) -> Iterator[Element]:
    action = page.action
    yield heading(shortened(action.says.measure, DETAILS[-1].length), size="Medium")
    yield text(say.place_and_origin(action.place, action.title), spacing="None")
    yield from _notices(page)
    yield facts(_facts(page, detail))
    if max(map(len, (action.says.deficiency, action.says.measure, action.says.evidence))) > detail.length:
        yield text(say.CUT, size="Small", subtle=True)
    yield buttons([unfold(say.HISTORY, HISTORY)])
    yield container(_history(page.history, detail), style="emphasis", name=HISTORY, folded=True)
    fields = list(_fields(page))
    if fields:
        yield {**text(phrases_form.PUBLIC_TEXT, size="Small", subtle=True, spacing="Medium"), "separator": True}
    yield from _inputs(fields, page.values, page.objections)


def _notices(page: ActionPage) -> Iterator[Element]:
    for words, style in _noted(page):
        yield container([text(words)], style=style)
    if page.objections:
        lead = phrases_form.complained(phrases_form.objections(len(page.objections)))
        yield container([text(lead, bold=True)], style="attention")


def _noted(page: ActionPage) -> Iterator[tuple[str, Style]]:
    action = page.action
    if page.done is not None:
        judged = action.state is ActionState.PROPOSED and page.done is not ActionDeed.PROPOSE
        yield (say.TO_BE_JUDGED if judged else say.DONE[page.done]), "good"
    if page.is_stale:
        yield say.STALE, "warning"
    if page.is_unsaved:
        yield say.UNSAVED, "warning"
    if action.round > 1 or action.state is ActionState.ESCALATED:
        yield say.remains(action.round), "attention"
    if action.repeated:
        yield say.REPEATED, "attention"
    if page.through:
        yield say.handled_through(page.through), "attention"
    yield from _last_noted(page)


def _last_noted(page: ActionPage) -> Iterator[tuple[str, Style]]:
    """What the last deed means for whoever sees it now."""
    last, state = page.history[-1], page.action.state
    said = f"\n{shortened(last.words, LONGEST_SAID)}" if last.words else ""
    if last.deed is ActionDeed.UNMENTION:
        yield say.UNMENTIONED, "warning"
    if ActionDeed.ACCEPT in page.deeds and last.deed is ActionDeed.DROP:
        yield say.WANTS_TO_DROP + said, "accent"
    if ActionDeed.ACCEPT in page.deeds and last.deed is ActionDeed.DELAY:
        yield say.WANTS_TIME + said, "accent"
    if state is ActionState.RETURNED:
        yield say.BACK + (said if last.deed is ActionDeed.RETURN else ""), "accent"


def _facts(page: ActionPage, detail: Detail) -> Iterator[tuple[str, str]]:
    says = page.action.says
    if says.deficiency:
        yield say.DEFICIENCY, shortened(says.deficiency, detail.length)
    yield say.MEASURE, shortened(says.measure, detail.length)
    yield say.RESPONSIBLE, say.responsible(page.responsible, page.holders, shortened(says.named, LONGEST_NAME))
    yield from _days(page)
    if says.wanted:
        yield say.WANTED, shortened(says.wanted, detail.length)
    if says.evidence:
        yield say.EVIDENCE, shortened(says.evidence, detail.length)
    yield say.STATE, say.STATES[page.action.state]


def _days(page: ActionPage) -> Iterator[tuple[str, str]]:
    """How far off a day is is told for as long as it is waited for."""
    state, says = page.action.state, page.action.says
    is_undone = state in UNDONE
    for title, day, is_awaited in (
        (say.DEADLINE, says.deadline, is_undone),
        (say.FOLLOW_UP, says.follow_up, is_undone or state is ActionState.DONE),
    ):
        if day is not None:
            told = day_words(day)
            yield title, f"{told}, {distance_words(day, page.today)}" if is_awaited else told


def _history(events: Sequence[ActionEvent], detail: Detail) -> Iterator[Element]:
    for event in events[-detail.events :]:
        what = say.HAPPENED[event.deed]
        yield text(say.happened(moment_words(event.at), event.name, what), size="Small", spacing="Medium")
        if event.words:
            yield text(shortened(event.words, detail.length), spacing="None")
        if event.day is not None:
            yield text(say.new_day(day_words(event.day)), size="Small", subtle=True, spacing="None")
    if len(events) > detail.events:
        yield text(say.HISTORY_CUT, size="Small", subtle=True)


def _fields(page: ActionPage) -> Iterator[Question]:
    """The fields of what may be done now, with their words for people; what several deeds read stands there once."""
    deeds = page.deeds
    if ActionDeed.PROPOSE in deeds:
        yield from _labelled(NEEDS[ActionDeed.PROPOSE])
    elif ActionDeed.ACCEPT in deeds:
        yield replace(FIELDS[WORDS], text=say.WORDS_TO_JUDGE, help=say.HELP_TO_JUDGE)
    elif ActionDeed.FINISH in deeds:
        help_words = say.HELP_WITH_EVIDENCE if page.needs_evidence else say.HELP_TO_CARRY_OUT
        yield replace(FIELDS[WORDS], text=say.WORDS_TO_CARRY_OUT, help=help_words)
        yield replace(FIELDS[DAY], text=say.DAY_TO_CARRY_OUT)
    elif ActionDeed.HELP in deeds:
        yield from _follow_up(page)
    elif ActionDeed.SETTLE in deeds:
        yield replace(FIELDS[WORDS], text=say.WORDS_TO_SETTLE)
        yield replace(FIELDS[DAY], text=say.DAY_TO_SETTLE)
    elif ActionDeed.NOTE in deeds:
        yield replace(FIELDS[WORDS], text=say.WORDS_TO_NOTE)


def _follow_up(page: ActionPage) -> Iterator[Question]:
    effects = tuple(Option(key=one, title=say.EFFECTS[one]) for one in Effect)
    yield replace(FIELDS[EFFECT], text=say.EFFECT_QUESTION, options=effects)
    yield replace(FIELDS[WORDS], text=say.WORDS_TO_FOLLOW_UP)
    if page.may_choose:
        ways = (Option(key=ON, title=say.WAY_ON), Option(key=FURTHER, title=say.way_further(page.receiver)))
        yield replace(FIELDS[WAY], text=say.WAY_QUESTION, options=ways, required=False)
    if not page.takes_further:
        yield replace(FIELDS[DAY], text=say.DAY_IF_REMAINING)


def _labelled(needs: Needs) -> Iterator[Question]:
    for key in (*needs.required, *needs.optional):
        yield replace(FIELDS[key], text=say.LABELS[key], required=key in needs.required)


def _inputs(
    fields: Sequence[Question], values: Mapping[str, str], objections: Sequence[Objection]
) -> Iterator[Element]:
    for question in fields:
        yield {**input_of(question, values.get(question.key, "")), "spacing": "Medium"}
        for objection in objections:
            if objection.question == question.key:
                sentence = phrases_form.complained(objection_words(objection))
                yield text(sentence, color="Attention", spacing="Small")
        if question.help:
            yield text(question.help, size="Small", subtle=True, spacing="Small")


def _actions(page: ActionPage) -> list[Element]:
    place: dict[str, str | int] = {"action": page.action.id, "version": page.action.version}
    deeds = [
        button(say.BUTTONS[deed], Verb.ACTION_DO, {**place, "deed": deed.value}, style=_style(deed))
        for deed in page.deeds
        if deed in OFFERED
    ]
    leave = button(say.LEAVE, Verb.ACTIONS, with_inputs=False)
    return [*deeds, leave if page.is_unsaved else button(say.ALL_ACTIONS, Verb.ACTIONS, place)]


def _style(deed: ActionDeed) -> Literal["positive"] | None:
    return "positive" if deed in MAIN else None


def new_action_card(page: NewActionPage) -> Card:
    place: dict[str, str | int] = {"task": page.task.id, "token": page.token}
    leave = button(say.LEAVE, Verb.ACTIONS, with_inputs=False)
    actions = [
        button(say.SAVE_NEW, Verb.ACTION_ADD, place, style="positive"),
        leave if page.is_unsaved else button(say.ALL_ACTIONS, Verb.ACTIONS, place),
    ]
    return card(_new_body(page), fallback=say.NEW_TITLE, actions=actions)


def _new_body(page: NewActionPage) -> Iterator[Element]:
    yield heading(say.NEW_TITLE, size="Medium")
    yield text(f"{page.task.title}, {place_words(page.task)}", spacing="None")
    if page.is_unsaved:
        yield container([text(say.UNSAVED)], style="warning")
    if page.objections:
        lead = phrases_form.complained(phrases_form.objections(len(page.objections)))
        yield container([text(lead, bold=True)], style="attention")
    yield text(phrases_form.PUBLIC_TEXT, size="Small", subtle=True)
    yield from _inputs(list(_labelled(BY_HAND)), page.values, page.objections)


def made_card(action: Action) -> Card:
    body = [
        heading(say.MADE, size="Medium"),
        text(shortened(action.says.measure, DETAILS[-1].length), bold=True),
        text(say.place_and_origin(action.place, action.title), spacing="None"),
        text(say.STATES[action.state], size="Small", subtle=True, spacing="None"),
    ]
    again = button(say.NEW, Verb.ACTION_NEW, {"task": action.origin.assignment_id})
    return card(body, fallback=say.MADE, actions=[button(say.ALL_ACTIONS, Verb.ACTIONS), again])


def refused_action_card(title: str, explained: str, typed: Mapping[str, str]) -> Card:
    """Nothing was stored; every typed word is given back."""
    words = [text(one) for one in typed.values() if one.strip()]
    given_back = [text(say.YOUR_WORDS, bold=True), container(words, style="emphasis")] if words else []
    body = [heading(title, size="Medium"), text(explained), *given_back]
    return card(body, fallback=title, actions=[button(say.ALL_ACTIONS, Verb.ACTIONS, with_inputs=False)])
