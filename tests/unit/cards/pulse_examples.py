"""A quiet heartbeat and one with all that may be wrong, as values for cards."""

from datetime import date

from scheduler.ports_sending import Unreachable
from scheduler.pulse import Counts, Pulse
from scheduler.todo import Todo, TodoKind

THURSDAY = date(2027, 2, 18)
CALM = Pulse(since=THURSDAY, counts=Counts(sent=14), today=6)
REFUSED = (
    Unreachable(1, "Farid Rahimi", "farid@example.test", "ConversationBlockedByUser", date(2027, 2, 4)),
    Unreachable(2, "Karin Östlund", "karin@example.test", "BotNotInConversationRoster", date(2027, 2, 12)),
    Unreachable(3, "Maria Castillo", "maria@example.test", "BotDisabledByAdmin", date(2027, 2, 16)),
    Unreachable(4, "Nils *Berg*", "nils@example.test", "ConversationNotFound", date(2027, 2, 16)),
    Unreachable(5, "Olga Ek", "olga@example.test", "MessageWritesBlocked", date(2027, 2, 17)),
    Unreachable(6, "Per Lo", "per@example.test", "NotEnoughPermissions", date(2027, 2, 18)),
    Unreachable(7, "Rut Al", "rut@example.test", "Okänt", date(2027, 2, 18)),
)
TROUBLED = Pulse(
    since=THURSDAY,
    counts=Counts(sent=231, failed=7, waiting=12),
    today=64,
    older=3,
    unreachable=REFUSED,
    nameless=("Sara Vik", "Tor Åberg"),
    ending=(Todo("", "Vård- och omsorgsnämnden", TodoKind.MEETINGS_END, "2027-06-17"),),
    undecided=9,
    wheel="karlstad",
)
