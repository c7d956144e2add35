"""`arshjul demo`: the main job on this machine, in a Teams-like chat."""

import asyncio
import sys
import webbrowser
from datetime import datetime
from pathlib import Path

import click

from bot.cli.files import local_option, wheel_content
from bot.demo.playground import Playground, PlaygroundFailed
from bot.demo.run import Demo, run_demo
from bot.logging import log_for_people
from cards import phrases_cli as say

FIRST_DAY = "2027-01-11"
PORT = click.IntRange(1024, 65535)


@click.command()
@click.option("--wheel", "name", default="karlstad", show_default=True, help="Vilket årshjul.")
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), default=FIRST_DAY, help="Dagen då klockan står.")
@click.option("--port", type=PORT, default=3978, show_default=True, help="Botens port.")
@click.option("--playground-port", type=PORT, default=56150, show_default=True, help="Chattens port.")
@click.option("--no-browser", is_flag=True, help="Öppna inte webbläsaren.")
@local_option
def demo(*, name: str, day: datetime, port: int, playground_port: int, no_browser: bool, local: Path | None) -> None:
    """Visa boten i en chatt på den här datorn. Avsluta med Ctrl-C."""
    log_for_people()
    content = wheel_content(name, local, example=True)
    shown = Demo(content=content, day=day.date(), port=port, playground_port=playground_port)

    def ready(playground: Playground) -> None:
        click.echo(say.demo_ready(playground.address, shown.address, shown.day.isoformat()))
        if not no_browser:
            webbrowser.open(playground.address)

    click.echo(say.DEMO_STARTS, err=True)
    try:
        asyncio.run(run_demo(shown, ready))
    except OSError as error:
        click.echo(say.demo_port_taken(str(error)), err=True)
        sys.exit(2)
    except (PlaygroundFailed, TimeoutError) as failed:
        click.echo(say.demo_failed(str(failed)), err=True)
        sys.exit(2)
    except KeyboardInterrupt:
        pass
    click.echo(say.DEMO_ENDED)
