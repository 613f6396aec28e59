"""OpenTelemetry by its own variables: nothing is sent until OTEL_EXPORTER_OTLP_ENDPOINT is set."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from opentelemetry import trace
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor

<% set worker = flow.relay or flow.consumes or decided.background_work == "separate-process" and not later.background_work %>
USUAL = {
    "OTEL_SERVICE_NAME": <{ service.name|py_string }>,
<% if decided.trace_sampling == "all" %>
    "OTEL_TRACES_SAMPLER": "always_on",
<% elif decided.trace_sampling == "tail" %>
    # The collector decides at the end which traces are kept.
    "OTEL_TRACES_SAMPLER": "parentbased_always_on",
<% else %>
    # The caller's decision is followed; of the requests that begin here, a share is traced.
    "OTEL_TRACES_SAMPLER": "parentbased_traceidratio",
    "OTEL_TRACES_SAMPLER_ARG": "0.05",
<% endif %>
    # The framework sends what it traces, where it is told to whom.
    "FASTAPI_OTEL_AUTO_CONFIGURE": "true",
}


def prepare_telemetry() -> None:
    """Set what the environment leaves open."""
    for name, value in USUAL.items():
        os.environ.setdefault(name, value)
<% if worker %>


@contextmanager
def exported() -> Iterator[None]:
    """Send what a process without a web server traces."""
    prepare_telemetry()
    if "OTEL_EXPORTER_OTLP_ENDPOINT" not in os.environ:
        yield
        return
    provider = TracerProvider()
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    trace.set_tracer_provider(provider)
    try:
        yield
    finally:
        provider.shutdown()
<% endif %>
