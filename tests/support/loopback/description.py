"""Requests of the bot held against Discord's own description of its API (OpenAPI 3.1).

The description is a superset of what Discord accepts in some places and stricter in others:
ids are strings in it, and Discord takes numbers as well, which discord.py sends. It does not
know the limits that span fields, such as 6,000 characters over all embeds of a message.
"""

from __future__ import annotations

import json
import re
from functools import cache
from typing import TYPE_CHECKING, Any

from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from tests.support.loopback.requests import Request

_ROOT = "discord:description"


class Description:
    """Reads the file once; a validator is made when the first request needs it."""

    def __init__(self, file: Path) -> None:
        document = json.loads(file.read_text(encoding="utf-8"))
        ids = document["components"]["schemas"]["SnowflakeType"]
        ids["type"] = ["string", "integer"]  # see above
        self._paths: dict[str, Any] = document["paths"]
        self._templates = [(_pattern(path), path) for path in sorted(self._paths, key=_literal)]
        resource = Resource.from_contents(document, default_specification=DRAFT202012)
        self._registry: Registry[Any] = Registry().with_resource(_ROOT, resource)
        self._validator = cache(self._made)

    def faults(self, requests: Iterable[Request]) -> Iterator[str]:
        """A line for everything that the description does not allow."""
        for request in requests:
            for fault in self._of(request):
                yield f"{request.method} {request.path}: {fault}"

    def _of(self, request: Request) -> Iterator[str]:
        template = next((t for p, t in self._templates if p.fullmatch("/" + request.path)), None)
        method = request.method.lower()
        if template is None or method not in self._paths[template]:
            yield "no such operation"
            return
        operation = self._paths[template][method]
        declared = self._paths[template].get("parameters", []) + operation.get("parameters", [])
        unknown = set(request.query) - {p["name"] for p in declared if p["in"] == "query"}
        yield from (f"no parameter {name}" for name in sorted(unknown))
        if "requestBody" not in operation:
            if request.body is not None:
                yield "has a body"
            return
        encoding = "multipart/form-data" if request.files else "application/json"
        if encoding not in operation["requestBody"]["content"]:
            yield f"not as {encoding}"
        elif request.body is None:
            if operation["requestBody"].get("required"):
                yield "has no body"
        else:
            yield from self._of_body(template, method, request.body)

    def _of_body(self, template: str, method: str, body: Any) -> Iterator[str]:
        for error in self._validator(template, method).iter_errors(body):
            worst = error
            while worst.context:  # the branch of a union that nearly fits says most
                worst = max(worst.context, key=lambda one: len(one.absolute_path))
            yield f"{worst.json_path}: {worst.message[:300]}"

    def _made(self, template: str, method: str) -> Draft202012Validator:
        # the part of payload_json is what the JSON body would be, so one schema serves both
        steps = (template, method, "requestBody", "content", "application/json", "schema")
        escaped = "/".join(step.replace("~", "~0").replace("/", "~1") for step in steps)
        pointer = escaped.replace("{", "%7B").replace("}", "%7D")
        schema = {"$ref": f"{_ROOT}#/paths/{pointer}"}
        return Draft202012Validator(schema, registry=self._registry)


def _pattern(template: str) -> re.Pattern[str]:
    parts = re.split(r"\{[^}]+\}", template)
    return re.compile("[^/]+".join(re.escape(part) for part in parts))


def _literal(template: str) -> int:
    """Paths with fewer blanks come first: `@me` is no id."""
    return template.count("{")
