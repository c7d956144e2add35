"""What the core asks of its surroundings: rows to keep, and randomness."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from scheduler.assignments import Assignment
from scheduler.digest_answers import DigestAnswers
from scheduler.forms import Form
from scheduler.lifecycle import State
from scheduler.moves import KeptOccurrence, Move
from scheduler.organisation import Municipality, Organisation, Person, RoleHolding
from scheduler.outbox import Covered
from scheduler.people_file import PeopleRow
from scheduler.planning import NewAssignment
from scheduler.ports_actions import ActionReminders, Actions
from scheduler.ports_answering import Answering
from scheduler.ports_audit import Audit
from scheduler.ports_comforts import Comforts
from scheduler.ports_digesting import DigestParts, Digests
from scheduler.ports_masking import Masks
from scheduler.ports_people import Absences, Delegations, MoreTimes, Quiets
from scheduler.ports_planning import Editions, Happenings, Meetings
from scheduler.ports_review import Escalations, Reviews
from scheduler.ports_sending import Outbox, Pacing, Recalls, References
from scheduler.ports_web import Access


class Tokens(Protocol):
    """Unguessable names, at least 128 bits each."""

    def new(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Feed:
    """A calendar address; the token itself is never kept, `expires_on` is inclusive.

    A calendar that was `replaced_on` a day says so to its readers until it expires.
    """

    id: int
    municipality_id: int
    person_id: int | None
    scope: str
    name: str
    created_on: date
    expires_on: date | None
    revoked_on: date | None
    last_used_on: date | None = None
    replaced_on: date | None = None


@dataclass(frozen=True, slots=True)
class DueReminder:
    """An assignment whose next rung's day has come, with a person who is to be told of it that day."""

    assignment: Assignment
    person_id: int


class Municipalities(Protocol):
    def add(self, key: str, name: str, wheel: str, *, started_on: date) -> Municipality: ...
    def all(self) -> Sequence[Municipality]: ...
    def get(self, municipality_id: int) -> Municipality: ...
    def change(self, changed: Municipality) -> None:
        """Its name, wheel, own decisions, app and tenants become those; its key and what was planned stay."""

    def mark_planned(self, municipality_id: int, basis: str) -> None: ...


class Forms(Protocol):
    """Every form version that anyone may have answered."""

    def keep(self, forms: Iterable[Form]) -> int:
        """How many were new; a version that is kept already stays as it was."""

    def kept(self) -> Sequence[Form]: ...


class People(Protocol):
    """Who there is; every question names the municipality it is about."""

    def close_unit(self, municipality_id: int, unit_id: int, *, on: date, into: int | None) -> None:
        """The unit's last day, and the unit that answers for it after that, if there is one."""

    def open_unit(self, municipality_id: int, unit_id: int, *, on: date) -> None: ...
    def end_roles(self, municipality_id: int, person_id: int, *, on: date) -> int:
        """The last day of all that the person holds then; how many holdings ended."""

    def import_rows(self, municipality_id: int, rows: Sequence[PeopleRow]) -> None:
        """Add or update by e-mail; what the rows do not name stays."""

    def organisation(self, municipality_id: int) -> Organisation: ...
    def everyone(self, municipality_id: int) -> Sequence[Person]:
        """In order of id."""

    def person(self, municipality_id: int, person_id: int) -> Person | None: ...
    def some_of(self, municipality_id: int, person_ids: Iterable[int]) -> Sequence[Person]:
        """Those of them that the municipality has, in order of id."""

    def by_entra_id(self, municipality_id: int, entra_object_id: str) -> Person | None: ...
    def by_email(self, municipality_id: int, email: str) -> Person | None: ...
    def roles_of(self, person_id: int, on: date) -> Sequence[RoleHolding]: ...
    def roles_of_each(self, person_ids: Iterable[int], on: date) -> Mapping[int, frozenset[str]]:
        """The roles that each is told in that day, by person; whoever has none, or is away, is not in it."""

    def holders_of(self, municipality_id: int, role: str, on: date) -> Sequence[Person]:
        """Those who hold the role that day, wherever they hold it, in order of id."""

    def holdings(self, municipality_id: int) -> Sequence[tuple[int, RoleHolding]]:
        """Every holding of whatever time, each with its person's id, in the order in which they were entered."""


