"""How a list looks on the sheet as which it was kept before there was a list: the ledger in its official layout."""

from dataclasses import dataclass

SIGNERS = ("填报人", "审核人", "负责人")


@dataclass(frozen=True, slots=True)
class LedgerForm:
    """Which columns of a table stand on the sheet in which order, whatever the reader has chosen for the screen.

    Columns of a group stand side by side under one heading.
    """

    title: str
    columns: tuple[str, ...]
    groups: tuple[tuple[str, tuple[str, ...]], ...] = ()
    totals: tuple[str, ...] = ()  # numbers that add up
    signers: tuple[str, ...] = SIGNERS

    def group_of(self, column: str) -> str:
        return next((label for label, names in self.groups if column in names), "")
