"""What the routes find in the web application."""

from collections.abc import Mapping

from aiohttp import web

from bot.engine import Engine
from bot.installation import Installation

INSTALLATION = web.AppKey("installation", Installation)
ENGINES: web.AppKey[Mapping[str, Engine]] = web.AppKey("engines", Mapping)
"""By the municipality's key, the default one's first."""
