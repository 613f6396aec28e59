"""Types of the wire: what they accept, the database can keep."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, timedelta
from decimal import Context, Decimal
from functools import cached_property
from operator import ge, gt, le, lt
from typing import Annotated, Any

from email_validator import SPECIAL_USE_DOMAIN_NAMES, validate_email
from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    HttpUrl,
    JsonValue,
    PlainSerializer,
    StringConstraints,
    TypeAdapter,
    WithJsonSchema,
)
from pydantic.config import JsonDict
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema


class Schema(BaseModel):
    """Base of all bodies: unknown members are refused, not ignored."""

    model_config = ConfigDict(extra="forbid", from_attributes=True, validate_by_name=True)


<% if uses.partial %>
def _without_default(schema: JsonDict) -> None:
    schema.pop("default", None)


def absent() -> Any:  # noqa: ANN401
    """Default of a member that may be left out: leaving it out is not the same as ``null``."""
    return Field(default=None, json_schema_extra=_without_default)


<% endif %>
<% if uses.owners %>
def given(value: object) -> object:
    """The value of a member that may be left out, and may not be ``null``."""
    if value is None:
        msg = "it may be left out, and is not null"
        raise ValueError(msg)
    return value


<% endif %>
<% if "integer" in uses.kinds %>


def _no_truth_value(value: object) -> object:
    if isinstance(value, bool):
        msg = "true and false are no numbers"
        raise ValueError(msg)  # noqa: TRY004
    return value


# Stands after the bounds, which are documented only where they are of the number itself.
Whole = BeforeValidator(_no_truth_value)
# The integers that every reader of JSON keeps exactly (RFC 7493).
Integer = Annotated[int, Field(ge=-(2**53) + 1, le=2**53 - 1), Whole]
<% endif %>
<% if "string" in uses.kinds %>
Line = Annotated[str, StringConstraints(pattern=r"^[^\x00-\x1f\x7f]*$")]
<% endif %>
<% if "text" in uses.kinds %>
Prose = Annotated[str, StringConstraints(pattern=r"^[^\x00]*$")]
<% endif %>
<% if "email" in uses.kinds %>

# Whether mail arrives there is not for the form of an address to say.
SPECIAL_USE_DOMAIN_NAMES.clear()


def _address(value: str) -> str:
    return validate_email(value, check_deliverability=False, globally_deliverable=False).normalized


Email = Annotated[
    str,
    StringConstraints(max_length=254),
    AfterValidator(_address),
    WithJsonSchema({"type": "string", "format": "email", "maxLength": 254}),
]
<% endif %>
<% if "url" in uses.kinds %>

_http_url = TypeAdapter(HttpUrl)


def _absolute(value: str) -> str:
    return str(_http_url.validate_python(value))


HttpAddress = Annotated[
    str,
    StringConstraints(max_length=2048),
    AfterValidator(_absolute),
    WithJsonSchema({"type": "string", "format": "uri", "maxLength": 2048}),
]
<% endif %>
<% if "date" in uses.kinds or "datetime" in uses.kinds or "duration" in uses.kinds %>


NUMBER = re.compile(r"\s*[+-]?[0-9.]+\s*")


def _no_number(value: object) -> object:
    """Numbers are not counted from a day that the caller may not mean."""
    if isinstance(value, int | float) or (isinstance(value, str) and NUMBER.fullmatch(value)):
        msg = "a number is neither a time nor a day"
        raise ValueError(msg)
    return value


<% endif %>
<% if "date" in uses.kinds %>
Day = Annotated[date, BeforeValidator(_no_number)]
<% endif %>
<% if "datetime" in uses.kinds %>


def _to_utc(value: AwareDatetime) -> AwareDatetime:
    try:
        return value.astimezone(UTC)
    except OverflowError as error:
        msg = "this moment is outside the years 1 to 9999"
        raise ValueError(msg) from error


Moment = Annotated[AwareDatetime, BeforeValidator(_no_number), AfterValidator(_to_utc)]
<% endif %>
<% if "duration" in uses.kinds %>

LONGEST = timedelta(days=1_000_000)


def _bounded(value: timedelta) -> timedelta:
    if not timedelta() <= value <= LONGEST:
        msg = f"a duration lasts from nothing to {LONGEST.days} days"
        raise ValueError(msg)
    return value


def _written(value: timedelta) -> str:
    """As RFC 3339 has it: days are the largest unit, and none is left out between two others."""
    minutes, seconds = divmod(value.seconds, 60)
    hours, minutes = divmod(minutes, 60)
    parts = f"{seconds}.{value.microseconds:06}".rstrip("0").removesuffix(".")
    time = [(str(hours), "H"), (str(minutes), "M"), (parts, "S")]
    while time and time[0][0] == "0":
        del time[0]
    while time and time[-1][0] == "0":
        del time[-1]
    days = f"{value.days}D" if value.days or not time else ""
    return f"P{days}" + "".join(["T", *(number + unit for number, unit in time)] if time else [])


Duration = Annotated[
    timedelta,
    BeforeValidator(_no_number),
    AfterValidator(_bounded),
    PlainSerializer(_written, return_type=str, when_used="json"),
    WithJsonSchema({"type": "string", "format": "duration"}),
]
<% endif %>
<% if "json" in uses.kinds %>


def _storable(value: JsonValue) -> JsonValue:
    if "\\u0000" in json.dumps(value, allow_nan=False):
        msg = "the character U+0000 cannot be kept"
        raise ValueError(msg)
    return value


AnyJson = Annotated[JsonValue, AfterValidator(_storable)]
<% endif %>
<% if uses.decimals or uses.computed %>


# Decimals have up to 38 digits; the usual context rounds to 28.
_wide = Context(prec=80)


@dataclass(frozen=True)
class Exact:
    """A decimal of ``precision`` digits, ``scale`` of them after the point; a string in JSON.

    JSON numbers are refused: most programs read them as binary floating point.
    """

    precision: int
    scale: int
    ge: str | None = None
    gt: str | None = None
    le: str | None = None
    lt: str | None = None

    @cached_property
    def _limits(self) -> list[tuple[str, Callable[[Decimal, Decimal], bool], Decimal]]:
        limits = (
            ("at least", ge, self.ge),
            ("more than", gt, self.gt),
            ("at most", le, self.le),
            ("less than", lt, self.lt),
        )
        return [(words, holds, Decimal(limit)) for words, holds, limit in limits if limit is not None]

    @cached_property
    def _end(self) -> Decimal:
        return Decimal(10) ** (self.precision - self.scale)

    @cached_property
    def _unit(self) -> Decimal:
        return Decimal(1).scaleb(-self.scale)

    @cached_property
    def pattern(self) -> str:
        """What is accepted, as a regular expression."""
        whole = self.precision - self.scale
        digits = f"[0-9]{{1,{whole}}}" if whole else "0"
        sign = "" if Decimal(self.ge or self.gt or -1) >= 0 else "-?"
        places = f"(\\.[0-9]{{1,{self.scale}}})?" if self.scale else ""
        some = "(?=.*[1-9])" if self.gt is not None and Decimal(self.gt) == 0 else ""
        return f"^{some}{sign}{digits}{places}$"

    def check(self, value: Decimal) -> Decimal:
        """The value with all its places, where it is within the bounds."""
        for words, holds, limit in self._limits:
            if not holds(value, limit):
                msg = f"it must be {words} {limit}"
                raise ValueError(msg)
        if abs(value) >= self._end:
            msg = f"it has more than {self.precision - self.scale} digits before the point"
            raise ValueError(msg)
        return value.quantize(self._unit, context=_wide)

    def _read(self, value: object) -> Decimal:
        if isinstance(value, Decimal) and value.is_finite():
            return self.check(value)
        if isinstance(value, str) and re.fullmatch(self.pattern, value):
            return self.check(Decimal(value))
        msg = f"it must be a string that matches {self.pattern}"
        raise ValueError(msg)

    def __get_pydantic_core_schema__(
        self, _source: object, _handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """How it is read and written."""
        return core_schema.no_info_plain_validator_function(
            self._read,
            serialization=core_schema.plain_serializer_function_ser_schema(
                lambda value: format(value, "f"),
                return_schema=core_schema.str_schema(),
                when_used="json",
            ),
        )

    def __get_pydantic_json_schema__(
        self, _schema: CoreSchema, _handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """How it is documented."""
        schema = {"type": "string", "pattern": self.pattern}
        if self._limits:
            said = " and ".join(f"{words} {limit}" for words, _, limit in self._limits)
            schema["description"] = f"A decimal, {said}."
        return schema
<% endif %>
