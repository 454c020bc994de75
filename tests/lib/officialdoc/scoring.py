"""What of a notice was read, counted by kind: found, missed and invented facts."""

from collections.abc import Callable, Iterator

from tests.lib.officialdoc.comparing import bare, label, nearly, paired, same_name, spaceless, speaks_of
from tests.lib.officialdoc.scoring_prose import dates, duties, same_measure, same_target, targets, warnings
from tests.lib.officialdoc.scoring_tables import heads, rubrics, table_cells, table_totals
from tests.lib.officialdoc.tally import Object, Tally, entries, shown


def score(expected: Object, actual: Object) -> dict[str, Tally]:
    """One tally for every kind."""
    return {kind: count(expected, actual) for kind, count in KINDS.items()}


# fields ---------------------------------------------------------------------------------------------------


def fields(expected: Object, actual: Object) -> Tally:
    tally = Tally()
    for name, same in SCALARS.items():
        scalar(tally, name, expected, actual, same)
    for name, same in LISTS.items():
        spare = [{"text": text, "optional": True} for text in alternatives(expected, name)]
        wanted = [{"text": text} for text in expected[name]] + spare
        given = [{"text": text} for text in actual.get(name) or []]
        entries(tally, name, wanted, given, lambda one, other, same=same: same(one["text"], other["text"]))
    return tally


def scalar(tally: Tally, name: str, expected: Object, actual: Object, same: Callable[..., bool]) -> None:
    wanted, given = expected[name], actual.get(name)
    if wanted and given and same(wanted, given):
        tally.found(name)
    elif not (given and any(same(other, given) for other in alternatives(expected, name))):
        tally.differ(f"{name}: {wanted}" if wanted else "", f"{name}: {given}" if given else "")


def alternatives(expected: Object, name: str) -> list[str]:
    """What a careful reader might also have said; it counts neither way."""
    return expected.get("alternatives", {}).get(name, [])


def same_issuers(one: str, other: str) -> bool:
    return issuers(one) == issuers(other)


def issuers(text: str) -> set[str]:
    for separator in (" ", "　", "\n", "，", ",", "；", ";", "/"):
        text = text.replace(separator, "、")
    return {spaceless(part) for part in text.split("、") if part}


SCALARS = {"title": nearly, "number": same_name, "issuer": same_issuers, "issued_on": same_name}
LISTS = {"addressees": same_name, "annexes": nearly}


# headings and plans ---------------------------------------------------------------------------------------


def headings(expected: Object, actual: Object) -> Tally:
    tally = Tally()
    given = [heading for heading in flat(actual.get("outline") or []) if not is_title(heading, expected)]
    entries(tally, "heading", list(flat(expected["outline"])), given, same_heading)
    return tally


def flat(outline: list[Object]) -> Iterator[Object]:
    for heading in outline:
        yield heading
        yield from flat(heading.get("children") or [])


def same_heading(wanted: Object, given: Object) -> float:
    if label(wanted["label"]) != label(given.get("label")):
        return 0
    if wanted.get("optional"):
        return float(speaks_of(wanted["title"], given.get("title")))
    return float(nearly(wanted["title"], given.get("title")))


def is_title(heading: Object, expected: Object) -> bool:
    """Titles of the notice, of annexes, plans and tables may stand in an outline or not, unless expected there."""
    if any(same_heading(wanted, heading) for wanted in flat(expected["outline"])):
        return False
    titles = [expected["title"], *expected["annexes"]]
    titles += [entry["title"] for kind in ("plans", "tables", "rubrics") for entry in expected[kind]]
    text = heading.get("title") or ""
    return (
        bare(heading.get("label")).startswith(("附", "表"))
        or bare(text).startswith("附件")
        or any(nearly(title, text) for title in titles)
    )


def plans(expected: Object, actual: Object) -> Tally:
    """Titles; with several plans also to which of them measures, targets and tables belong."""
    tally = Tally()
    entries(tally, "plan", expected["plans"], actual.get("plans") or [], same_title)
    if len(expected["plans"]) < 2:
        return tally
    for kind, alike in (("measures", same_measure), ("targets", same_target), ("tables", same_title)):
        given = actual.get(kind) or []
        for at, place in paired(expected[kind], given, alike).items():
            wanted = expected[kind][at]
            right = wanted["plan"] == given[place].get("plan")
            what = f"plan of {kind}: {shown(wanted)[:40]}"
            tally.found(what) if right else tally.differ(what, what)
    return tally


def same_title(wanted: Object, given: Object) -> float:
    return float(nearly(wanted["title"], given.get("title")))


KINDS: dict[str, Callable[[Object, Object], Tally]] = {
    "fields": fields,
    "headings": headings,
    "plans": plans,
    "duties": duties,
    "dates": dates,
    "targets": targets,
    "table heads": heads,
    "table cells": table_cells,
    "table totals": table_totals,
    "rubrics": rubrics,
    "warnings": warnings,
}
