"""The actions that an answer holds, by the marks of its form's questions, and which of those there are they mean."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

from scheduler.actions import ALIVE, Action, OriginKind, Particulars
from scheduler.forms import ActionPart, Answers, AnswerValue, Form, Page, Question, QuestionType, iso_day, pages_of

NO_WORD = re.compile(r"\W+")
ENOUGH = 16
"""Letters of a fingerprint: no two deficiencies of a place have the same."""

KINDS = {
    ActionPart.DEFICIENCY: OriginKind.ANSWER,
    ActionPart.DEVIATION: OriginKind.DEVIATION,
    ActionPart.RISK: OriginKind.RISK,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionItem:
    """One action as an answer tells it; `group` is the question that asked for the measure, `item` counts from 0."""

    kind: OriginKind
    group: str
    item: int
    about: str
    says: Particulars


def asks_for_actions(form: Form) -> bool:
    return any(question.action is ActionPart.MEASURE for question in form.questions)


def items_in(form: Form, answers: Answers) -> tuple[ActionItem, ...]:
    """In the order of the form; a measure that nobody wrote makes none."""
    if not asks_for_actions(form):
        return ()
    return tuple(
        _item(form, page, question, answers)
        for page in pages_of(form, answers)
        for question in page.step.questions
        if question.action is ActionPart.MEASURE and page.prefix + question.key in answers
    )


def _item(form: Form, page: Page, measure: Question, answers: Answers) -> ActionItem:
    found = dict(_parts(form, page, answers))
    kind, deficiency = next(((KINDS[part], told) for part, told in found.items() if part in KINDS), (_kind(form), ""))
    is_decision = any(question.decision for question in form.questions)
    says = Particulars(
        deficiency=deficiency,
        measure=_told(measure, answers[page.prefix + measure.key]),
        named=found.get(ActionPart.RESPONSIBLE, ""),
        deadline=iso_day(found.get(ActionPart.DEADLINE)),
        follow_up=iso_day(found.get(ActionPart.FOLLOW_UP)),
        wanted=found.get(ActionPart.EFFECT, ""),
    )
    return ActionItem(
        kind=OriginKind.DECISION if is_decision else kind,
        group=measure.key,
        item=page.item,
        about=about_of(f"{form.key}/{measure.key}", deficiency),
        says=says,
    )


def _kind(form: Form) -> OriginKind:
    return next((KINDS[one.action] for one in form.questions if one.action in KINDS), OriginKind.ANSWER)


def _parts(form: Form, page: Page, answers: Answers) -> Iterator[tuple[ActionPart, str]]:
    """The other parts, from the page itself or from outside all groups."""
    here = {question.key for question in page.step.questions}
    for question in sorted(form.questions, key=lambda one: one.key not in here):
        path = page.prefix + question.key if question.key in here else question.key
        if question.action not in (None, ActionPart.MEASURE) and path in answers:
            yield question.action, _told(question, answers[path])


def _told(question: Question, value: AnswerValue) -> str:
    """A chosen option by its title; what is typed as it was typed."""
    if question.type not in (QuestionType.CHOICE, QuestionType.CHOICES):
        return str(value)
    titles = {option.key: option.title for option in question.options}
    return ", ".join(titles.get(key, key) for key in (value if isinstance(value, list) else [str(value)]))


def about_of(asked: str, deficiency: str) -> str:
    """The same for the same deficiency however it is spaced and capitalised; it holds no word of it."""
    words = NO_WORD.sub(" ", deficiency.casefold()).strip()
    return f"{asked}:{sha256(words.encode()).hexdigest()[:ENOUGH]}" if words else asked


@dataclass(frozen=True, slots=True)
class Matched:
    """What an answer says beside what there is: each item with the action it means, and actions it no longer names."""

    pairs: tuple[tuple[ActionItem, Action | None], ...]
    unnamed: tuple[Action, ...]


def matched(items: Sequence[ActionItem], known: Iterable[Action]) -> Matched:
    """First by deficiency, for items change places when one is taken away; then by place, for words change too.

    What has ended is meant only by an item that says the very same.
    """
    left = [action for action in known if action.origin.group]
    pairs: dict[int, Action] = {}
    for is_meant in (_says_the_same, _is_about_the_same, _stands_at_the_same_place):
        for number, item in enumerate(items):
            found = next((one for one in left if number not in pairs and is_meant(item, one)), None)
            if found is not None:
                pairs[number] = found
                left.remove(found)
    unnamed = tuple(action for action in left if action.state in ALIVE)
    return Matched(tuple((item, pairs.get(number)) for number, item in enumerate(items)), unnamed)


def _says_the_same(item: ActionItem, action: Action) -> bool:
    same_words = (item.says.deficiency, item.says.measure) == (action.says.deficiency, action.says.measure)
    return item.group == action.origin.group and same_words


def _is_about_the_same(item: ActionItem, action: Action) -> bool:
    return bool(item.says.deficiency) and item.about == action.about and action.state in ALIVE


def _stands_at_the_same_place(item: ActionItem, action: Action) -> bool:
    here = (item.group, item.item) == (action.origin.group, action.origin.item)
    return here and action.state in ALIVE
