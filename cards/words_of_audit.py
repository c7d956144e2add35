"""A line of the audit log, or of a task's timeline, as one Swedish sentence."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from cards import phrases_audit as say
from cards.phrases_wheel import full_day
from scheduler.actions import ActionDeed
from scheduler.audit import REVIEWED, AuditEntry, Thing
from scheduler.clock import STOCKHOLM
from scheduler.escalation import WARNING
from scheduler.ladder import RETURNED
from scheduler.usecases.timeline import Told
from scheduler.wheel_parts import Level


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What people call that which the log has by number or key: things, areas, the whole, roles and forums by key.

    `owners` are those whose calendar addresses they are.
    """

    things: Mapping[tuple[Thing, int], str] = field(default_factory=dict)
    areas: Mapping[int, str] = field(default_factory=dict)
    administration: str = say.LEVELS[Level.ADMINISTRATION]
    keys: Mapping[str, str] = field(default_factory=dict)
    owners: Mapping[int, str] = field(default_factory=dict)

    def of_key(self, key: str) -> str:
        return self.keys.get(key, key)


NO_NAMES = Names()
A_DAY = r"\d{4}-\d\d-\d\d"
SPAN = re.compile(f"({A_DAY})?/({A_DAY})?")
HELD = re.compile(rf"(\S+) ({'|'.join(Level)}) (\d+) ({A_DAY})/({A_DAY})?")


def stamp(moment: datetime) -> str:
    """ "2027-01-11 09.00", short enough for a table."""
    return f"{moment.astimezone(STOCKHOLM):%Y-%m-%d %H.%M}"


def audit_sentence(entry: AuditEntry, names: Names = NO_NAMES) -> str:
    """What was done, without who did it; things that have a name go by it."""
    thing = thing_words(entry.thing, entry.thing_id, names)
    template = say.SENTENCES.get((entry.deed, entry.thing))
    if entry.before == REVIEWED:
        template = say.REVIEWS.get(entry.deed, template)
    if template is None:
        return f"{say.DEEDS[entry.deed]} {thing}."
    first, _, last = entry.after.partition("/")
    closing, _, heir = entry.after.partition(" ")
    return template.format(
        thing=thing,
        after=entry.after,
        called=names.of_key(entry.after),
        scope=scope_words(entry.after, names),
        owner=say.for_whom(names.owners.get(entry.thing_id or 0, "")),
        first=first,
        last=last,
        days_before=span_in_words(entry.before),
        days_after=span_in_words(entry.after),
        held_before=_held(entry.before, names),
        held_after=_held(entry.after, names),
        closing=closing,
        moment=_moment(entry.after),
        why=say.ENDINGS.get(entry.after, entry.after),
        deed=_action_deed(entry.after),
        heir=say.taken_over(thing_words(Thing.UNIT, int(heir), names)) if heir.isdecimal() else "",
        receiver=_person(entry.after, names),
        day=_day(entry.after),
        days=span_in_words(closing),
        stand_in=say.stands_in(_person(heir, names)),
        days_was=span_in_words(entry.before.partition(" ")[0]),
        days_now=span_in_words(entry.after) if entry.after else say.NOT_AWAY,
    )


def _person(number: str, names: Names) -> str:
    return thing_words(Thing.PERSON, int(number), names) if number.isdecimal() else ""


def _day(words: str) -> str:
    """A day of the log as a person says it; whatever else it is, as it stands."""
    return full_day(date.fromisoformat(words)) if re.fullmatch(A_DAY, words) else words


def _action_deed(word: str) -> str:
    return say.ACTION_DEEDS[ActionDeed(word)] if word in set(ActionDeed) else word


def _moment(words: str) -> str:
    """An instant of the log as a person reads it; whatever else it is, as it stands."""
    try:
        return stamp(datetime.fromisoformat(words))
    except ValueError:
        return words


def thing_words(thing: Thing, number: int | None, names: Names) -> str:
    known = names.things.get((thing, number)) if number is not None else None
    return known or say.numbered(say.THINGS[thing], number)


def span_in_words(span: str) -> str:
    """The days of `span_words` as a person says them."""
    found = SPAN.fullmatch(span)
    if found is None:
        return span or say.NO_DAYS
    return say.days(*(full_day(date.fromisoformat(day)) if day else "" for day in found.groups()))


def _held(words: str, names: Names) -> str:
    """What `holding_words` wrote down."""
    found = HELD.fullmatch(words)
    if found is None:
        return words
    role, level, number, since, until = found.groups()
    return say.held(names.of_key(role), _place(Level(level), int(number), names), since, until)


def _place(level: Level, number: int, names: Names) -> str:
    if level is Level.ADMINISTRATION:
        return names.administration
    known = names.areas.get(number) if level is Level.AREA else names.things.get((Thing.UNIT, number))
    return known or say.numbered(say.LEVELS[level], number)


def scope_words(scope: str, names: Names) -> str:
    """What a calendar address shows."""
    kind, _, name = scope.partition(":")
    template = say.SCOPES.get(kind)
    return template.format(name=names.of_key(name)) if template else scope


def timeline_sentence(told: Told, roles: Mapping[str, str], bodies: Mapping[str, str]) -> str:
    """`roles` and `bodies` are what their keys stand for."""
    step = told.detail.rpartition("/")[2]
    template = say.STEPS[told.step] if told.body else say.JUDGED.get(told.step, say.STEPS[told.step])
    return template.format(
        who=say.in_role(told.person or say.THE_SERVICE, roles.get(told.role, told.role)),
        days_before=span_in_words(told.before),
        days_after=span_in_words(told.detail),
        detail=told.detail,
        day=_day(told.detail),
        why=say.ENDINGS.get(told.detail, told.detail),
        step=step,
        message=told.message,
        rungs=say.together([rung_words(rung) for rung in told.rungs]),
        without_id="" if told.has_id else say.WITHOUT_ID,
        revision=told.revision,
        body=bodies.get(told.body, told.body),
        decided=say.decided(full_day(told.decided_on) if told.decided_on else "", told.paragraph, told.case_number),
    )


def rung_words(rung: str) -> str:
    kind, _, days = rung.partition("-")
    if rung.startswith(RETURNED):
        return say.CAME_BACK.format(number=days)
    if rung.startswith(WARNING):
        return say.WARNING
    if not days.isdecimal():
        return say.SNOOZED if kind == "snooze" else say.OPENING
    return say.before(int(days)) if kind == "before" else say.after(int(days))
