"""Which jobs exist: a name, Chinese words for it, the function, how often it may be tried."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

JobFunction = Callable[..., dict[str, Any] | None]


@dataclass(frozen=True, slots=True)
class JobKind:
    """One kind of job; ``run(progress, actor=…, **arguments)`` does the work."""

    name: str
    label: str
    run: JobFunction
    max_attempts: int


_kinds: dict[str, JobKind] = {}


def job(name: str, label: str, *, max_attempts: int = 3) -> Callable[[JobFunction], JobFunction]:
    """Declare a job; its function must bear being run again after it was interrupted."""

    def declare(run: JobFunction) -> JobFunction:
        known = _kinds.get(name)
        if known is not None and known.run.__qualname__ != run.__qualname__:
            raise ValueError(f"job {name} is declared twice")
        _kinds[name] = JobKind(name, label, run, max_attempts)
        return run

    return declare


def kind_of(name: str) -> JobKind | None:
    """The declared job, or ``None`` after an upgrade that dropped it."""
    return _kinds.get(name)


def label_of(name: str) -> str:
    """Chinese words for a job."""
    kind = _kinds.get(name)
    return kind.label if kind else name
