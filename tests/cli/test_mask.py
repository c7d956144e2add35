"""`arshjul mask`: what it takes out, what it shows of it, and that it leaves nothing behind."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from cards import phrases_mask as say
from store.engine import open_engine
from store.unit_of_work import SqlStore
from tests.cli.conftest import Command
from tests.factories import make_submission, make_town, plan_year
from tests.whole_rows import all_rows

SECRET = "Kalle Kula"
BEFORE = datetime(2026, 1, 1, 12, 0, tzinfo=UTC)  # these commands ask the real clock
WHY = ("--because", "Namn på enskild", "--by", "Vera Lind")


@pytest.fixture
def store(database: Path) -> SqlStore:
    """Anna's answer, first without the name and then with it, so that old pages hold it."""
    store = SqlStore(open_engine(f"sqlite:///{database}"))
    town = make_town(store)
    with store.write() as uow:
        plan_year(uow, town)
        uow.answering.submit(make_submission(1, 1, answers={"kommentar": f"{SECRET} föll"}, submitted_at=BEFORE))
    return store


@pytest.fixture
def text(tmp_path: Path) -> Path:
    file = tmp_path / "texten"
    file.write_text("kalle\nkula\n", encoding="utf-8")
    return file


def answers(store: SqlStore) -> object:
    with store.read() as uow:
        latest = uow.answering.latest(1)
    return latest.answers if latest else None


def test_apply_replaces_the_text_and_says_in_how_many_places(arshjul: Command, store: SqlStore, text: Path) -> None:
    ran = arshjul("mask", "apply", "--text-file", text, *WHY)

    assert (ran.status, ran.err) == (0, "")
    assert ran.out.splitlines()[-1] == say.masked(1)
    assert answers(store) == {"kommentar": "[maskerat] föll"}


def test_words_are_nowhere_in_the_files_of_the_database_afterwards(
    arshjul: Command, store: SqlStore, text: Path, database: Path
) -> None:
    def holding() -> list[str]:
        return [file.name for file in database.parent.iterdir() if SECRET.encode() in file.read_bytes()]

    assert holding() != []

    arshjul("mask", "apply", "--text-file", text, *WHY)

    assert holding() == []


def test_dry_run_shows_places_without_a_word_and_changes_nothing(arshjul: Command, store: SqlStore, text: Path) -> None:
    before = all_rows(store._engine)

    ran = arshjul("mask", "apply", "--text-file", text, *WHY, "--dry-run")

    *_, row, _, found, dry = ran.out.splitlines()
    assert row.split() == ["│", "svar", "│", "1", "│", "1", "│", "kommentar", "│", "0", "│", "10", "│"]
    assert (found, dry) == ("Texten finns på 1 ställe.", say.DRY_RUN)
    assert "Kalle" not in ran.out
    assert all_rows(store._engine) == before


def test_text_that_stands_nowhere_is_said_to(arshjul: Command, store: SqlStore, text: Path) -> None:
    text.write_text("Nisse Nord", encoding="utf-8")

    ran = arshjul("mask", "apply", "--text-file", text, *WHY)

    assert (ran.status, ran.out, ran.err) == (0, f"{say.NOWHERE}\n", "")


def test_only_the_named_task_is_searched(arshjul: Command, store: SqlStore, text: Path) -> None:
    assert arshjul("mask", "apply", "--text-file", text, *WHY, "--task", 1, "--dry-run").out != f"{say.NOWHERE}\n"
    ran = arshjul("mask", "apply", "--text-file", text, *WHY, "--task", 99)

    assert (ran.status, ran.out, ran.err) == (2, "", "Det finns ingen uppgift 99.\n")


@pytest.mark.parametrize(("content", "sentence"), [(b"Bo", say.TOO_SHORT), (b"\xff\xfe\xff", say.NOT_TEXT)])
def test_text_is_refused_when_it_is_too_short_or_no_text(
    arshjul: Command, store: SqlStore, text: Path, content: bytes, sentence: str
) -> None:
    text.write_bytes(content)

    ran = arshjul("mask", "apply", "--text-file", text, *WHY)

    assert (ran.status, ran.out, ran.err) == (2, "", f"{sentence}\n")


def test_list_tells_who_when_why_and_where_but_not_what(arshjul: Command, store: SqlStore, text: Path) -> None:
    arshjul("mask", "apply", "--text-file", text, *WHY)

    (mask,) = arshjul("mask", "list", "--format", "json").document["masks"]
    table = arshjul("mask", "list").out

    del mask["masked_at"]
    place = {"kind": "submission", "row_id": 1, "assignment_id": 1, "question": "kommentar", "start": 0, "length": 10}
    assert mask == {
        "municipality": "karlstad",
        "masked_by": "Vera Lind",
        "because": "Namn på enskild",
        "passages": [place],
    }
    assert "Vera Lind" in table
    assert "Kalle" not in table


def test_scrub_cleans_a_file_that_somebody_else_held_open(arshjul: Command, store: SqlStore) -> None:
    ran = arshjul("mask", "scrub")

    assert (ran.status, ran.out, ran.err) == (0, f"{say.SCRUBBED}\n", "")


def test_list_says_so_when_nothing_is_masked(arshjul: Command) -> None:
    assert arshjul("mask", "list").out == "Inget är maskerat.\n"
