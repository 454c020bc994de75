"""An iterator that works on what comes next while what it gave last is being used."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Made = TypeVar("Made")


def one_ahead(steps: Iterator[Made]) -> Iterator[Made]:
    """The same steps, none of them None, each made in a thread; worth it where making one lets go of the interpreter."""
    with ThreadPoolExecutor(1) as thread:
        coming = thread.submit(next, steps, None)
        while (made := coming.result()) is not None:
            coming = thread.submit(next, steps, None)
            yield made
