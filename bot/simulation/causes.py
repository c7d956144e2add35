"""What makes people start something that no calendar holds: an event, or a cause that somebody sees."""

from bot.simulation.scene import Change, Scene
from scheduler.planning import concerns
from scheduler.rules_started import EventRule, TriggerRule
from scheduler.slots import Happening
from scheduler.usecases.starting import record_happening, start_by_hand, startable_by
from scheduler.wheel import Activity, Wheel
from scheduler.wheel_parts import EventKind, Level


def something_happens(scene: Scene, event: EventKind) -> None:
    """Somewhere where it means something to somebody, if there is such a place."""
    happening = Happening(event=event.key, on=scene.today, place=_place(scene, event))
    if record_happening(scene.uow, scene.content.wheel, scene.municipality.id, happening, scene.now, by=scene.by):
        scene.changes[Change.EVENTS] += 1


def somebody_starts(scene: Scene, activity: str) -> None:
    """The first person who may, for one of the places for which they may."""
    people = list(scene.uow.people.everyone(scene.municipality.id))
    scene.random.shuffle(people)
    for person in people:
        mine = startable_by(scene.uow, scene.content.wheel, person, scene.today)
        places = [one.subject for one in mine if one.activity.key == activity]
        if places:
            place = scene.random.choice(places)
            started = start_by_hand(scene.uow, scene.content.wheel, person, activity, place, scene.now)
            scene.changes[Change.STARTED_BY_HAND] += started
            return


def _place(scene: Scene, event: EventKind) -> str | None:
    """The name of a place of the event's level; None for the administration."""
    if event.level is Level.ADMINISTRATION:
        return None
    organisation, units = scene.organisation, scene.lasting_units()
    meant = [unit for unit in units if any(concerns(one, unit) for one in _started_by(scene.content.wheel, event))]
    unit = scene.random.choice(meant or units)
    return organisation.area_by_id[unit.area_id].name if event.level is Level.AREA else unit.name


def _started_by(wheel: Wheel, event: EventKind) -> list[Activity]:
    return [one for one in wheel.activities if isinstance(one.rule, EventRule) and event.key in one.rule.events]


def startable_keys(wheel: Wheel) -> tuple[str, ...]:
    return tuple(
        one.key
        for one in wheel.activities
        if one.performer is not None and (isinstance(one.rule, TriggerRule) or one.optional)
    )
