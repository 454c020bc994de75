"""How well the reader reads the corpus: precision and recall for every kind of fact.

``.venv/bin/python -m tests.lib.officialdoc.evaluating [dev|held_out|unseen|all] [-v] [--fast] [--at-least 0.95]``
"""

import argparse
import sys
from collections.abc import Iterable

from tests.lib.officialdoc.reading import (
    SPLITS,
    Notice,
    astray,
    notices,
    read_all,
    text_by_command,
)
from tests.lib.officialdoc.scoring import KINDS, score
from tests.lib.officialdoc.tally import Tally

Tallies = dict[str, Tally]


def main(arguments: list[str] | None = None) -> int:
    asked = options().parse_args(arguments)
    floors = floors_of(asked.at_least)
    chosen = [notice for notice in notices(asked.split) if asked.only in notice.name]
    if not chosen:
        print(f"no notice of the corpus is called {asked.only}", file=sys.stderr)
        return 2
    tallies, refused = evaluate(chosen, fast=asked.fast, verbose=asked.verbose)
    print(table(tallies))
    if asked.spans:
        refused += wrong_spans(chosen)
    for line in refused:
        print(line, file=sys.stderr)
    low = below(tallies, floors)
    for line in low:
        print(line, file=sys.stderr)
    return 1 if low or refused else 0


def options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("split", nargs="?", default="all", choices=[*SPLITS, "all"])
    parser.add_argument(
        "-v", "--verbose", action="store_true", help="what was missed and invented in every notice"
    )
    parser.add_argument(
        "--fast", action="store_true", help="read in this process instead of through the command"
    )
    parser.add_argument("--only", default="", help="notices whose name contains this")
    parser.add_argument("--spans", action="store_true", help="also whether every span holds its value")
    parser.add_argument(
        "--at-least",
        nargs="*",
        default=[],
        metavar="KIND=FLOOR",
        help="a floor for all kinds, or for one: dates=0.9",
    )
    return parser


def floors_of(given: Iterable[str]) -> dict[str, float]:
    """`0.95 dates=0.9`: a floor for every kind, then for single ones."""
    floors: dict[str, float] = {}
    for word in sorted(given, key=lambda word: "=" in word):
        kind, _, floor = word.rpartition("=")
        if kind and kind not in KINDS:
            raise SystemExit(f"{kind}: not one of {', '.join(KINDS)}")
        floors |= dict.fromkeys([kind] if kind else KINDS, float(floor))
    return floors


def evaluate(chosen: list[Notice], fast: bool = False, verbose: bool = False) -> tuple[Tallies, list[str]]:
    """Tallies of all notices together, and which were refused."""
    tallies: Tallies = {kind: Tally() for kind in KINDS}
    refused = []
    for notice, reading, why in read_all(chosen, fast):
        if why:
            refused.append(f"{notice.name} was not read: {why}")
        scored = score(notice.expected, reading)
        for kind, tally in scored.items():
            tallies[kind].add(tally)
        if verbose:
            print(details(notice, scored))
    return tallies, refused


def details(notice: Notice, scored: Tallies) -> str:
    lines = [f"{sign} {kind}: {what}" for kind, tally in scored.items() for sign, what in differences(tally)]
    return "\n".join([f"== {notice.name}{'' if lines else '  all right'}", *lines])


def differences(tally: Tally) -> list[tuple[str, str]]:
    return [("−", what) for what in tally.missed] + [("+", what) for what in tally.extra]


def table(tallies: Tallies) -> str:
    """One line for every kind, then all of them together."""
    whole = Tally()
    lines = [f"{'kind':<14}{'precision':>10}{'recall':>10}{'found':>8}{'missed':>8}{'invented':>10}"]
    for kind, tally in tallies.items():
        whole.add(tally)
        lines.append(row(kind, tally))
    return "\n".join([*lines, row("all", whole)])


def row(kind: str, tally: Tally) -> str:
    figures = f"{tally.precision:>10.3f}{tally.recall:>10.3f}{tally.hits:>8}"
    return f"{kind:<14}{figures}{len(tally.missed):>8}{len(tally.extra):>10}"


def below(tallies: Tallies, floors: dict[str, float]) -> list[str]:
    found = []
    for kind, floor in floors.items():
        tally = tallies[kind]
        if min(tally.precision, tally.recall) < floor:
            found.append(f"{kind}: precision {tally.precision:.3f}, recall {tally.recall:.3f}, floor {floor}")
    return found


def wrong_spans(chosen: list[Notice]) -> list[str]:
    """Through the command, because only its text is what spans refer to."""
    found = []
    for notice, reading, why in read_all(chosen, fast=False):
        if not why:
            found += [f"{notice.name}: {line}" for line in astray(reading, text_by_command(notice.source))]
    return found


if __name__ == "__main__":
    sys.exit(main())
