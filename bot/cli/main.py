"""The command `arshjul`: exit status 0 done, 1 found something wrong in what it was asked to check, 2 wrong input."""

import sys
from collections.abc import Sequence
from typing import NoReturn

import click

from bot.cli.actions import action
from bot.cli.audit import audit
from bot.cli.db import db
from bot.cli.demo import demo
from bot.cli.doctor import doctor
from bot.cli.editions import edition
from bot.cli.events import event
from bot.cli.feed import feed
from bot.cli.form import form
from bot.cli.mask import mask
from bot.cli.meetings import meeting
from bot.cli.messages import message
from bot.cli.municipalities import municipality
from bot.cli.occurrences import occurrence
from bot.cli.people import people
from bot.cli.serve import serve
from bot.cli.sessions import session
from bot.cli.simulate import simulate
from bot.cli.tasks import task
from bot.cli.teams import teams
from bot.cli.units import unit
from bot.cli.wheel import wheel
from bot.cli.wrong_usage import file_sentence, name_values, usage_sentence
from cards.phrases_doctor import TABLES_NEWER, TABLES_OLDER, database_unreachable
from cards.phrases_usage import COMMAND
from cards.words_of_faults import fault_sentence
from scheduler.faults import FaultsFound
from store.opening import DatabaseUnavailable, TablesDiffer
from store.upgrade import Tables


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="arshjul")
def arshjul() -> None:
    """Årshjulet för kvalitet i vård och omsorg: Teams-bot, påminnelser, kalender och sammanfattningar."""


COMMANDS = (
    demo, serve, wheel, form, simulate, municipality, people, unit, event, edition, meeting, occurrence, task, action,
    message, feed, session, audit, mask, db, teams, doctor,
)  # fmt: skip

for command in COMMANDS:
    arshjul.add_command(command)

name_values(arshjul)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; what is wrong becomes sentences on standard error, never a traceback."""
    try:
        status = arshjul.main(arguments, prog_name=COMMAND, standalone_mode=False)
    except FaultsFound as found:
        _leave(2, *map(fault_sentence, found.faults))
    except click.ClickException as error:
        _leave(error.exit_code, usage_sentence(error))
    except TablesDiffer as error:
        _leave(2, TABLES_OLDER if error.tables is Tables.OLDER else TABLES_NEWER)
    except DatabaseUnavailable as error:
        _leave(2, database_unreachable(str(error)))
    except OSError as error:
        _leave(2, file_sentence(error))
    except click.Abort:
        _leave(1)
    sys.exit(status or 0)


def _leave(status: int, *sentences: str) -> NoReturn:
    for sentence in sentences:
        click.echo(sentence, err=True)
    sys.exit(status)
