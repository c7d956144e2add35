"""`arshjul serve`: the service, with its settings from the environment."""

import os

import click
from aiohttp import web

from bot.app import build_app, build_service
from bot.cli.rows import content_here, settings_here, store_here
from bot.installation import other_lines
from bot.logging import log_as_json
from bot.settings import faults_in_service
from scheduler.faults import FaultsFound


@click.command()
def serve() -> None:
    """Kör tjänsten. Inställningarna läses ur miljön (ARSHJUL_…)."""
    settings = settings_here()
    faults = faults_in_service(settings)
    if faults:
        raise FaultsFound(faults)
    log_as_json()
    service = build_service(settings, store=store_here(settings), content=content_here(settings))
    others = other_lines(settings, service, os.environ)
    # Teams packs nothing, and aiohttp writes a trace for each body that is badly packed.
    web.run_app(
        build_app(settings, service, others=others),
        host=settings.host,
        port=settings.port,
        print=None,
        access_log=None,
        auto_decompress=False,
    )
