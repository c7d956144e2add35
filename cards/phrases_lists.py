"""The Swedish way to quote words and to list them."""

from collections.abc import Iterable


def quoted(words: str) -> str:
    return f"”{words}”"


def listed(words: Iterable[str]) -> str:
    """ "a, b och c"."""
    return _joined(words, "och")


def either(words: Iterable[str]) -> str:
    """ "a, b eller c"."""
    return _joined(words, "eller")


def _joined(words: Iterable[str], conjunction: str) -> str:
    *most, last = [*words] or [""]
    return f"{', '.join(most)} {conjunction} {last}" if most else last
