"""Seals batch after batch, the next one while this one is written: the second processor of a long load."""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import TypeVar

from jiangong.kit.access.keyring import keyring, sealing_apart
from jiangong.lib.sealing_apart import seal_columns

B = TypeVar("B")
Columns = Sequence[tuple[str, Sequence[int], Sequence[str]]]  # where bound to, keys of the rows, texts
Asked = tuple[B, Columns]


def sealed_ahead(batches: Iterator[Asked[B]]) -> Iterator[tuple[B, list[list[str]]]]:
    """Every batch with its columns sealed, empty for empty. One batch alone is not worth a process."""
    head, second = next(batches, None), next(batches, None)
    if head is None:
        return
    if second is None:
        yield head[0], seal_columns(keyring(), head[1])
        return
    with sealing_apart() as apart:
        apart.ask(head[1])
        before = head[0]
        for batch, columns in chain([second], batches):
            sealed = apart.answer()
            apart.ask(columns)
            yield before, sealed
            before = batch
        yield before, apart.answer()
