"""Which tables a store is opened on, and which are refused."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from store.engine import open_engine
from store.opening import DatabaseUnavailable, TablesDiffer, open_store
from store.upgrade import Tables, check, upgrade_to
from tests.postgres import Server


@pytest.fixture
def older(request: pytest.FixtureRequest, tmp_path: Path, dialect: str) -> Iterator[Engine]:
    if dialect == "postgresql":
        server: Server = request.getfixturevalue("postgres")
        with server.bare() as engine:
            upgrade_to(engine, "0001")
            yield engine
        return
    engine = open_engine(f"sqlite:///{tmp_path / 'older.sqlite3'}")
    upgrade_to(engine, "0001")
    yield engine
    engine.dispose()


def address(engine: Engine) -> str:
    return engine.url.render_as_string(hide_password=False)


def refusal(engine: Engine, *, upgrades: bool) -> Tables:
    with pytest.raises(TablesDiffer) as refused:
        open_store(address(engine), upgrades=upgrades)
    return refused.value.tables


def test_older_tables_are_brought_up_to_date(older: Engine) -> None:
    open_store(address(older)).close()

    assert check(older) is Tables.OK


@pytest.mark.sqlite
def test_older_file_is_brought_up_to_date_even_by_a_program_that_may_not(older: Engine) -> None:
    open_store(address(older), upgrades=False).close()

    assert check(older) is Tables.OK


def test_older_tables_are_refused_where_others_may_be_using_them(postgres: Server) -> None:
    with postgres.bare() as engine:
        missing = refusal(engine, upgrades=False)
        upgrade_to(engine, "0001")

        assert (missing, refusal(engine, upgrades=False)) == (Tables.OLDER, Tables.OLDER)
        assert check(engine) is Tables.OLDER


@pytest.mark.parametrize("upgrades", [True, False])
def test_newer_tables_are_refused_always(engine: Engine, upgrades: bool) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    assert refusal(engine, upgrades=upgrades) is Tables.NEWER
    assert check(engine) is Tables.NEWER


@pytest.mark.parametrize("upgrades", [True, False])
def test_tables_that_are_up_to_date_are_opened(engine: Engine, upgrades: bool) -> None:
    store = open_store(address(engine), upgrades=upgrades)

    with store.read() as uow:
        assert uow.municipalities.all() == ()
    store.close()


def test_server_that_does_not_answer_is_told_in_one_line_without_the_secret(tmp_path: Path) -> None:
    with pytest.raises(DatabaseUnavailable) as told:
        open_store(f"postgresql://arshjul:hemligt@/arshjul?host={tmp_path}")

    assert len(str(told.value).splitlines()) == 1
    assert "hemligt" not in str(told.value)
