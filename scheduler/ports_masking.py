"""What the core asks of its surroundings where words are taken out of rows, and where a copy takes their place."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from scheduler.audit import AuditEntry
from scheduler.masks import Mask, MaskedIn, Written
from scheduler.outbox import Message, NewMessage


class Masks(Protocol):
    def written(self, municipality_id: int, *, assignment_id: int | None = None) -> Iterator[Written]:
        """All that people have typed, drafts before what became of them; with an assignment, what was typed for it."""

    def hold(self, assignment_ids: Iterable[int]) -> None:
        """Keep their drafts from changing, and from being handed in, until the block ends."""

    def row(self, municipality_id: int, kind: MaskedIn, row_id: int) -> Written | None: ...
    def rewrite(self, written: Written) -> None:
        """The one change to what is otherwise never changed; a card that shows the old draft becomes a stale one."""

    def keep(self, municipality_id: int, mask: Mask) -> int: ...
    def kept(self) -> Sequence[Mask]:
        """Those of every municipality, the oldest first."""


@dataclass(frozen=True, slots=True)
class Ending:
    """A feed by the hash of its token, its last day, and when it was replaced if it was."""

    token_hash: str
    expires_on: date
    replaced_on: date | None


@dataclass(frozen=True, slots=True)
class Noted:
    """An entry of the log with the key of its municipality; its person, if it has one, by name and address too."""

    municipality: str
    entry: AuditEntry
    name: str | None
    email: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered:
    """What the database knew that a copy, being older, may not.

    `revoked` are feeds by the hash of their token; `over` are the digests that have gone or are on their way, and all
    that was recalled; `noted` is the log since the copy, and some of it from before.
    """

    masks: tuple[Mask, ...]
    revoked: Mapping[str, date]
    ending: tuple[Ending, ...]
    over: tuple[NewMessage, ...]
    noted: tuple[Noted, ...]


class Restored(Protocol):
    """Rows that have just come out of a copy."""

    def unsent(self) -> Sequence[Message]:
        """Everybody's messages that were waiting or on their way, but for those that only take others back."""

    def call_off(self, message_ids: Iterable[int]) -> None: ...
    def take_key(self, new: NewMessage) -> None:
        """A message that will never go, so that no other one gets its key; nothing where the key is there already."""

    def revoke(self, revoked: Mapping[str, date]) -> int:
        """Feeds by the hash of their token; how many of them were working."""

    def end(self, ending: Iterable[Ending]) -> None:
        """Feeds that were to work for longer end when they would have."""

    def shut_web(self, at: datetime) -> None:
        """Every code and session of the copy is over: one that was used or ended since must not open anything again."""
