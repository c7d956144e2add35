"""What works for each municipality while the service runs, and which of them somebody speaks to."""

from collections.abc import Sequence
from dataclasses import dataclass

import structlog

from bot.engine import Engine
from bot.failing import log_broken
from bot.installation import Line
from bot.teams.adapter import TeamsAdapter


@dataclass(frozen=True, slots=True)
class Desk:
    """One municipality at work: nothing that goes wrong at one desk is felt at another."""

    line: Line
    engine: Engine
    adapter: TeamsAdapter

    async def work(self) -> None:
        with structlog.contextvars.bound_contextvars(municipality=self.line.key):
            try:
                await self.engine.work()
            except Exception as error:
                # Whatever it is, it may have passed by the next minute; until then this municipality is not fresh.
                log_broken("work stopped", error)


@dataclass(frozen=True, slots=True)
class Desks:
    desks: Sequence[Desk]

    def find(self, app_id: str, tenant: str) -> TeamsAdapter | None:
        return next((desk.adapter for desk in self.desks if desk.line.is_meant_by(app_id, tenant)), None)
