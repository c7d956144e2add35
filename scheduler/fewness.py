"""Few answers are not shown by themselves, nor so that they could be worked out from the rest."""

from collections.abc import Sequence
from dataclasses import replace

from scheduler.digest_sections import OptionShare


def shown(options: Sequence[OptionShare], few: int) -> tuple[tuple[OptionShare, ...], bool]:
    """The options with what too few stand behind left out, and whether all of them had to be.

    Whoever knows how many answered can subtract what is shown. So where anything is left out, all that is below `few`
    is, zeros too, and there must be at least two of them that could share the rest in more than one way.
    """
    counts = [option.count or 0 for option in options]
    if not any(0 < count < few for count in counts):
        return tuple(options), False
    low = [count for count in counts if count < few]
    told = len(low) > 1 and sum(low) < len(low) * (few - 1)
    if told:
        return tuple(option if (option.count or 0) >= few else replace(option, count=None) for option in options), False
    return tuple(replace(option, count=None) for option in options), True
