"""What is asked in words for each deed with an action, and what was typed, read as the forms read it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from scheduler.actions import ActionDeed, Effect, Particulars
from scheduler.answers import Complaint, Objection, Unfit, read
from scheduler.forms import AnswerValue, Option, Question, QuestionType, Support, iso_day

WORDS, DAY, EFFECT, WAY = "words", "day", "effect", "way"
DEFICIENCY, MEASURE, NAMED, DEADLINE, FOLLOW_UP, WANTED = (
    "deficiency",
    "measure",
    "named",
    "deadline",
    "follow_up",
    "wanted",
)
ON, FURTHER = "on", "further"
"""The two ways on with what remains: another round, or whoever takes over."""


def _field(key: str, kind: QuestionType, *options: str) -> Question:
    """Its words for people are a phrase of `cards/`."""
    chosen = tuple(Option(key=option, title=option) for option in options)
    return Question(key=key, text=key, type=kind, support=Support.HELPER, options=chosen)


FIELDS: Mapping[str, Question] = {
    one.key: one
    for one in (
        _field(WORDS, QuestionType.TEXT),
        _field(DAY, QuestionType.DATE),
        _field(EFFECT, QuestionType.CHOICE, *Effect),
        _field(WAY, QuestionType.CHOICE, ON, FURTHER),
        _field(DEFICIENCY, QuestionType.TEXT),
        _field(MEASURE, QuestionType.TEXT),
        _field(NAMED, QuestionType.PERSON),
        _field(DEADLINE, QuestionType.DATE),
        _field(FOLLOW_UP, QuestionType.DATE),
        _field(WANTED, QuestionType.TEXT),
    )
}
AHEAD = (DAY, DEADLINE, FOLLOW_UP)
"""Days that may not have been yet."""


@dataclass(frozen=True, slots=True)
class Needs:
    """The fields that a deed reads: those without which it is not done, and those that may stay empty."""

    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()


NEEDS: Mapping[ActionDeed, Needs] = {
    ActionDeed.ACCEPT: Needs(optional=(WORDS,)),
    ActionDeed.RETURN: Needs((WORDS,)),
    ActionDeed.DROP: Needs((WORDS,)),
    ActionDeed.PROPOSE: Needs((DEFICIENCY, MEASURE), (NAMED, DEADLINE, FOLLOW_UP)),
    ActionDeed.NOTE: Needs((WORDS,)),
    ActionDeed.FINISH: Needs(optional=(WORDS,)),
    ActionDeed.DELAY: Needs((WORDS, DAY)),
    ActionDeed.HELP: Needs((EFFECT, WORDS)),
    ActionDeed.REMAIN: Needs((EFFECT, WORDS, DAY)),
    ActionDeed.ESCALATE: Needs((EFFECT, WORDS)),
    ActionDeed.SETTLE: Needs((WORDS,)),
    ActionDeed.AGAIN: Needs((WORDS, DAY)),
}
WITH_EVIDENCE = Needs((WORDS,))
"""For what is called done where the municipality wants to see that it is."""

BY_HAND = Needs((DEFICIENCY, MEASURE, DEADLINE), (NAMED, FOLLOW_UP, WANTED))


@dataclass(frozen=True, slots=True)
class Typed:
    """`values` are those that could be read, as texts and ISO days; nothing is kept where there is an objection."""

    values: Mapping[str, str]
    objections: tuple[Objection, ...]

    def text(self, field: str) -> str:
        return self.values.get(field, "")

    def day(self, field: str) -> date | None:
        return iso_day(self.values.get(field))


def read_typed(needs: Needs, typed: Mapping[str, str], *, today: date) -> Typed:
    values: dict[str, str] = {}
    objections: list[Objection] = []
    for key in (*needs.required, *needs.optional):
        try:
            value = read(FIELDS[key], typed.get(key, ""))
        except Unfit as unfit:
            objections.append(Objection(key, unfit.complaint, unfit.limit))
            continue
        if value is None and key in needs.required:
            objections.append(Objection(key, Complaint.REQUIRED))
        elif value is not None and key in AHEAD and str(value) < today.isoformat():
            objections.append(Objection(key, Complaint.PASSED))
        elif value is not None:
            values[key] = _text(value)
    return Typed(values, tuple(objections))


def _text(value: AnswerValue) -> str:
    return ",".join(value) if isinstance(value, list) else str(value)


def particulars(typed: Typed, before: Particulars | None = None) -> Particulars:
    """What the fields say of an action; what none of them asks for stays as it was."""
    said = Particulars(
        deficiency=typed.text(DEFICIENCY),
        measure=typed.text(MEASURE),
        named=typed.text(NAMED),
        deadline=typed.day(DEADLINE),
        follow_up=typed.day(FOLLOW_UP),
        wanted=typed.text(WANTED),
    )
    return said if before is None else replace(said, wanted=before.wanted, evidence=before.evidence)


def as_fields(says: Particulars) -> dict[str, str]:
    """The texts that the fields show for what an action says."""
    days = {DEADLINE: says.deadline, FOLLOW_UP: says.follow_up}
    words = {DEFICIENCY: says.deficiency, MEASURE: says.measure, NAMED: says.named, WANTED: says.wanted}
    return {**words, **{key: day.isoformat() if day else "" for key, day in days.items()}}
