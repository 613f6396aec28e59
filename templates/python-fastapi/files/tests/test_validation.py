"""Whatever comes in a body is taken or refused: no value makes the validation itself fail."""

from contextlib import suppress
from typing import Any

import pydantic
import pytest
from hypothesis import given, settings, strategies

<% for slice in slices %>
<% for resource in slice.resources %>
<% for operation in resource.operations if operation.body and operation.action in ["create", "update", "replace"] %>
from <{ slice.modules.schemas }> import <{ operation.body }>
<% endfor %>
<% endfor %>
<% endfor %>

BODIES: list[tuple[type[pydantic.BaseModel], dict[str, Any]]] = [
<% for resource in resources %>
<% for operation in resource.operations if operation.body and operation.action in ["create", "update", "replace"] %>
    (<{ operation.body }>, <{ operation.sample|py_value }>),
<% endfor %>
<% endfor %>
]
ANYTHING = strategies.recursive(
    strategies.none()
    | strategies.booleans()
    | strategies.integers()
    | strategies.floats()
    | strategies.decimals().map(str)
    | strategies.datetimes().map(str)
    | strategies.timedeltas().map(str)
    | strategies.text(),
    lambda inner: strategies.lists(inner) | strategies.dictionaries(strategies.text(), inner),
    max_leaves=6,
)


@pytest.mark.parametrize(("body", "sample"), BODIES, ids=[body.__name__ for body, _ in BODIES])
@given(data=strategies.data())
@settings(database=None, derandomize=True, deadline=None)
def test_whatever_comes_is_taken_or_refused(
    body: type[pydantic.BaseModel], sample: dict[str, Any], data: strategies.DataObject
) -> None:
    name = data.draw(strategies.sampled_from([*sample, "unknown"]))
    with suppress(pydantic.ValidationError):
        body.model_validate(sample | {name: data.draw(ANYTHING)})


@pytest.mark.parametrize(("body", "sample"), BODIES, ids=[body.__name__ for body, _ in BODIES])
def test_a_member_that_nobody_knows_is_refused(
    body: type[pydantic.BaseModel], sample: dict[str, Any]
) -> None:
    with pytest.raises(pydantic.ValidationError, match="extra_forbidden"):
        body.model_validate(sample | {"no_such_member": 1})