class Assignments(Protocol):
    def add_missing(self, municipality_id: int, new: Iterable[NewAssignment]) -> int:
        """Insert occurrences and assignments that are not there; how many assignments were added."""

    def follow_plan(
        self, municipality_id: int, planned: Iterable[NewAssignment], *, years: range, now: datetime
    ) -> Sequence[int]:
        """Make what nobody has begun to answer look like the plan: dates, title, form and role.

        Those of the years (of their deadline, else their start) that the plan no longer holds are cancelled, and
        planned again if it comes to hold them. What was begun or answered keeps its dates, and so do its siblings.
        The ids are those of the cancelled ones that had opened.
        """

    def hand_over(self, municipality_id: int, now: datetime) -> Sequence[int]:
        """What is awaited of a closed unit goes to its heir, or is cancelled where it has none.

        The ids are those of the cancelled ones that had opened.
        """

    def open_due(self, municipality_id: int, today: date, *, waiting: Iterable[int] = ()) -> int:
        """Planned ones whose `asks_from` has come become open, but for those that still wait for others."""

    def to_open(self, municipality_id: int, today: date, activities: Iterable[str]) -> Sequence[Assignment]:
        """Planned ones of those activities whose `asks_from` has come."""

    def of_activities(self, municipality_id: int, activities: Iterable[str]) -> Sequence[Assignment]:
        """Every assignment of those activities that is not cancelled."""

    def of_round(self, municipality_id: int, activity: str, root: str) -> Sequence[Assignment]:
        """Those of one activity in the slots that a chain of that root has, but for cancelled ones."""

    def occurrences(self, municipality_id: int, activities: Iterable[str]) -> Sequence[KeptOccurrence]:
        """In order of deadline."""

    def move(self, move: Move) -> None:
        """Give the occurrence the days, or cancel what nobody has answered; the ladder is climbed from its foot."""

    def moves_of(self, occurrence_id: int) -> Sequence[Move]:
        """The oldest first."""

    def get(self, assignment_id: int, *, lock: bool = False) -> Assignment | None: ...
    def of_person(self, person_id: int, on: date, *, states: Iterable[State]) -> Sequence[Assignment]:
        """Those that the person may answer that day, in order of deadline.

        By a role held for their place, by standing in for its holder, or because they were given away to the person.
        """

    def of_persons(
        self, person_ids: Iterable[int], on: date, *, states: Iterable[State]
    ) -> Mapping[int, Sequence[Assignment]]:
        """Those that each of several persons is told of that day: nothing to those who are away or gave it away."""

    def of_places(self, person_id: int, on: date, *, year: int) -> Sequence[Assignment]:
        """The person's own assignments of every state whose deadline (else start) lies in the year."""

    def of_municipality(self, municipality_id: int, *, year: int) -> Sequence[Assignment]: ...
    def holder_of(self, assignment_id: int, on: date) -> Sequence[int]:
        """The ids of the persons who may answer it that day, in order."""

    def set_state(self, assignment_id: int, state: State) -> None: ...
    def pin_form(self, assignment_id: int, version: int) -> None: ...
    def count_by_state(self, municipality_id: int, today: date) -> Mapping[str, int]:
        """By state, and beside them as `overdue` the awaited ones whose deadline has passed.

        Those that wait for somebody who is away, and has nobody who stands in, are not overdue.
        """


