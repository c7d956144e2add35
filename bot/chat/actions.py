"""What the buttons and the word of the actions lead to: the list, one action, a deed, and one made by hand."""

from collections.abc import Mapping
from dataclasses import replace

from bot.channel import Card
from bot.chat.visit import NO_NUMBER, Answer, Visit
from cards import phrases_actions as say
from cards.action_cards import action_card, action_list_card, made_card, new_action_card, refused_action_card
from cards.verbs import Verb, typed_from
from scheduler.actions import Action, ActionDeed
from scheduler.usecases.acting import ActionPage, Doing, NoAction, act, show_action
from scheduler.usecases.action_lists import NewActionPage, NotAnswered, action_list, add_action, begin_action

LONGEST_TOKEN = 64


def show_actions(visit: Visit) -> Card:
    """Words typed on a card that one leaves are not saved: then the card stays until one says what they are for."""
    unsaved = _unsaved(visit)
    if unsaved is not None:
        return unsaved
    with visit.service.store.read() as uow:
        actions = action_list(uow, visit.service.content.wheel, visit.person, visit.today)
    return action_list_card(actions, part=visit.number("part"))


def _unsaved(visit: Visit) -> Card | None:
    typed = {key: words for key, words in typed_from(visit.data).items() if words.strip()}
    if not typed:
        return None
    if visit.number("action") != NO_NUMBER:
        found = shown(visit, visit.number("action"))
        if isinstance(found, ActionPage) and _differs(found.values, typed):
            return action_card(replace(with_values(found, typed), is_unsaved=True))
    if visit.number("task") != NO_NUMBER and visit.text("token"):
        page = new_page(visit)
        if isinstance(page, NewActionPage):
            return new_action_card(replace(page, values=typed, is_unsaved=True))
    return None


def _differs(known: Mapping[str, str], typed: Mapping[str, str]) -> bool:
    return any(words != known.get(key, "") for key, words in typed.items())


def with_values(page: ActionPage, typed: Mapping[str, str]) -> ActionPage:
    return replace(page, values={**page.values, **typed})


def open_action(visit: Visit) -> Card:
    return page_card(shown(visit, visit.number("action")))


def shown(visit: Visit, action_id: int) -> ActionPage | NoAction:
    service = visit.service
    wheel = service.content.wheel
    return show_action(service.store, wheel, visit.person, action_id, now=visit.now, by=visit.by)


def do_action(visit: Visit) -> Card:
    """An unknown deed shows the action as it stands, with what was typed."""
    service, deed = visit.service, visit.text("deed")
    typed = typed_from(visit.data)
    if deed not in set(ActionDeed):
        found = shown(visit, visit.number("action"))
        return page_card(with_values(found, typed) if isinstance(found, ActionPage) else NoAction(typed))
    doing = Doing(action_id=visit.number("action"), version=visit.number("version"), deed=ActionDeed(deed), typed=typed)
    return page_card(act(service.store, service.content.wheel, visit.person, doing, now=visit.now, by=visit.by))


def page_card(found: ActionPage | NoAction) -> Card:
    if isinstance(found, ActionPage):
        return action_card(found)
    return refused_action_card(say.NOT_YOURS_TITLE, say.NOT_YOURS, found.typed)


def begin_new(visit: Visit) -> Card:
    return new_card(new_page(visit))


def new_page(visit: Visit) -> NewActionPage | NotAnswered:
    service = visit.service
    token = visit.text("token")[:LONGEST_TOKEN] or service.tokens.new()
    return begin_action(service.store, visit.person, visit.number("task"), token=token, now=visit.now)


def add_new(visit: Visit) -> Card:
    service = visit.service
    token = visit.text("token")[:LONGEST_TOKEN] or service.tokens.new()
    typed = typed_from(visit.data)
    found = add_action(
        service.store,
        service.content,
        visit.person,
        visit.number("task"),
        typed,
        token=token,
        now=visit.now,
        by=visit.by,
    )
    return made_card(found) if isinstance(found, Action) else new_card(found)


def new_card(found: NewActionPage | NotAnswered) -> Card:
    if isinstance(found, NewActionPage):
        return new_action_card(found)
    return refused_action_card(say.NOT_ANSWERED_TITLE, say.NOT_ANSWERED, found.typed)


ACTION_ANSWERS: Mapping[Verb, Answer] = {
    Verb.ACTIONS: show_actions,
    Verb.ACTION: open_action,
    Verb.ACTION_DO: do_action,
    Verb.ACTION_NEW: begin_new,
    Verb.ACTION_ADD: add_new,
}
