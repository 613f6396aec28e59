"""The API is the one that the plan describes: what ``docs/openapi.yaml`` says holds of the code."""

from typing import Any

import pytest
import yaml

from <{ package }>.app import create_app
from <{ package }>.core.config import Settings
from tests.conftest import ROOT

Document = dict[str, Any]
# Others are hints: callers see a stored address as it was accepted.
FORMATS = {"date", "date-time", "duration", "uuid"}
METHODS = {"get", "put", "post", "delete", "patch"}


@pytest.fixture(scope="module")
def plan() -> Document:
    document: Document = yaml.safe_load((ROOT / "docs/openapi.yaml").read_text(encoding="utf-8"))
    return document


@pytest.fixture(scope="module")
def code() -> Document:
    return create_app(Settings(environment="test")).openapi()


def operations(document: Document) -> dict[str, Document]:
    return {
        f"{method.upper()} {path}": operation
        for path, item in document["paths"].items()
        for method, operation in item.items()
        if method in METHODS
    }


def shape(schema: Document, document: Document) -> Document:
    """What a schema accepts, however it is written."""
    if "$ref" in schema:
        return shape(document["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]], document)
    choices = [choice for choice in schema.get("anyOf", []) if choice != {"type": "null"}]
    if len(choices) == 1:
        found = shape(choices[0], document)
        return found | {"null": True} if found else {}
    if not schema.get("type"):
        return {}
    types = schema["type"]
    types = [types] if isinstance(types, str) else types
    found = {"type": sorted(set(types) - {"null"}), "null": "null" in types}
    if "enum" in schema:
        found["enum"] = [value for value in schema["enum"] if value is not None]
    if schema.get("format") in FORMATS:
        found["format"] = schema["format"]
    if "items" in schema:
        found["items"] = shape(schema["items"], document)
    if "properties" in schema:
        found["required"] = sorted(schema.get("required", []))
        found["properties"] = {
            name: shape(value, document) for name, value in schema["properties"].items()
        }
    return found


def bodies(operation: Document, document: Document) -> Document:
    """What callers send and get, by status."""
    success = {code: r for code, r in operation["responses"].items() if code.startswith("2")}
    sent = {"request": operation.get("requestBody", {}), **success}
    return {
        name: shape(body["content"]["application/json"]["schema"], document)
        if "application/json" in body.get("content", {})
        else None
        for name, body in sent.items()
    }


def test_the_operations_are_those_of_the_plan(plan: Document, code: Document) -> None:
    assert {name: operation["operationId"] for name, operation in operations(code).items()} == {
        name: operation["operationId"] for name, operation in operations(plan).items()
    }


def test_they_take_and_give_what_the_plan_says(plan: Document, code: Document) -> None:
    written = operations(code)
    for name, operation in operations(plan).items():
        assert bodies(written[name], code) == bodies(operation, plan), name


def test_they_have_the_parameters_of_the_plan(plan: Document, code: Document) -> None:
    def parameters(operation: Document) -> set[tuple[str, str]]:
        return {(parameter["in"], parameter["name"].lower()) for parameter in operation.get("parameters", [])}

    written = operations(code)
    for name, operation in operations(plan).items():
        assert parameters(written[name]) == parameters(operation), name
