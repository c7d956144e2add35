"""A copy of the whole database and back: nothing missing, nothing half done, from either database to either."""

import gzip
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, insert, inspect, text

from scheduler.lifecycle import State
from scheduler.ports_masking import Remembered
from store.backup import FileInTheWay, NothingToCopy, back_up
from store.copy_file import CopyFlawed, Flaw, Head
from store.engine import open_engine
from store.restore import RowsInTheWay, read_copy, restore
from store.schema import municipality
from store.unit_of_work import SqlStore
from store.upgrade import Tables, check, revisions, upgrade_to
from store.whole import WholeDatabase
from tests.contract.test_store_upgrade import FIRST_ROWS
from tests.factories import MONDAY, NOON, make_town
from tests.postgres import Server
from tests.whole_rows import all_rows, fill_every_table, put_back, say_nothing, settle_nothing

NOTHING = Remembered(masks=(), revoked={}, ending=(), over=(), noted=())


class Interrupted(Exception):
    """Raised in the middle of a restore."""


@pytest.fixture
def copy(engine: Engine, tmp_path: Path) -> Path:
    """Of a database that has a row in every table."""
    fill_every_table(engine)
    return copy_of(engine, tmp_path / "kopia.gz")


@pytest.fixture
def bare(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[str], Engine]]:
    """Makes a database without tables, of either kind."""
    server: Server = request.getfixturevalue("postgres")
    with server.bare() as other:
        own = open_engine(f"sqlite:///{tmp_path / 'another.sqlite3'}")
        yield lambda dialect: other if dialect == "postgresql" else own
        own.dispose()


def copy_of(engine: Engine, file: Path) -> Path:
    back_up(engine, file, now=NOON, progress=say_nothing)
    return file


def lines_in(file: Path) -> list[bytes]:
    return gzip.decompress(file.read_bytes()).splitlines(keepends=True)


@pytest.mark.parametrize("other", ["sqlite", "postgresql"])
def test_every_row_of_every_table_comes_back_in_either_database(
    engine: Engine, copy: Path, bare: Callable[[str], Engine], other: str
) -> None:
    there = bare(other)

    remembered = put_back(there, copy)

    assert remembered is None
    assert check(there) is Tables.OK
    assert all_rows(there) == all_rows(engine)
    assert [name for name, rows in all_rows(there).items() if not rows] == []


@pytest.mark.parametrize("other", ["sqlite", "postgresql"])
def test_next_row_gets_the_id_after_the_highest(copy: Path, bare: Callable[[str], Engine], other: str) -> None:
    there = bare(other)
    put_back(there, copy)

    assert make_town(SqlStore(there)).id == 2


def test_copy_says_what_it_holds_and_is_for_its_owner_alone(engine: Engine, copy: Path) -> None:
    head = read_copy(copy)

    assert head == Head(max(revisions()), NOON, {name: len(rows) for name, rows in all_rows(engine).items()})
    assert copy.stat().st_mode & 0o777 == 0o600
    assert list(copy.parent.glob(".kopia*")) == []


def test_copy_is_of_one_moment_when_somebody_writes_meanwhile(
    engine: Engine, tmp_path: Path, bare: Callable[[str], Engine]
) -> None:
    fill_every_table(engine)
    before = all_rows(engine)

    def write(done: int, total: int) -> None:
        make_town(SqlStore(engine), key=f"town{done}")

    back_up(engine, tmp_path / "kopia.gz", now=NOON, progress=write)

    put_back(bare("sqlite"), tmp_path / "kopia.gz")
    assert all_rows(bare("sqlite")) == before
    assert len(all_rows(engine)["municipality"]) > len(before["municipality"])


def test_older_copy_of_that_name_stays_when_a_new_one_fails(engine: Engine, copy: Path) -> None:
    before = copy.read_bytes()

    def fail(done: int, total: int) -> None:
        raise Interrupted

    with pytest.raises(Interrupted):
        back_up(engine, copy, now=NOON, progress=fail)

    assert copy.read_bytes() == before
    assert list(copy.parent.glob(".kopia*")) == []


def test_older_copy_of_that_name_gives_way_to_a_new_one(engine: Engine, copy: Path) -> None:
    make_town(SqlStore(engine))

    copy_of(engine, copy)

    assert read_copy(copy).rows["municipality"] == 2


@pytest.mark.sqlite
@pytest.mark.parametrize("name", ["arshjul.sqlite3", "brev.txt"])
def test_file_that_is_no_copy_is_never_overwritten(engine: Engine, tmp_path: Path, name: str) -> None:
    (tmp_path / "brev.txt").write_text("Hej!")
    before = (tmp_path / name).read_bytes()

    with pytest.raises(FileInTheWay):
        copy_of(engine, tmp_path / name)

    assert (tmp_path / name).read_bytes() == before


