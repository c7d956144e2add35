"""Why a form is asked: where in which document it stands, and who will use the answer."""

from collections.abc import Iterator
from dataclasses import dataclass

from scheduler.forms import Form
from scheduler.wheel import Activity, Wheel
from scheduler.wheel_parts import Source


@dataclass(frozen=True, slots=True)
class Place:
    """A heading in a document, by the document's title."""

    document: str
    heading: str


@dataclass(frozen=True, slots=True)
class WhyAsked:
    """The facts behind "why do you ask?"; `readers` are named as people know them, in the order they get the answer."""

    places: tuple[Place, ...]
    readers: tuple[str, ...]


def why_asked(wheel: Wheel, activity: Activity, form: Form) -> WhyAsked:
    """What the form rests on, or the activity where the form is one that all share."""
    sources = [one for one in form.source if one.document in wheel.document_by_key] or activity.source
    return WhyAsked(tuple(_place(wheel, one) for one in sources), tuple(dict.fromkeys(_readers(wheel, activity))))


def _place(wheel: Wheel, source: Source) -> Place:
    return Place(wheel.document_by_key[source.document].title, source.heading)


def _readers(wheel: Wheel, activity: Activity) -> Iterator[str]:
    for key in (*activity.via, activity.receiver, activity.decides):
        if key is not None:
            yield wheel.name_of(key)
    if activity.audience:
        yield activity.audience
