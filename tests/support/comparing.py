"""Compiled reads held against the querysets they are made of, while a test goes on."""

import pytest

from jiangong.kit.access.compiled import CompiledRead, compiled_reads

OF_THE_MOMENT = {"_to_fill"}  # holds when it was asked


def reads_of(app: str) -> set[str]:
    """The compiled reads of one domain."""
    return {one.__name__ for one in compiled_reads() if one.__module__.startswith(f"jiangong.domains.{app}.")}


def compare_reads(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Ask twice from now on; the names of the reads that were asked."""
    asked: set[str] = set()
    read_at_once = CompiledRead.__call__

    def both(read: CompiledRead, *values: object) -> list:
        found, expected = read_at_once(read, *values), list(read.build(*values))
        if read.__name__ not in OF_THE_MOMENT:
            assert found == expected
        assert [getattr(one, "__dict__", one).__class__ for one in found] == [
            getattr(one, "__dict__", one).__class__ for one in expected
        ]
        asked.add(read.__name__)
        return found

    monkeypatch.setattr(CompiledRead, "__call__", both)
    return asked
