"""How the program tells operators what it does: one JSON object a line, times in UTC; never answers, never tokens."""

import logging
import sys

import structlog


def log_as_json() -> None:
    _configure(structlog.processors.JSONRenderer(ensure_ascii=False), logging.INFO)


def log_for_people(level: int = logging.WARNING) -> None:
    """Short lines on standard error, for the demo."""
    _configure(structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback), level)


def _configure(renderer: structlog.typing.Processor, level: int) -> None:
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
