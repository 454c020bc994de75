"""What an importable kind of thing declares; ``imports.py`` of a domain holds its spec."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from jiangong.kit.access.actor import Actor
from jiangong.lib.workbooks.cells import Imprecise

CRITICAL = "crit"
REMINDER = "warn"
MEMORY = 20_000  # distinct cell values a column remembers: most columns repeat themselves


def as_text(value: Any) -> str:
    """A cell as text; a number that lost digits in Excel is refused where digits matter."""
    if isinstance(value, Imprecise):
        raise ValueError("数字过长，Excel已丢失末尾几位。请把这一列设为文本格式后重新填写。")
    return str(value).strip()


@dataclass(frozen=True)
class ImportColumn:
    """One column: its heading, how a cell is read, what the template says about it.

    ``read`` turns a non-empty cell into a JSON-ready value or raises ``ValueError`` with a Chinese sentence.
    """

    name: str
    label: str
    read: Callable[[Any], Any] = as_text
    required: bool = False
    also: tuple[str, ...] = ()  # other headings people use
    width: float = 16
    is_text: bool = False
    choices: tuple[str, ...] = ()
    explanation: str = ""
    mask: Callable[[str], str] | None = None  # how a personal value is shown in the preview

    def shown(self, cell: Any) -> str:
        """A cell as the preview shows it."""
        text = "" if cell is None else str(cell)
        return self.mask(text) if self.mask and text else text


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong or doubtful about one cell, or about the row when ``column`` is empty."""

    column: str
    sentence: str
    tone: str = CRITICAL


@dataclass(slots=True)
class Row:
    """One row on its way in: what was written, what it means, what is wrong."""

    number: int
    cells: Sequence[Any]
    values: dict[str, Any] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def refuse(self, column: str, sentence: str) -> None:
        self.findings.append(Finding(column, sentence))

    def remind(self, column: str, sentence: str) -> None:
        self.findings.append(Finding(column, sentence, REMINDER))

    @property
    def failed(self) -> bool:
        return any(finding.tone == CRITICAL for finding in self.findings)


class Checker:
    """Looks at rows in bulk, chunk after chunk of one file, and remembers what it must across chunks."""

    def __init__(self, actor: Actor) -> None:
        self.actor = actor

    def check(self, rows: list[Row]) -> None:
        """Add findings and complete ``values``; a constant number of queries per chunk."""


@dataclass(frozen=True, slots=True)
class Remedy:
    """A page where somebody settles what stood in the way of rows, before the file is checked again."""

    label: str
    url_name: str
    permission: str


class ImportSpec:
    """Subclass in a domain's ``imports.py`` and ``register`` an instance."""

    key: str  # "people.person"
    label: str  # "人员"
    model: Any  # what a row becomes
    permission: str
    columns: tuple[ImportColumn, ...]
    notes: tuple[str, ...] = ()
    list_url: str = ""  # name of the list where the imported rows are found
    checker: type[Checker] = Checker
    remedies: tuple[Remedy, ...] = ()

    def load(
        self, rows: Iterator[dict[str, Any]], *, actor: Actor, report: Callable[[int], None]
    ) -> Callable[[], list[int]]:
        """Prepare everything outside the transaction, reporting rows done; return what writes it.

        The returned function runs inside the one transaction and returns the primary keys it made.
        """
        raise NotImplementedError(self.key)

    def undo(self, keys: Iterable[int], *, actor: Actor) -> int:
        """Take back the rows made, but none that was worked on since; return how many went."""
        raise NotImplementedError(self.key)


_specs: dict[str, ImportSpec] = {}


def register(spec: ImportSpec) -> ImportSpec:
    """Make a kind of thing importable."""
    _specs[spec.key] = spec
    return spec


def spec_of(key: str) -> ImportSpec | None:
    return _specs.get(key)