def test_database_without_tables_has_nothing_to_copy(tmp_path: Path, bare: Callable[[str], Engine]) -> None:
    with pytest.raises(NothingToCopy):
        copy_of(bare("sqlite"), tmp_path / "kopia.gz")

    assert not (tmp_path / "kopia.gz").exists()


def test_rows_are_in_the_way_unless_they_may_be_replaced(engine: Engine, copy: Path) -> None:
    make_town(SqlStore(engine))
    before = all_rows(engine)

    with pytest.raises(RowsInTheWay):
        put_back(engine, copy)

    assert all_rows(engine) == before


def test_rows_are_replaced_when_they_may_be(engine: Engine, copy: Path) -> None:
    copied = all_rows(engine)
    make_town(SqlStore(engine))

    put_back(engine, copy, replace=True)

    assert all_rows(engine) == copied


def test_old_rows_stay_when_a_restore_ends_in_the_middle(engine: Engine, copy: Path) -> None:
    make_town(SqlStore(engine))
    before = all_rows(engine)

    def fail(done: int, total: int) -> None:
        if done == total - 1:
            raise Interrupted

    with pytest.raises(Interrupted):
        restore(engine, copy, read_copy(copy), replace=True, progress=fail, settle=settle_nothing)

    assert all_rows(engine) == before


KILLED = """
import os, signal, sys
from pathlib import Path
from store.engine import open_engine
from store.restore import read_copy, restore
from tests.whole_rows import settle_nothing

def die(done, total):
    if done == total:
        os.kill(os.getpid(), signal.SIGKILL)

file = Path(sys.argv[2])
restore(open_engine(sys.argv[1]), file, read_copy(file), replace=True, progress=die, settle=settle_nothing)
"""


def test_old_rows_stay_when_a_restore_is_killed(engine: Engine, copy: Path) -> None:
    make_town(SqlStore(engine))
    before = all_rows(engine)
    url = engine.url.render_as_string(hide_password=False)

    killed = subprocess.run([sys.executable, "-c", KILLED, url, str(copy)], check=False, cwd=Path(__file__).parents[2])

    assert killed.returncode == -signal.SIGKILL
    assert all_rows(engine) == before


def test_triggers_do_not_keep_rows_from_being_replaced(postgres: Server, tmp_path: Path) -> None:
    with postgres.bare() as engine:
        upgrade_to(engine, "head")
        file = copy_of(engine, tmp_path / "kopia.gz")
        fill_every_table(engine)
        with engine.begin() as connection:
            for statement in NEVER_DELETE:
                connection.execute(text(statement))

        put_back(engine, file, replace=True)

        assert [name for name, rows in all_rows(engine).items() if rows] == []
        with engine.connect() as connection:
            assert connection.scalar(text("SELECT count(*) FROM pg_proc WHERE proname = 'refuse'")) == 0


NEVER_DELETE = (
    "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''never''; END'",
    "CREATE TRIGGER never BEFORE DELETE ON feed FOR EACH ROW EXECUTE FUNCTION refuse()",
    "CREATE TRIGGER never BEFORE DELETE ON audit FOR EACH ROW EXECUTE FUNCTION refuse()",
)


@pytest.mark.parametrize("other", ["sqlite", "postgresql"])
def test_copy_of_older_tables_is_restored_and_brought_up(
    engine: Engine, tmp_path: Path, bare: Callable[[str], Engine], dialect: str, other: str
) -> None:
    older = open_engine(f"sqlite:///{tmp_path / 'older.sqlite3'}")
    upgrade_to(older, "0001")
    with older.begin() as connection:
        for statement in FIRST_ROWS:
            connection.execute(text(statement))
    file = copy_of(older, tmp_path / "kopia.gz")
    older.dispose()

    put_back(bare(other), file)

    assert read_copy(file).revision == "0001"
    assert check(bare(other)) is Tables.OK
    with SqlStore(bare(other)).read() as uow:
        (task,) = uow.assignments.of_municipality(1, year=2027)
        assert uow.assignments.holder_of(1, MONDAY) == (1,)
    assert (task.title, task.place, task.state) == ("Egenkontroll", "Solgården", State.OPEN)


def test_copy_is_restored_over_tables_of_a_newer_program(engine: Engine, copy: Path) -> None:
    copied = all_rows(engine)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        connection.execute(text("CREATE TABLE later (id INTEGER PRIMARY KEY, unit_id INTEGER REFERENCES unit (id))"))

    put_back(engine, copy, replace=True)

    assert check(engine) is Tables.OK
    assert all_rows(engine) == copied
    assert "later" not in inspect(engine).get_table_names()


def test_nothing_is_remembered_of_tables_that_cannot_be_read(engine: Engine, copy: Path) -> None:
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE feed RENAME COLUMN token_hash TO fingerprint"))

    assert put_back(engine, copy, replace=True) is None


