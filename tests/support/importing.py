"""A workbook's rows on their way through one import, without the workbook."""

from dataclasses import dataclass

from jiangong.kit.access.actor import Actor
from jiangong.kit.importing.conversion import Converter
from jiangong.kit.importing.specs import ImportSpec, Row


@dataclass(frozen=True)
class Sheet:
    """Rows as cells under the import's own headings."""

    spec: ImportSpec

    def checked(self, actor: Actor, *rows: dict) -> list[Row]:
        """Read and looked at; the first row stands in line 2."""
        columns = self.spec.columns
        lines = [[one.get(column.name) for column in columns] for one in rows]
        read = Converter(self.spec, [column.label for column in columns]).convert(list(enumerate(lines, 2)))
        self.spec.checker(actor).check(read)
        return read

    def loaded(self, actor: Actor, rows: list[Row]) -> list[int]:
        """Written; the keys of what was made."""
        return self.spec.load(iter([row.values for row in rows]), actor=actor, report=lambda done: None)()


def refused(rows: list[Row]) -> list[list[str]]:
    """Of each row, the columns at which it was refused."""
    return [[found.column for found in row.findings if found.tone == "crit"] for row in rows]
