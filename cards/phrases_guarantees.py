"""The Swedish words for what a guarantee promises."""

from datetime import time

ALWAYS = "alltid"
CLOCK = "%H.%M"


def at_most(length: str) -> str:
    return f"inom {length}"


def at_least(length: str) -> str:
    return f"tidigast efter {length}"


def times_a_week(times: int) -> str:
    return f"minst {'en gång' if times == 1 else f'{times} gånger'} i veckan"


def minutes(count: int) -> str:
    return f"högst {count} {'minut' if count == 1 else 'minuter'} före eller efter"


def hours(opens: time, closes: time) -> str:
    return f"varje dag {opens.strftime(CLOCK)}–{closes.strftime(CLOCK)}"


def length(*, days: int, weeks: int, months: int) -> str:
    counted = ((months, "månad", "månader"), (weeks, "vecka", "veckor"), (days, "dag", "dagar"))
    return " och ".join(f"{number} {one if number == 1 else many}" for number, one, many in counted if number)
