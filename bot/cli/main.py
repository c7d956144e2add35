"""The command `arshjul`: exit status 0 done, 1 found something wrong in what it was asked to check, 2 wrong input."""

import sys

import click

from bot.cli.db import db
from bot.cli.demo import demo
from bot.cli.doctor import doctor
from bot.cli.feed import feed
from bot.cli.form import form
from bot.cli.people import people
from bot.cli.serve import serve
from bot.cli.simulate import simulate
from bot.cli.wheel import wheel
from cards.words_of_faults import fault_sentence
from scheduler.faults import FaultsFound


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="arshjul")
def arshjul() -> None:
    """Årshjulet för kvalitet i vård och omsorg: Teams-bot, påminnelser, kalender och sammanfattningar."""


for command in (demo, serve, wheel, form, simulate, people, feed, db, doctor):
    arshjul.add_command(command)


def main() -> None:
    """Run the command line; faults in files become sentences on standard error, never a traceback."""
    try:
        arshjul.main(standalone_mode=True)
    except FaultsFound as found:
        for fault in found.faults:
            click.echo(fault_sentence(fault), err=True)
        sys.exit(2)
