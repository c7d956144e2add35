"""What click says of a command that was typed wrong, in Swedish; and the words that its help has for values."""

from pathlib import Path
from typing import IO, Any

import click

from cards import phrases_usage as say

EXTRA_WORDS = "Got unexpected extra argument"
"""Click gives what has no class of its own away by its words alone."""


class FilePath(click.Path):
    """A path that says of itself in Swedish why it won't do."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            raise click.UsageError(_about_file(Path(value)), ctx) from None


class TextFile(click.File):
    """An open file of text, or standard input; the same as of a path is said where it can't be opened."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> IO[Any]:
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            raise click.UsageError(_about_file(Path(value)), ctx) from None


def _about_file(file: Path) -> str:
    if file.is_dir():
        return say.is_a_folder(str(file))
    return say.not_allowed(str(file)) if file.exists() else say.no_such_file(str(file))


def file_sentence(error: OSError) -> str:
    """What to do about a file or a folder that could not be used."""
    if error.filename is None:
        return str(error)
    file = Path(error.filename)
    if isinstance(error, FileNotFoundError) and not file.parent.exists():
        return say.no_such_folder(str(file.parent))
    if isinstance(error, FileNotFoundError | IsADirectoryError | PermissionError):
        return _about_file(file)
    return say.unusable(str(file), error.strerror or str(error))


def usage_sentence(error: click.ClickException) -> str:
    """Click's own errors by their class; what the commands say themselves is Swedish already."""
    match error:
        case click.NoSuchOption():
            return say.no_such_option(error.option_name, error.possibilities or (), _path(error))
        case click.exceptions.NoSuchCommand():
            return say.no_such_command(error.command_name, error.possibilities or (), _path(error))
        case click.BadOptionUsage():
            return say.value_missing(error.option_name)
        case click.MissingParameter(param=click.Parameter() as parameter):
            return say.parameter_missing(_name(parameter, error), _path(error))
        case click.BadParameter(param=click.Parameter() as parameter):
            return say.bad_value(_name(parameter, error), _expected(parameter.type))
        case click.UsageError() if error.message.startswith(EXTRA_WORDS):
            return say.too_many_words(_path(error))
        case _:
            return error.format_message()


def _path(error: click.UsageError) -> str:
    return error.ctx.command_path if error.ctx else say.COMMAND


def _name(parameter: click.Parameter, error: click.UsageError) -> str:
    if isinstance(parameter, click.Option):
        return max(parameter.opts, key=len)
    return parameter.make_metavar(error.ctx or click.Context(click.Command(say.COMMAND))).strip("[].")


def _expected(kind: click.ParamType[Any]) -> str:
    match kind:
        case click.DateTime():
            return say.A_DAY
        case click.Choice():
            return say.one_of([str(choice) for choice in kind.choices])
        case click.IntRange():
            return say.number_between(kind.min, kind.max)
        case click.types.IntParamType():
            return say.A_NUMBER
        case _:
            return say.SOMETHING_ELSE


def name_values(command: click.Command) -> None:
    """Give the values of every command below a Swedish name in its help, where they have none of their own."""
    for parameter in command.params:
        if parameter.metavar is None and not getattr(parameter, "is_flag", False):
            parameter.metavar = _metavar(parameter)
    for inner in command.commands.values() if isinstance(command, click.Group) else ():
        name_values(inner)


def _metavar(parameter: click.Parameter) -> str | None:
    """None leaves it to click, which lists the choices."""
    word = next((word for kinds, word in VALUE_WORDS if isinstance(parameter.type, kinds)), None)
    if isinstance(parameter, click.Option):
        return word
    word = say.ARGUMENT_WORDS.get(parameter.name or "", word or "")
    return f"{word if parameter.required else f'[{word}]'}{'' if parameter.nargs == 1 else '...'}"


VALUE_WORDS: tuple[tuple[type | tuple[type, ...], str], ...] = (
    (click.DateTime, say.DAY_WORD),
    ((click.Path, click.File), say.FILE_WORD),
    (click.types.IntParamType, say.NUMBER_WORD),
    (click.types.StringParamType, say.TEXT_WORD),
)
