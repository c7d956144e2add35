"""How values lie in columns: instants in UTC, enums by their value, constraints by one rule of naming."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Column, Date, DateTime, Dialect, Enum, ForeignKey, Integer, MetaData, String, TypeDecorator
from sqlalchemy.exc import DontWrapMixin

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

LONGEST_WORD = 16


class NaiveInstant(DontWrapMixin, ValueError):
    """An instant without a time zone was about to be written or compared."""


class Instant(TypeDecorator[datetime]):
    """An aware moment, given back in UTC even by SQLite, which keeps no time zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.utcoffset() is None:
            raise NaiveInstant(f"{value!r} has no time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def one_of(words: type[StrEnum]) -> Enum:
    """The enum's values as plain text, so that a new word needs no migration."""
    return Enum(words, native_enum=False, length=LONGEST_WORD, values_callable=_values)


def _values(words: type[StrEnum]) -> list[str]:
    return [str(word) for word in words]


def key() -> Column[Any]:
    return Column("id", Integer, primary_key=True)


def word(name: str, *, optional: bool = False) -> Column[Any]:
    """A name of any length: keys, titles, addresses."""
    return Column(name, String, nullable=optional)


def number(name: str, *, optional: bool = False) -> Column[Any]:
    return Column(name, Integer, nullable=optional)


def day(name: str, *, optional: bool = False) -> Column[Any]:
    return Column(name, Date, nullable=optional)


def instant(name: str, *, optional: bool = False) -> Column[Any]:
    return Column(name, Instant, nullable=optional)


def refers_to(table: str, name: str | None = None, *, optional: bool = False) -> Column[Any]:
    """The id of another table's row, in `{table}_id` unless it has a name of its own."""
    return Column(name or f"{table}_id", ForeignKey(f"{table}.id"), nullable=optional)
