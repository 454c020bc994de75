"""Runs the reader over the corpus and over nothing else it knows of: a file goes in, an object comes out."""

import json
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from tests.lib.officialdoc.comparing import spaceless

CORPUS = Path(__file__).parent / "corpus"
SPLITS = ("dev", "held_out", "unseen")
COMMAND = Path(sys.executable).with_name("jiangong")
PATIENCE = 60
# Fields whose value must stand in the text they point at, where it does so literally.
VALUED = ("value", "organization")
LITERAL = ("number", "title")


@dataclass
class Notice:
    """One notice of the corpus and what a careful clerk read in it."""

    folder: Path

    @property
    def name(self) -> str:
        return f"{self.folder.parent.name}/{self.folder.name}"

    @property
    def source(self) -> Path:
        return next(path for path in self.folder.iterdir() if path.stem == "source")

    @property
    def expected(self) -> dict[str, Any]:
        return json.loads((self.folder / "expected.json").read_text(encoding="utf-8"))


def notices(split: str) -> list[Notice]:
    """The notices of one split, or of `all`."""
    splits = SPLITS if split == "all" else (split,)
    return [
        Notice(folder) for each in splits for folder in sorted((CORPUS / each).iterdir()) if folder.is_dir()
    ]


def read_by_command(path: Path) -> dict[str, Any]:
    """As a clerk at a terminal would; a refusal is raised with its sentence."""
    return json.loads(run(path, "--json"))


def text_by_command(path: Path) -> str:
    return run(path, "--text")


def run(path: Path, form: str) -> str:
    command = [str(COMMAND), "read", str(path), form]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=PATIENCE, check=False)
    if done.returncode:
        raise ValueError(f"{path.name}: exit {done.returncode}: {done.stderr.strip()[-300:]}")
    return done.stdout


def read_in_process(path: Path) -> dict[str, Any]:
    """The same without starting a process; imported late because the command needs no such import."""
    given = import_module("jiangong.lib.officialdoc.opening").read(path).as_json()
    return json.loads(given) if isinstance(given, str) else given


def read_all(chosen: list[Notice], fast: bool) -> Iterator[tuple[Notice, dict[str, Any], str]]:
    """Every notice with what was read of it, or with nothing and why it was refused."""

    def attempt(notice: Notice) -> tuple[Notice, dict[str, Any], str]:
        read = read_in_process if fast else read_by_command
        try:
            return notice, read(notice.source), ""
        except Exception as refused:  # whatever the reader raises is a notice it did not read
            return notice, {}, f"{type(refused).__name__}: {refused}"

    if fast:
        yield from map(attempt, chosen)
        return
    with ThreadPoolExecutor(2) as pool:
        yield from pool.map(attempt, chosen)


def astray(reading: dict[str, Any], text: str) -> list[str]:
    """Spans that lie outside the text, or do not hold the value they are given for."""
    found = []
    for value, (start, end) in spans(reading):
        held = spaceless(text[start:end])
        figures = held.replace(",", "")
        if not 0 <= start < end <= len(text):
            found.append(f"[{start}, {end}] is outside the text")
        elif isfigure(value) and not any(character.isdigit() for character in figures):
            continue  # written in Chinese numerals
        elif spaceless(value) not in (figures if isfigure(value) else held):
            found.append(f"[{start}, {end}] {held[:30]!r} does not hold {value}")
    return found


def isfigure(value: str) -> bool:
    return value.isascii()


def spans(reading: dict[str, Any]) -> Iterator[tuple[str, tuple[int, int]]]:
    """Places a reading points at, each with the value that should stand there literally."""
    for name, span in (reading.get("spans") or {}).items():
        if name in LITERAL and isinstance(reading.get(name), str) and span:
            yield reading[name], span
    for entry in entries_with_spans(reading):
        yield next((str(entry[key]) for key in VALUED if entry.get(key)), ""), entry["span"]


def entries_with_spans(value: Any) -> Iterator[dict[str, Any]]:
    """Every object of a reading that points at a place."""
    if isinstance(value, list):
        for entry in value:
            yield from entries_with_spans(entry)
    elif isinstance(value, dict):
        if value.get("span"):
            yield value
        for entry in value.values():
            yield from entries_with_spans(entry)
