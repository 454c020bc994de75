"""Seals in a process of its own, so that a long load seals the next rows while it writes these.

The process holds the keys it was given and nothing else; keys and texts travel down its pipes only, and it ends
with them. What goes there and back is ours: `marshal` is several times as fast as JSON.
"""

import marshal
import os
import struct
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import IO, Any, Self

from jiangong.lib.macs import Suite
from jiangong.lib.sealing import Keyring

_SIZE = struct.Struct(">I")
_MEBIBYTE = 1 << 20


class SealingBroken(Exception):
    """The other process ended before it had answered."""


class SealingApart:
    """One question at a time: ``ask``, go on with other work, fetch the ``answer``."""

    def __init__(self, keys: Mapping[str, bytes], current: str, suite: Suite) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module, no shell
            [sys.executable, "-I", "-X", "utf8", "-m", __name__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={"PATH": os.defpath, "LANG": "C.UTF-8"},
            pipesize=_MEBIBYTE,
        )
        self._send((dict(keys), current, suite))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(BrokenPipeError):  # a question that it never read
                pipe.close()  # type: ignore[union-attr]

    def ask(self, columns: Sequence[tuple[str, Sequence[int], Sequence[str]]]) -> None:
        """Columns of texts to seal, each with the beginning of its context and the rest of it, row by row."""
        self._send(columns)

    def answer(self) -> list[list[str]]:
        """The sealed texts of what was asked last, column by column, empty for empty."""
        if (found := _received(self._process.stdout)) is None:  # type: ignore[arg-type]
            raise SealingBroken(f"the process that seals ended with {self._process.wait()}")
        return found

    def _send(self, what: Any) -> None:
        try:
            _sent(self._process.stdin, what)  # type: ignore[arg-type]
        except BrokenPipeError:
            raise SealingBroken(f"the process that seals ended with {self._process.wait()}") from None


def seal_columns(
    ring: Keyring, columns: Sequence[tuple[str, Sequence[int], Sequence[str]]]
) -> list[list[str]]:
    """What `SealingApart` answers, here and now."""
    return [_sealed(ring, *column) for column in columns]


def _sealed(ring: Keyring, context: str, keys: Sequence[int], texts: Sequence[str]) -> list[str]:
    pairs = [(text, f"{context}{key}") for key, text in zip(keys, texts, strict=True) if text]
    sealed = ring.seal_many(pairs)
    if len(sealed) == len(texts):
        return sealed
    left = iter(sealed)
    return [next(left) if text else "" for text in texts]


def _sent(pipe: IO[bytes], what: Any) -> None:
    packed = marshal.dumps(what)
    pipe.write(_SIZE.pack(len(packed)) + packed)
    pipe.flush()


def _received(pipe: IO[bytes]) -> Any:
    """What the other side sent; nothing when it has gone."""
    size = pipe.read(_SIZE.size)
    if len(size) < _SIZE.size:
        return None
    length = _SIZE.unpack(size)[0]
    packed = pipe.read(length)
    return marshal.loads(packed) if len(packed) == length else None  # noqa: S302 - from our own other half


def main() -> None:
    """The other process: the keys first, then questions until nobody asks any more."""
    begun = _received(sys.stdin.buffer)
    if begun is None:
        return
    ring = Keyring(*begun)
    while (columns := _received(sys.stdin.buffer)) is not None:
        _sent(sys.stdout.buffer, seal_columns(ring, columns))


if __name__ == "__main__":
    main()