class Reminders(Protocol):
    def due(self, municipality_id: int, today: date) -> Sequence[DueReminder]:
        """Awaited assignments whose next rung's day is today or earlier, one row for each who is told, by person."""

    def covered(self, assignment_ids: Iterable[int]) -> Mapping[tuple[int, int], frozenset[str]]:
        """The rungs already covered, by assignment and the person who is told; without those that have none."""

    def cover(self, message_id: int, rungs: Iterable[Covered]) -> None:
        """Rungs that are covered already stay with the message they have."""

    def release(self, message_id: int, *, not_before: date | None = None) -> None:
        """The message will never be sent: awaited assignments get its rungs back, to be told to whoever holds them.

        They are told no sooner than on that day, where one is named.
        """

    def release_orphaned(self, municipality_id: int, today: date) -> None:
        """Likewise for rungs that wait in a message to somebody who is no longer told of the assignment."""

    def wake(self, municipality_id: int, today: date) -> None:
        """Open assignments are told today to those who have come to them lately and have never been told of them."""

    def ask_again(self, assignment_id: int, on: date) -> None:
        """There is something to tell of it on that day, if not before."""

    def leave_out(self, assignment_id: int, person_id: int) -> None:
        """The person's unsent message does not tell of it any more."""

    def schedule(self, next_days: Mapping[int, date | None]) -> None:
        """The day of the next rung, by assignment; None where the ladder has ended."""

    def next_day(self, municipality_id: int, after: date, *, person_id: int | None = None) -> date | None:
        """The first day after that on which a rung of a task or an action has come: anybody's, or that person's.

        Whose an assignment is, is told by the roles held on `after`.
        """

    def assignments_of(self, message_id: int) -> Sequence[int]: ...
    def assignments_of_each(self, message_ids: Iterable[int]) -> Mapping[int, Sequence[int]]:
        """The same for each of several messages; one that covers nothing is not in it."""


class Feeds(Protocol):
    def add(
        self,
        municipality_id: int,
        *,
        person_id: int | None,
        scope: str,
        name: str,
        token_hash: str,
        created_on: date,
        expires_on: date | None = None,
    ) -> Feed: ...
    def by_hash(self, token_hash: str) -> Feed | None: ...
    def of_municipality(self, municipality_id: int) -> Sequence[Feed]: ...
    def of_person(self, person_id: int, *, scope: str, name: str) -> Sequence[Feed]:
        """Those that still work, the newest first."""

    def revoke(self, feed_id: int, on: date) -> bool: ...
    def revoke_all(self, person_id: int, on: date) -> Sequence[int]:
        """Every address of the person that nobody has revoked, pictures too; their ids."""

    def replace(self, feed_id: int, on: date, *, until: date) -> None:
        """It works until then, or as long as it would have, if that is shorter, and says that there is another."""

    def note_use(self, feed_id: int, on: date) -> None: ...


class UnitOfWork(Protocol):
    """All rows within one short transaction."""

    @property
    def municipalities(self) -> Municipalities: ...
    @property
    def people(self) -> People: ...
    @property
    def assignments(self) -> Assignments: ...
    @property
    def editions(self) -> Editions: ...
    @property
    def happenings(self) -> Happenings: ...
    @property
    def meetings(self) -> Meetings: ...
    @property
    def forms(self) -> Forms: ...
    @property
    def reminders(self) -> Reminders: ...
    @property
    def answering(self) -> Answering: ...
    @property
    def comforts(self) -> Comforts: ...
    @property
    def reviews(self) -> Reviews: ...
    @property
    def escalations(self) -> Escalations: ...
    @property
    def outbox(self) -> Outbox: ...
    @property
    def recalls(self) -> Recalls: ...
    @property
    def digests(self) -> Digests: ...
    @property
    def digest_parts(self) -> DigestParts: ...
    @property
    def digest_answers(self) -> DigestAnswers: ...
    @property
    def references(self) -> References: ...
    @property
    def pacing(self) -> Pacing: ...
    @property
    def feeds(self) -> Feeds: ...
    @property
    def masks(self) -> Masks: ...
    @property
    def absences(self) -> Absences: ...
    @property
    def delegations(self) -> Delegations: ...
    @property
    def quiets(self) -> Quiets: ...
    @property
    def more_times(self) -> MoreTimes: ...
    @property
    def audit(self) -> Audit: ...
    @property
    def access(self) -> Access: ...
    @property
    def actions(self) -> Actions: ...
    @property
    def action_reminders(self) -> ActionReminders: ...
    def apart(self) -> AbstractContextManager[None]:
        """What the block did is undone when it raises, also in the database, and the transaction goes on without it."""


class Store(Protocol):
    def write(self) -> AbstractContextManager[UnitOfWork]:
        """Everything or nothing: committed at the end of the block, rolled back when it raises."""

    def read(self) -> AbstractContextManager[UnitOfWork]:
        """A consistent view; nothing is kept."""

    def version(self) -> str:
        """Equal twice only where nobody, in whatever process, has committed anything in between."""
