"""`arshjul session end`: whoever is told to leave is out at once, and the log knows who said so."""

from pathlib import Path

import pytest

from scheduler.clock import SystemClock, local_day
from scheduler.usecases.signing_in import CHAT_CODE_LASTS, exchange, issue_code, signed_in_with
from store.engine import open_engine
from store.unit_of_work import SqlStore
from tests.cli.conftest import Command
from tests.factories import CountedTokens

ANNA = "anna.lindqvist@karlstad.example"


def test_person_is_signed_out_everywhere(
    arshjul: Command, database: Path, people_file: Path, overlay: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ARSHJUL_LOCAL_FILE", str(overlay))
    arshjul("people", "import", people_file)
    store, tokens, now = SqlStore(open_engine(f"sqlite:///{database}")), CountedTokens(), SystemClock().now()
    with store.write() as uow:
        anna = uow.people.by_email(1, ANNA)
        assert anna is not None
        code, unused = (issue_code(uow, tokens, anna, target="/form", lasts=CHAT_CODE_LASTS, now=now) for _ in range(2))
        entered = exchange(uow, tokens, code, now=now, today=local_day(now), request="web:1")
        assert entered is not None
        was_in = signed_in_with(uow, entered.token, now=now, today=local_day(now))

    ran = arshjul("session", "end", "--person", ANNA)
    again = arshjul("session", "end", "--person", ANNA)

    with store.write() as uow:
        is_in = signed_in_with(uow, entered.token, now=now, today=local_day(now))
        late = exchange(uow, tokens, unused, now=now, today=local_day(now), request="web:2")
    store.close()
    rest = "Länkar som inte har använts gäller inte längre.\n"
    assert (ran.status, ran.out) == (0, f"Anna Lindqvist: En webbläsare är utloggad. {rest}")
    assert again.out == f"Anna Lindqvist: Ingen webbläsare var inloggad. {rest}"
    assert (was_in is not None, is_in, late) == (True, None, None)
    said = [
        entry["said"] for entry in arshjul("audit", "list", "--person", ANNA, "--format", "json").document["entries"]
    ]
    assert said[-2:] == 2 * ["Stängde webbsidorna för Anna Lindqvist."]


def test_nobody_of_that_name_is_wrong_use(arshjul: Command, people_file: Path) -> None:
    arshjul("people", "import", people_file)

    assert arshjul("session", "end", "--person", "Nisse").told == (2, "", 1)
