"""What the log shows of an error to people."""

from collections.abc import Iterator

import pytest
import structlog

from bot.logging import log_for_people


@pytest.fixture(autouse=True)
def unconfigured() -> Iterator[None]:
    yield
    structlog.reset_defaults()


def test_local_variables_are_never_shown(capsys: pytest.CaptureFixture[str]) -> None:
    answer = "sjuk" + "skriven"
    log_for_people()

    try:
        answer[len(answer)]
    except IndexError:
        structlog.get_logger().exception("broke")

    shown = capsys.readouterr().err
    assert ("IndexError: string index" in shown, answer in shown) == (True, False)
