"""Logs as one JSON object a line, those of libraries too."""

import logging
import re
import sys
from typing import Any

import structlog
from opentelemetry import trace

from <{ package }>.core.config import Settings

# Local variables hold tokens and bodies: a traceback in the log names lines, never values.
_tracebacks = structlog.processors.ExceptionRenderer(
    structlog.tracebacks.ExceptionDictTransformer(show_locals=False)
)

# What a key is called by whose value nobody may read in a log.
_PRIVATE = re.compile(
    r"passw|secret|token|authorization|cookie|credential|api_?key<% for name in private %>|\b<{ name }>\b<% endfor %>",
    re.IGNORECASE,
)
# Accounts in addresses, and tokens in headers that a library shows.
_SHOWN = re.compile(r"(?<=://)[^/@\s]+(?=@)|(?<=Bearer )\S+")
REDACTED = "[redacted]"


def _hidden(value: Any) -> Any:  # noqa: ANN401
    if isinstance(value, str):
        return _SHOWN.sub(REDACTED, value)
    if isinstance(value, dict):
        return {key: REDACTED if _PRIVATE.search(str(key)) else _hidden(of) for key, of in value.items()}
    if isinstance(value, list | tuple):
        return [_hidden(item) for item in value]
    return value


def redact(
    _logger: object, _method: str, line: structlog.typing.EventDict
) -> structlog.typing.EventDict:
    """Leave out what is secret or personal, whoever wrote the line."""
    for key, value in line.items():
        if key == "exc_info":  # what formats tracebacks shows no values
            continue
        line[key] = REDACTED if _PRIVATE.search(key) else _hidden(value)
    return line


<% if decided.tracing == "opentelemetry" and not later.tracing %>
def name_trace(
    _logger: object, _method: str, line: structlog.typing.EventDict
) -> structlog.typing.EventDict:
    """Say which trace and span the line belongs to."""
    span = trace.get_current_span().get_span_context()
    if span.is_valid:
        line["trace_id"] = trace.format_trace_id(span.trace_id)
        line["span_id"] = trace.format_span_id(span.span_id)
    return line


<% endif %>
def configure_logging(settings: Settings) -> None:
    """Send every log line of this process to standard output."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
<% if decided.tracing == "opentelemetry" and not later.tracing %>
        name_trace,
<% endif %>
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
    ]
    rendered: list[structlog.typing.Processor] = (
        [_tracebacks, redact, structlog.processors.JSONRenderer()]
        if settings.log_format == "json"
        else [redact, structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)]
    )
    level = logging.getLevelNamesMapping()[settings.log_level]
    structlog.configure(
        processors=[*shared, *rendered],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stdout),
        cache_logger_on_first_use=settings.environment != "test",
    )
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[*shared, structlog.stdlib.add_logger_name],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *rendered],
        )
    )
    # The handler of unexpected errors has logged them already, with the id of their request.
    logging.getLogger("uvicorn.error").addFilter(
        lambda record: not record.getMessage().startswith("Exception in ASGI application")
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in ("uvicorn", "uvicorn.error"):
        library = logging.getLogger(name)
        library.handlers.clear()
        library.propagate = True
