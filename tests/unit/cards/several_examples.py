"""Anna's answer for one unit, given to the others."""

from dataclasses import replace

from scheduler.assignments import Assignment
from scheduler.lifecycle import State
from scheduler.usecases.outcomes import Receipt
from scheduler.usecases.several import Fit, Several, Unit
from tests.unit.cards import card_examples as example

BJORKEN, EKEN, LINDEN, RONNEN = (
    replace(example.NEAR, id=20 + number, place=place, state=State.STARTED)
    for number, place in enumerate(("Björkbacken", "Ekhöjden", "Lindgården", "Rönnvägens gruppbostad"))
)
RECEIPT = Receipt(
    task=replace(example.STARTED, state=State.SUBMITTED),
    form=example.STORY_FORM,
    submission=example.submission(example.STORY_FORM, example.STORY_ANSWERS),
    today=example.TODAY,
    remaining=(example.LATE, BJORKEN, EKEN, LINDEN),
    client_matters=None,
    alike=(BJORKEN, EKEN, LINDEN),
)


def several(*units: Unit, **changes: object) -> Several:
    shown = Several(source=RECEIPT.task, units=units, today=example.TODAY, token="tok3n-tok3n-tok3n-tok3n")
    return replace(shown, **changes)  # type: ignore[arg-type]


def ready(*tasks: Assignment) -> tuple[Unit, ...]:
    return tuple(Unit(task, Fit.READY) for task in tasks)


FILLED = several(*ready(BJORKEN, EKEN), Unit(LINDEN, Fit.BEGUN))
LACKING = several(Unit(BJORKEN, Fit.LACKS), Unit(EKEN, Fit.LACKS))
SENT = several(Unit(BJORKEN, Fit.SENT), Unit(EKEN, Fit.SENT), *ready(LINDEN), remaining=(example.LATE, example.CALM))
REFUSED = several(
    *ready(BJORKEN, EKEN),
    Unit(LINDEN, Fit.ANSWERED, "Karin Östlund"),
    Unit(RONNEN, Fit.CHANGED),
    gone=1,
    refused=True,
)
CLOSED = several(Unit(BJORKEN, Fit.CLOSED))
