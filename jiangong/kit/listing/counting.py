"""Counting rows of a list: exact, and remembered for a moment when the answer is large and slow to get."""

import hashlib

from django.core.cache import cache
from django.core.exceptions import EmptyResultSet
from django.db import models

LARGE = 50_000
REMEMBERED_SECONDS = 30


def count_rows(queryset: models.QuerySet) -> int:
    """How many rows; above ``LARGE`` the figure may be up to ``REMEMBERED_SECONDS`` old."""
    try:
        sql, parameters = queryset.order_by().values("pk").query.sql_with_params()
    except EmptyResultSet:
        return 0
    key = "count:" + hashlib.sha256(f"{sql}|{parameters!r}".encode()).hexdigest()
    known = cache.get(key)
    if known is not None:
        return known
    found = queryset.order_by().count()
    if found >= LARGE:
        cache.set(key, found, REMEMBERED_SECONDS)
    return found
