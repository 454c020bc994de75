"""Deliberate defects: each fault test must fail on its own, or it proves nothing."""

import shutil
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
COPIED = ("jiangong", "tests", "manage.py", "pyproject.toml")


@dataclass(frozen=True)
class Mutant:
    """``before`` in ``file`` becomes ``after``; ``test`` must then fail."""

    name: str
    file: str
    before: str
    after: str
    test: str
    environment: tuple[tuple[str, str], ...] = ()
    on_postgresql: bool = False

    def plant(self, place: Path) -> Path:
        """A copy of the product with the defect in it."""
        for name in COPIED:
            source = ROOT / name
            if source.is_dir():
                shutil.copytree(source, place / name, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy2(source, place / name)
        target = place / self.file
        text = target.read_text(encoding="utf-8")
        if text.count(self.before) != 1:
            raise LookupError(f"{self.name}: the place to change is not there exactly once in {self.file}")
        target.write_text(text.replace(self.before, self.after), encoding="utf-8")
        return place


KILL = "tests/faults/test_kill.py"
SHORT = (("KILLS", "15"),)
HISTORIES = "tests/domains/indicators/engine/test_histories.py::test_kept_sums_agree_with_the_bare_rows"
