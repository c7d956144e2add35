"""The README speaks of what is there: every command, every setting, every word of the chat."""

from pathlib import Path

import click
import pytest

from bot.chat.words import DEMO_WORDS, WORDS
from bot.cli.main import arshjul
from bot.settings import PREFIX, Settings

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
OTHER_SPELLINGS = {"hej", "help", "hjul", "mina uppgifter"}


def commands(group: click.Group, path: str = "arshjul") -> list[str]:
    names: list[str] = []
    for name, command in group.commands.items():
        inner = commands(command, f"{path} {name}") if isinstance(command, click.Group) else [f"{path} {name}"]
        names += inner
    return names


@pytest.mark.parametrize("command", commands(arshjul))
def test_readme_names_every_command(command: str) -> None:
    assert f"`{command}" in README


@pytest.mark.parametrize("setting", sorted(Settings.model_fields))
def test_readme_names_every_setting(setting: str) -> None:
    assert f"`{PREFIX}{setting.upper()}`" in README


@pytest.mark.parametrize("word", sorted({*WORDS, *DEMO_WORDS} - OTHER_SPELLINGS))
def test_readme_names_every_word_of_the_chat(word: str) -> None:
    assert f"`{word}`" in README