def packed(lines: list[bytes]) -> bytes:
    return gzip.compress(b"".join(lines))


@pytest.mark.sqlite
@pytest.mark.parametrize(
    ("spoil", "flaw"),
    [
        (lambda file: file.read_bytes()[:-1], Flaw.CUT_OFF),
        (lambda file: file.read_bytes()[: file.stat().st_size // 2], Flaw.CUT_OFF),
        (lambda file: packed(lines_in(file)[:-1]), Flaw.CUT_OFF),
        (lambda file: packed(lines_in(file)[:1]), Flaw.CUT_OFF),
        (lambda file: packed([*lines_in(file)[:-2], lines_in(file)[-1]]), Flaw.CHANGED),
        (lambda file: packed(lines_in(file))[:-8] + b"\0" * 8, Flaw.CHANGED),
        (lambda file: packed([line.replace("Åke".encode(), "Åsa".encode()) for line in lines_in(file)]), Flaw.CHANGED),
        (lambda file: packed([lines_in(file)[0], b'["a row before its table"]\n', b"{}\n"]), Flaw.CUT_OFF),
        (lambda file: file.read_bytes() * 2, Flaw.CHANGED),
        (lambda file: file.read_bytes() + b"more", Flaw.CHANGED),
        (lambda file: packed([lines_in(file)[0].replace(b'"version": 1', b'"version": 2')]), Flaw.NEWER),
        (lambda file: b"", Flaw.NOT_OURS),
        (lambda file: b"SQLite format 3\0", Flaw.NOT_OURS),
        (lambda file: packed([b"CREATE TABLE feed;\n", b"COMMIT;\n"]), Flaw.NOT_OURS),
        (lambda file: packed([b'{"format": "another"}\n']), Flaw.NOT_OURS),
        (lambda file: packed([b'{"format": "arshjul-copy", "version": 1}\n']), Flaw.CHANGED),
    ],
)
def test_file_is_refused_when_it_is_not_a_whole_copy(copy: Path, spoil: Callable[[Path], bytes], flaw: Flaw) -> None:
    copy.write_bytes(spoil(copy))

    with pytest.raises(CopyFlawed) as refused:
        read_copy(copy)

    assert refused.value.flaw is flaw


@pytest.mark.sqlite
def test_no_byte_of_a_copy_changes_what_is_read_from_it(copy: Path) -> None:
    whole, lines = copy.read_bytes(), lines_in(copy)

    accepted = [
        changed for place in range(0, len(whole), 5) if is_read(changed := with_flipped_bit(whole, place), copy)
    ]

    assert {gzip.decompress(changed) for changed in accepted} == {b"".join(lines)}


def is_read(content: bytes, file: Path) -> bool:
    file.write_bytes(content)
    try:
        read_copy(file)
    except CopyFlawed:
        return False
    return True


def with_flipped_bit(content: bytes, place: int) -> bytes:
    return content[:place] + bytes([content[place] ^ 0x10]) + content[place + 1 :]


@pytest.mark.sqlite
def test_copy_is_refused_when_its_tables_are_those_of_a_newer_program(engine: Engine, tmp_path: Path) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    file = copy_of(engine, tmp_path / "kopia.gz")

    with pytest.raises(CopyFlawed) as refused:
        read_copy(file)

    assert refused.value.flaw is Flaw.NEWER


@pytest.mark.sqlite
def test_file_holds_nothing_of_deleted_rows_when_scrubbed(engine: Engine, tmp_path: Path) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql("PRAGMA secure_delete = OFF")  # some builds of SQLite have it on by themselves
        connection.execute(insert(municipality).values(LEAKY))
    with engine.begin() as connection:
        connection.execute(municipality.delete())
    assert SECRET in bytes_in(tmp_path)

    assert WholeDatabase(engine).scrub() is True

    assert SECRET not in bytes_in(tmp_path)


@pytest.mark.sqlite
def test_scrubbing_says_so_when_somebody_reads_meanwhile(engine: Engine) -> None:
    impatient = open_engine(str(engine.url))
    with SqlStore(engine).read() as uow:
        uow.municipalities.all()
        with impatient.connect() as connection:
            connection.exec_driver_sql("PRAGMA busy_timeout = 10")
        assert WholeDatabase(impatient).scrub() is False
    impatient.dispose()


SECRET = b"Kalle Kula"
LEAKY = {
    "key": "karlstad",
    "name": SECRET.decode() * 1000,
    "wheel": "karlstad",
    "started_on": NOON.date(),
    "planned_for": "",
    "app_id": "",
    "app_tenant_id": "",
    "secret_name": "",
    "local_file": "",
    "tenants": [],
}


def bytes_in(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(folder.iterdir()))
