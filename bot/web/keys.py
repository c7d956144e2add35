"""What the routes find in the web application."""

from aiohttp import web

from bot.engine import Engine
from bot.service import Service

SERVICE = web.AppKey("service", Service)
ENGINE = web.AppKey("engine", Engine)
