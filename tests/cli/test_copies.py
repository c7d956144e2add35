"""`arshjul db backup` and `arshjul db restore`: what they say, and what they leave behind."""

import gzip
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from cards import phrases_copies as say
from scheduler.usecases.feeds import create_feed
from scheduler.usecases.sights import OWN
from store.engine import open_engine
from store.unit_of_work import SqlStore
from tests.cli.conftest import Command
from tests.factories import MONDAY, CountedTokens, Town, make_by, make_submission, make_town, plan_year
from tests.whole_rows import all_rows

SECRET = "Kalle Kula"
BEFORE = datetime(2026, 1, 1, 12, 0, tzinfo=UTC)  # these commands ask the real clock


@pytest.fixture
def store(database: Path) -> SqlStore:
    return SqlStore(open_engine(f"sqlite:///{database}"))


@pytest.fixture
def town(store: SqlStore) -> Town:
    town = make_town(store)
    with store.write() as uow:
        plan_year(uow, town)
        uow.answering.submit(make_submission(1, 1, answers={"kommentar": f"{SECRET} föll"}, submitted_at=BEFORE))
    return town


def test_backup_says_what_it_copied_and_shows_no_progress_in_a_pipe(
    arshjul: Command, town: Town, tmp_path: Path
) -> None:
    file = tmp_path / "kopia.gz"

    ran = arshjul("db", "backup", file)

    assert (ran.status, ran.err) == (0, "")
    assert ran.out == f"{file} innehåller nu hela databasen: 11 rader. Förvara filen som ni förvarar databasen.\n"


def test_restore_into_a_new_database_says_what_is_not_known(
    arshjul: Command, store: SqlStore, town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    arshjul("db", "backup", tmp_path / "kopia.gz")
    new = tmp_path / "ny mapp" / "ny.sqlite3"
    monkeypatch.setenv("ARSHJUL_DATABASE_URL", f"sqlite:///{new}")

    ran = arshjul("db", "restore", tmp_path / "kopia.gz")

    first, *rest = ran.out.splitlines()
    assert (ran.status, ran.err) == (0, "")
    assert first.startswith("Kopian från ")
    assert first.endswith(" är återställd: 11 rader.")
    assert rest == [say.NOTHING_KNOWN, say.READ_PEOPLE_AGAIN]
    assert all_rows(open_engine(f"sqlite:///{new}"))["submission"] == all_rows(open_engine(url_of(store)))["submission"]


def url_of(store: SqlStore) -> str:
    return str(store._engine.url)


def test_restore_is_refused_when_rows_are_in_the_way(arshjul: Command, town: Town, tmp_path: Path) -> None:
    arshjul("db", "backup", tmp_path / "kopia.gz")

    ran = arshjul("db", "restore", tmp_path / "kopia.gz")

    assert (ran.status, ran.out, ran.err) == (2, "", f"{say.ROWS_IN_THE_WAY}\n")


def test_restore_tells_what_it_did_again(arshjul: Command, store: SqlStore, town: Town, tmp_path: Path) -> None:
    with store.write() as uow:
        feed = create_feed(uow, CountedTokens(), town.people[0], scope=OWN, name="", today=MONDAY, by=make_by()).feed
    arshjul("db", "backup", tmp_path / "kopia.gz")
    with store.write() as uow:
        uow.feeds.revoke(feed.id, date(2027, 1, 12))
    mask(arshjul, tmp_path)

    ran = arshjul("db", "restore", tmp_path / "kopia.gz", "--replace")

    assert ran.out.splitlines()[1:] == [
        "1 kalenderadress är återkallad igen, som efter kopian.",
        "1 maskering är gjord igen.",
        say.READ_PEOPLE_AGAIN,
    ]


def mask(arshjul: Command, folder: Path) -> None:
    (folder / "text").write_text(SECRET, encoding="utf-8")
    ran = arshjul("mask", "apply", "--text-file", folder / "text", "--because", "Namn", "--by", "Vera Lind")
    assert ran.status == 0


def test_masked_words_are_nowhere_in_the_file_after_a_restore(
    arshjul: Command, store: SqlStore, town: Town, database: Path, tmp_path: Path
) -> None:
    arshjul("db", "backup", tmp_path / "kopia.gz")
    mask(arshjul, tmp_path)
    (tmp_path / "text").unlink()
    assert SECRET.encode() in gzip.decompress((tmp_path / "kopia.gz").read_bytes())

    assert arshjul("db", "restore", tmp_path / "kopia.gz", "--replace").status == 0

    left = [file.name for file in tmp_path.iterdir() if SECRET.encode() in file.read_bytes()]
    assert left == []
    with store.read() as uow:
        answer = uow.answering.latest(1)
    assert answer is not None
    assert answer.answers == {"kommentar": "[maskerat] föll"}


def test_masks_of_a_file_are_made_in_a_new_database(
    arshjul: Command, town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    arshjul("db", "backup", tmp_path / "kopia.gz")
    mask(arshjul, tmp_path)
    listed = arshjul("mask", "list", "--format", "json")
    (tmp_path / "masks.json").write_text(listed.out, encoding="utf-8")
    monkeypatch.setenv("ARSHJUL_DATABASE_URL", f"sqlite:///{tmp_path / 'ny.sqlite3'}")

    ran = arshjul("db", "restore", tmp_path / "kopia.gz", "--masks", tmp_path / "masks.json")

    assert "1 maskering är gjord igen." in ran.out.splitlines()
    assert arshjul("mask", "list", "--format", "json") == listed


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"a letter", say.NOT_OURS),
        (gzip.compress(b'{"format": "arshjul-copy", "version": 1, "revision": "0004"', mtime=0)[:-9], say.CUT_OFF),
        (gzip.compress(b'{"format": "arshjul-copy", "version": 1}\n', mtime=0), say.CHANGED),
        (gzip.compress(b'{"format": "arshjul-copy", "version": 2}\n', mtime=0), say.NEWER),
    ],
)
def test_file_that_is_no_whole_copy_is_refused_in_one_sentence(
    arshjul: Command, tmp_path: Path, content: bytes, sentence: str
) -> None:
    (tmp_path / "kopia.gz").write_bytes(content)

    ran = arshjul("db", "restore", tmp_path / "kopia.gz")

    assert (ran.status, ran.out, ran.err) == (2, "", f"{sentence}\n")


def test_file_of_masks_is_refused_when_it_is_something_else(arshjul: Command, tmp_path: Path) -> None:
    (tmp_path / "masks.json").write_text('{"feeds": []}')

    ran = arshjul("db", "restore", tmp_path / "masks.json", "--masks", tmp_path / "masks.json")

    assert (ran.status, ran.out, ran.err) == (2, "", f"{say.NOT_MASKS}\n")


def test_backup_is_refused_when_the_file_is_the_database(arshjul: Command, database: Path) -> None:
    ran = arshjul("db", "backup", database)

    assert (ran.status, ran.out, ran.err) == (2, "", f"{say.file_in_the_way(str(database))}\n")


def test_backup_is_refused_when_there_are_no_tables(
    arshjul: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ARSHJUL_DATABASE_URL", f"sqlite:///{tmp_path / 'tom.sqlite3'}")

    ran = arshjul("db", "backup", tmp_path / "kopia.gz")

    assert (ran.status, ran.out, ran.err) == (2, "", f"{say.NOTHING_TO_COPY}\n")
