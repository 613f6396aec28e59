from collections.abc import Callable
from typing import Any

import pytest

<% for slice in slices %>
<% for resource in slice.resources if "custom" in resource.actions %>
from <{ slice.modules.rules }> import <{ resource.stem }>Rules
<% endfor %>
<% endfor %>


@pytest.mark.parametrize("operation", [<% for resource in resources %><% for operation in resource.operations if operation.action == "custom" %><{ resource.stem }>Rules.<{ operation.ident }>, <% endfor %><% endfor %>])
def test_the_team_has_written_every_operation_of_its_own(operation: Callable[..., Any]) -> None:
    assert "NotImplementedError" not in operation.__code__.co_names, f"{operation.__qualname__} is not written"
