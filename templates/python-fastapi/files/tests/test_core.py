from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Annotated

import pytest
from pydantic import TypeAdapter, ValidationError
from sqlalchemy.engine.default import DefaultDialect

from <{ package }>.core.amounts import sum_of_products
from <{ package }>.core.database import UtcDateTime
from <{ package }>.core.errors import PreconditionFailedError, UnprocessableError
from <{ package }>.core.ids import uuid7
from <{ package }>.core.preconditions import check_if_match
from <{ package }>.core.types import Duration, Exact, Moment


def test_ids_are_of_version_7_and_in_order() -> None:
    ids = [uuid7() for _ in range(1000)]
    assert {i.version for i in ids} == {7}
    assert all(a < b for a, b in pairwise(ids))


<% if uses.entities %>
def test_moments_need_a_zone() -> None:
    with pytest.raises(ValueError, match="zone"):
        UtcDateTime().process_bind_param(datetime(2026, 1, 1), DefaultDialect())  # noqa: DTZ001


<% endif %>
<% if resources and "datetime" in uses.kinds %>
def test_moments_are_taken_as_utc() -> None:
    adapter: TypeAdapter[datetime] = TypeAdapter(Moment)
    assert adapter.validate_python("2026-03-01T12:00:00+02:00") == datetime(2026, 3, 1, 10, tzinfo=UTC)
    with pytest.raises(ValidationError):
        adapter.validate_python("0001-01-01T00:00:00+14:00")


<% endif %>
<% if resources and "duration" in uses.kinds %>
@pytest.mark.parametrize(
    ("duration", "text"),
    [
        (timedelta(), "P0D"),
        (timedelta(days=1505), "P1505D"),
        (timedelta(hours=1, seconds=5), "PT1H0M5S"),
        (timedelta(days=1, minutes=90, microseconds=250_000), "P1DT1H30M0.25S"),
    ],
)
def test_durations_are_written_in_days_at_most(duration: timedelta, text: str) -> None:
    adapter: TypeAdapter[timedelta] = TypeAdapter(Duration)
    assert adapter.dump_python(duration, mode="json") == text
    assert adapter.validate_python(text) == duration


<% endif %>
<% if uses.decimals or uses.computed %>
Amount = Annotated[Decimal, Exact(5, 2, gt="-1")]


@pytest.mark.parametrize(
    ("text", "value"), [("1", "1.00"), ("-0.5", "-0.50"), ("999.99", "999.99"), ("007", "7.00")]
)
def test_decimals_keep_all_their_places(text: str, value: str) -> None:
    adapter: TypeAdapter[Decimal] = TypeAdapter(Amount)
    assert adapter.dump_python(adapter.validate_python(text), mode="json") == value


@pytest.mark.parametrize("value", ["1000", "1.001", "-1", "1e2", "NaN", "", "1\n", "\u0661", 1, 1.5, None])
def test_what_is_no_exact_decimal_is_refused(value: object) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(Amount).validate_python(value)


<% endif %>
<% if uses.computed %>
def test_sums_are_exact_and_bounded() -> None:
    limits = Exact(5, 2, ge="0")
    rows = [(3, Decimal("0.10")), (1, Decimal("0.005"))]
    assert sum_of_products("total", limits, rows) == Decimal("0.30")
    assert sum_of_products("total", limits, []) == Decimal("0.00")
    with pytest.raises(UnprocessableError, match="total"):
        sum_of_products("total", limits, [(10**18, Decimal(1))])


<% endif %>
<% if uses.versions %>
@pytest.mark.parametrize("header", [None, "*", '"3"', '"1", "3"'])
def test_matching_versions_pass(header: str | None) -> None:
    check_if_match(header, 3)


@pytest.mark.parametrize("header", ['"2"', 'W/"3"', "3", ""])
def test_other_versions_are_refused(header: str) -> None:
    with pytest.raises(PreconditionFailedError):
        check_if_match(header, 3)
<% endif %>
