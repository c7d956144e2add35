"""What a run writes down while it lasts."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from bot.simulation.mailbox import Delivered
from bot.simulation.scene import Change
from scheduler.forms import Form


@dataclass(slots=True)
class Record:
    """`answered_with` is the form as its author saw it; `orphaned` are open tasks that nobody held at a year's end.

    Both tell tasks by their id. `errors` are sentences about what should not have happened.
    """

    delivered: list[Delivered] = field(default_factory=list)
    answered_on: dict[int, date] = field(default_factory=dict)
    answered_with: dict[int, Form] = field(default_factory=dict)
    orphaned: set[int] = field(default_factory=set)
    changes: Counter[Change] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)
