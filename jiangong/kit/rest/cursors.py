"""Pages of an endless list: ordered by key, continued by an opaque cursor."""

import base64
import binascii
from collections.abc import Callable
from typing import Annotated, Any, Generic, TypeVar

from django.db import models
from django.http import HttpRequest
from ninja import Query, Schema
from ninja.errors import HttpError
from pydantic import Field

from jiangong.lib.digits import whole_number

Item = TypeVar("Item")


class PageOf(Schema, Generic[Item]):
    """A slice of a list and the cursor that continues it."""

    items: list[Item]
    next_cursor: str | None


class Slice(Schema):
    """Where to continue and how much to give."""

    cursor: str = Field("", max_length=40, description="上一页返回的next_cursor；首页留空。")
    limit: int = Field(50, ge=1, le=500, description="每页条数。")


SliceQuery = Annotated[Slice, Query()]


def take(queryset: models.QuerySet, wanted: Slice, show: Callable[[Any], dict[str, Any]]) -> dict[str, Any]:
    """One page of ``queryset`` by primary key; asks for one row more to know whether it goes on."""
    if wanted.cursor:
        queryset = queryset.filter(pk__gt=_decode(wanted.cursor))
    rows = list(queryset.order_by("pk")[: wanted.limit + 1])
    more = len(rows) > wanted.limit
    rows = rows[: wanted.limit]
    return {"items": [show(row) for row in rows], "next_cursor": _encode(rows[-1].pk) if more else None}


def _encode(pk: int) -> str:
    return base64.urlsafe_b64encode(str(pk).encode()).decode()


def _decode(cursor: str) -> int:
    try:
        pk = int(base64.urlsafe_b64decode(cursor.encode()))
    except (ValueError, binascii.Error):
        pk = -1
    if not 0 <= pk < 2**63:
        raise HttpError(422, "游标不正确。请使用上一页返回的next_cursor。")
    return pk


def one_or_404(request: HttpRequest, model: Any, pk: str) -> Any:
    """The object if the token's actor may see it."""
    found = model.objects.visible_to(request.actor).filter(pk=whole_number(pk)).first()
    if found is None:
        raise HttpError(404, "没有找到，或不在令牌的范围内。")
    return found
