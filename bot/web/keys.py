"""What the routes find in the web application."""

from collections.abc import Mapping

from aiohttp import web

from bot.engine import Engine
from bot.installation import Installation
from bot.mail.links import LinkDesk
from bot.teams.limits import Gate

INSTALLATION = web.AppKey("installation", Installation)
GATE = web.AppKey("gate", Gate)
"""For those who try a code or ask for one."""
LINK_DESK = web.AppKey("link_desk", LinkDesk)
ENGINES: web.AppKey[Mapping[str, Engine]] = web.AppKey("engines", Mapping)
"""By the municipality's key, the default one's first."""
