"""Why a form is asked: where in which document it stands, who will use the answer, and what the last one led to."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from scheduler.forms import Form
from scheduler.ports_answering import Decision
from scheduler.wheel import Activity, Wheel
from scheduler.wheel_parts import Source


@dataclass(frozen=True, slots=True)
class Place:
    """A heading in a document, by the document's title."""

    document: str
    heading: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LedTo:
    """A body's decision about the answer that the same place gave in the period of `slot`."""

    slot: str
    body: str
    adopted: bool
    decided_on: date
    paragraph: str = ""
    case_number: str = ""


@dataclass(frozen=True, slots=True)
class WhyAsked:
    """The facts behind "why do you ask?"; `readers` are named as people know them, in the order they get the answer."""

    places: tuple[Place, ...] = ()
    readers: tuple[str, ...] = ()
    led_to: tuple[LedTo, ...] = ()


def why_asked(wheel: Wheel, activity: Activity | None, form: Form, *, led_to: tuple[LedTo, ...] = ()) -> WhyAsked:
    """What the form rests on, or the activity where the form is one that all share; None where the wheel lost it."""
    own = [one for one in form.source if one.document in wheel.document_by_key]
    sources = own or (activity.source if activity else ())
    readers = dict.fromkeys(_readers(wheel, activity)) if activity else ()
    return WhyAsked(tuple(_place(wheel, one) for one in sources), tuple(readers), led_to)


def decided(wheel: Wheel, slot: str, decision: Decision) -> LedTo:
    return LedTo(
        slot=slot,
        body=wheel.name_of(decision.body),
        adopted=decision.adopted,
        decided_on=decision.decided_on,
        paragraph=decision.paragraph,
        case_number=decision.case_number,
    )


def _place(wheel: Wheel, source: Source) -> Place:
    return Place(wheel.document_by_key[source.document].title, source.heading)


def _readers(wheel: Wheel, activity: Activity) -> Iterator[str]:
    for key in (*activity.via, activity.receiver, activity.decides):
        if key is not None:
            yield wheel.name_of(key)
    if activity.audience:
        yield activity.audience
