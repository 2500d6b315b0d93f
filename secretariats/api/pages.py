"""Lists in pages that stay true while rows come and go."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import connection
from rest_framework.exceptions import NotFound
from rest_framework.pagination import CursorPagination

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from rest_framework.pagination import Cursor
    from rest_framework.request import Request
    from rest_framework.views import APIView


class Pages(CursorPagination):
    """Fifty rows a page unless asked otherwise, at most two hundred.

    A page begins where the one before it ended, whatever was added since. The order is that of the
    list's query, made total by the primary key; nothing about it is said twice.
    """

    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = 200
    # How many rows may share the first field of the order, such as the entries of one day.
    offset_cutoff = 1_000_000

    def get_ordering(
        self, request: Request, queryset: QuerySet[Any], view: APIView
    ) -> tuple[str, ...]:
        """Return the order of the list, ended by the primary key."""
        order = [str(name) for name in queryset.query.order_by] or ["pk"]
        self._field = _field(queryset.model, order[0])
        own = {"pk", _field(queryset.model, "pk").name}
        return tuple(order if order[-1].lstrip("-") in own else [*order, "pk"])

    def decode_cursor(self, request: Request) -> Cursor | None:
        """Return the cursor that is asked for.

        Raises:
            NotFound: it is none that was given out for this order.
        """
        cursor: Cursor | None = super().decode_cursor(request)
        position: Any = cursor and cursor.position
        if position is None:
            return cursor
        try:
            if "\0" in position:
                raise ValueError
            value = self._field.to_python(position)
            self._field.get_db_prep_value(value, connection)
        except (ValidationError, ValueError, OverflowError) as error:
            raise NotFound from error
        return cursor

    def _get_position_from_instance(self, instance: Any, ordering: Any) -> str:
        value = instance
        for name in ordering[0].lstrip("-").split("__"):
            value = getattr(value, name)
        return str(value)

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """Describe a page in the words of OpenAPI 3.1, which has no ``nullable``."""
        found: dict[str, Any] = super().get_paginated_response_schema(schema)
        found["required"] = ["next", "previous", "results"]
        for name in ("next", "previous"):
            neighbour = found["properties"][name]
            if neighbour.pop("nullable", False):
                neighbour["type"] = ["string", "null"]
        return found

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        """Describe the two parameters, with the bounds of the page size."""
        found: list[dict[str, Any]] = super().get_schema_operation_parameters(view)
        for parameter in found:
            if parameter["name"] == self.page_size_query_param:
                parameter["schema"] |= {"minimum": 1, "maximum": self.max_page_size}
        return found


def _field(model: Any, name: str) -> Any:
    """Return the field that a name of an order leads to, over relations if need be."""
    *relations, last = name.lstrip("-").split("__")
    for relation in relations:
        model = model._meta.get_field(relation).related_model  # noqa: SLF001 - open to all
    known = model._meta  # noqa: SLF001 - open to all
    return known.pk if last == "pk" else known.get_field(last)
