"""One transaction and the repositories that share it."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from threading import Lock

from sqlalchemy import Connection, Engine

from scheduler.ports import UnitOfWork
from store.absences import SqlAbsences
from store.access import SqlAccess
from store.action_reminders import SqlActionReminders
from store.actions import SqlActions
from store.answering import SqlAnswering
from store.assignments import SqlAssignments
from store.audit import SqlAudit
from store.comforts import SqlComforts
from store.delegations import SqlDelegations
from store.digest_answers import SqlDigestAnswers
from store.digest_parts import SqlDigestParts
from store.digests import SqlDigests
from store.editions import SqlEditions
from store.engine import reading, writing
from store.escalations import SqlEscalations
from store.feeds import SqlFeeds
from store.forms import SqlForms
from store.happenings import SqlHappenings
from store.masks import SqlMasks
from store.meetings import SqlMeetings
from store.more_times import SqlMoreTimes
from store.municipalities import SqlMunicipalities
from store.outbox import SqlOutbox
from store.pacing import SqlPacing
from store.people import SqlPeople
from store.quiets import SqlQuiets
from store.recalls import SqlRecalls
from store.references import SqlReferences
from store.reminders import SqlReminders
from store.reviews import SqlReviews
from store.versions import versions_of


class SqlUnitOfWork:
    """Valid until its block ends."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.municipalities = SqlMunicipalities(connection)
        self.people = SqlPeople(connection)
        self.assignments = SqlAssignments(connection)
        self.editions = SqlEditions(connection)
        self.happenings = SqlHappenings(connection)
        self.meetings = SqlMeetings(connection)
        self.forms = SqlForms(connection)
        self.reminders = SqlReminders(connection)
        self.answering = SqlAnswering(connection)
        self.comforts = SqlComforts(connection)
        self.reviews = SqlReviews(connection)
        self.escalations = SqlEscalations(connection)
        self.outbox = SqlOutbox(connection)
        self.recalls = SqlRecalls(connection)
        self.digests = SqlDigests(connection)
        self.digest_parts = SqlDigestParts(connection)
        self.digest_answers = SqlDigestAnswers(connection)
        self.references = SqlReferences(connection)
        self.pacing = SqlPacing(connection)
        self.feeds = SqlFeeds(connection)
        self.masks = SqlMasks(connection)
        self.absences = SqlAbsences(connection)
        self.delegations = SqlDelegations(connection)
        self.quiets = SqlQuiets(connection)
        self.more_times = SqlMoreTimes(connection)
        self.audit = SqlAudit(connection)
        self.access = SqlAccess(connection)
        self.actions = SqlActions(connection)
        self.action_reminders = SqlActionReminders(connection)

    @contextmanager
    def apart(self) -> Iterator[None]:
        with self._connection.begin_nested():
            yield


class SqlStore:
    """The `Store` of the core, over an engine that `open_engine` made."""

    def __init__(self, engine: Engine) -> None:
        # SQLite has one writer at a time: threads that queue here wait in order, those that ask the file wait in naps.
        self._turn = Lock() if engine.dialect.name == "sqlite" else nullcontext()
        self._engine = engine
        self._writer = writing(engine)
        self._reader = reading(engine)
        self._versions = versions_of(engine)

    @contextmanager
    def write(self) -> Iterator[UnitOfWork]:
        with self._turn, self._writer.begin() as connection:
            yield SqlUnitOfWork(connection)

    @contextmanager
    def read(self) -> Iterator[UnitOfWork]:
        with self._reader.connect() as connection:
            yield SqlUnitOfWork(connection)

    def version(self) -> str:
        return self._versions.now()

    def close(self) -> None:
        """Let go of every connection."""
        self._versions.close()
        self._engine.dispose()
