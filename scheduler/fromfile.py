"""What marks a value as spelled by a file."""

from pydantic import ConfigDict


class FromFile:
    """A value read from TOML: a key that it does not know is a fault, not something to pass over."""

    __slots__ = ()
    __pydantic_config__ = ConfigDict(extra="forbid")
