"""Allocation tables and rubric tables of a notice, counted by cell, total and item."""

from collections.abc import Iterator

from tests.lib.officialdoc.comparing import bare, nearly, paired, ratio, same_number, spaceless
from tests.lib.officialdoc.tally import Object, Tally

Key = tuple[str, int, int]  # an organization, which of its rows, and which expected column


def matched_tables(expected: Object, actual: Object) -> Iterator[tuple[Object, Object]]:
    """Every table that must be read with the one read for it, or with nothing; then what was invented."""
    given = actual.get("tables") or []
    pairs = paired(expected["tables"], given, same_table)
    for at, wanted in enumerate(expected["tables"]):
        if not wanted.get("optional"):
            yield wanted, given[pairs[at]] if at in pairs else {}
    for place, table in enumerate(given):
        if place not in pairs.values():
            yield {}, table


def same_table(wanted: Object, given: Object) -> float:
    """Units and column names tell tables apart; the title helps where they do not."""
    left, right = organizations(wanted), organizations(given)
    rows = len(left & right) / len(left | right) if left | right else 0
    names = (
        "".join(bare(column["name"]) for column in table.get("columns") or []) for table in (wanted, given)
    )
    alike = ratio(*names)
    title = nearly(wanted["title"], given.get("title"))
    return rows + alike + title / 2 if rows >= 0.3 or alike >= 0.6 else 0


def organizations(table: Object) -> set[str]:
    return {spaceless(row["organization"]) for row in table.get("rows") or []}


def aligned(wanted: Object, given: Object) -> dict[int, int]:
    """Expected column to the one read for it: by name, the rest in order where as many were read."""
    columns, read = wanted.get("columns") or [], given.get("columns") or []
    pairs = paired(columns, read, same_column)
    if len(columns) == len(read):
        places = [place for place in range(len(read)) if place not in pairs.values()]
        pairs |= dict(zip([at for at in range(len(columns)) if at not in pairs], places, strict=True))
    return pairs


def same_column(wanted: Object, given: Object) -> float:
    """`母 子` may be written `母/子`, `母（子）` or only `子`."""
    left, right = bare(wanted["name"]), bare(given.get("name")).replace("/", "")
    leaf = bare(wanted["name"].split()[-1])
    if left == right:
        return 2
    alike = ratio(left, right)
    return (
        1 + alike / 2 if right and (right.endswith(leaf) or leaf == right) else alike if alike >= 0.6 else 0
    )


def heads(expected: Object, actual: Object) -> Tally:
    """Titles of tables, names and units of their columns."""
    tally = Tally()
    for wanted, given in matched_tables(expected, actual):
        if wanted and nearly(wanted["title"], given.get("title")):
            tally.found("title")
        else:
            tally.differ(wanted.get("title") or "", given.get("title") or "")
        columns, read = wanted.get("columns") or [], given.get("columns") or []
        pairs = aligned(wanted, given)
        for at, column in enumerate(columns):
            if not column.get("optional"):
                head(tally, column, read[pairs[at]] if at in pairs else {})
        for place, column in enumerate(read):
            if place not in pairs.values():
                tally.differ("", f"column {column.get('name')}")
    return tally


def head(tally: Tally, wanted: Object, given: Object) -> None:
    named = bool(given) and bool(same_column(wanted, given))
    if named and spaceless(wanted["unit"]) == spaceless(given.get("unit")):
        tally.found("column")
    else:
        read = f"column {given.get('name')}（{given.get('unit')}）" if given else ""
        tally.differ(f"column {wanted['name']}（{wanted['unit']}）", read)


def table_cells(expected: Object, actual: Object) -> Tally:
    """One fact for every organization and column, blank cells included."""
    tally = Tally()
    for wanted, given in matched_tables(expected, actual):
        pairs = aligned(wanted, given)
        spare = {at for at, column in enumerate(wanted.get("columns") or []) if column.get("optional")}
        known = {place: at for at, place in pairs.items()}
        right = dict(cells(wanted, {at: at for at in range(len(wanted.get("columns") or []))}))
        read = dict(cells(given, known))
        for key in [*right, *(key for key in read if key not in right)]:
            if key[2] not in spare:
                cell(tally, wanted.get("title") or given.get("title") or "", key, right, read)
    return tally


def cells(table: Object, columns: dict[int, int]) -> Iterator[tuple[Key, str | None]]:
    """Cells by organization and expected column; a column that was not expected has a negative number."""
    seen: dict[str, int] = {}
    for row in table.get("rows") or []:
        name = spaceless(row["organization"])
        seen[name] = seen.get(name, 0) + 1
        for place, value in enumerate(row.get("values") or []):
            yield (name, seen[name], columns.get(place, -1 - place)), value


def cell(
    tally: Tally, title: str, key: Key, right: dict[Key, str | None], read: dict[Key, str | None]
) -> None:
    name, nth, column = key
    if key in right and key in read and same_number(right[key], read[key]):
        tally.found(title)
        return
    where = f"{title} {name}{'' if nth == 1 else f'#{nth}'} column {column}:"
    missed = f"{where} {right[key]}" if key in right else ""
    extra = f"{where} {read[key]}" if read.get(key) is not None else ""
    tally.differ(missed, extra)


def table_totals(expected: Object, actual: Object) -> Tally:
    """Where a total is stated: what it is, what the rows make and what lies between."""
    tally = Tally()
    for wanted, given in matched_tables(expected, actual):
        pairs = aligned(wanted, given)
        names = [column["name"] for column in wanted.get("columns") or []]
        for at, name in enumerate(names):
            total(
                tally, name, sums(wanted, at), sums(given, pairs[at]) if at in pairs else (None, None, None)
            )
        for place in range(len(given.get("stated_total") or [])):
            if place not in pairs.values():
                total(tally, "", (None, None, None), sums(given, place))
    return tally


def sums(table: Object, column: int) -> tuple[str | None, ...]:
    """Stated, computed and difference of one column."""
    found = []
    for key in ("stated_total", "computed_total", "difference"):
        values = table.get(key) or []
        found.append(values[column] if column < len(values) else None)
    return tuple(found)


def total(tally: Tally, name: str, wanted: tuple[str | None, ...], given: tuple[str | None, ...]) -> None:
    if wanted[0] is None and given[0] is None:
        return
    if wanted[0] is not None and all(map(same_number, wanted, given)):
        tally.found(name)
    else:
        tally.differ(
            f"{name} {wanted}" if wanted[0] is not None else "",
            f"{name} {given}" if given[0] is not None else "",
        )


def rubrics(expected: Object, actual: Object) -> Tally:
    """Groups with their points, items with theirs, and the total."""
    tally = Tally()
    given = actual.get("rubrics") or []
    pairs = paired(expected["rubrics"], given, same_rubric)
    for at, wanted in enumerate(expected["rubrics"]):
        if not wanted.get("optional"):
            rubric(tally, wanted, given[pairs[at]] if at in pairs else {})
    for place, invented in enumerate(given):
        if place not in pairs.values():
            rubric(tally, {"groups": [], "points": None}, invented)
    return tally


def same_rubric(wanted: Object, given: Object) -> float:
    found = paired(items(wanted), items(given), same_points)
    return 1 + len(found) if found else float(nearly(wanted["title"], given.get("title")))


def rubric(tally: Tally, wanted: Object, given: Object) -> None:
    for name, right, read in (
        ("group", wanted["groups"], given.get("groups") or []),
        ("item", items(wanted), items(given)),
    ):
        pairs = paired(right, read, same_points)
        for at, entry in enumerate(right):
            what = f"{name} {entry.get('name') or entry.get('text')} {entry['points']}"
            tally.found(what) if at in pairs else tally.differ(what, "")
        for place, entry in enumerate(read):
            if place not in pairs.values():
                tally.differ("", f"{name} {entry.get('name') or entry.get('text')} {entry.get('points')}")
    if wanted["points"] is not None:
        right_total = same_number(wanted["points"], given.get("points"))
        tally.found("points") if right_total else tally.differ("points", str(given.get("points") or ""))


def items(table: Object) -> list[Object]:
    return [item for group in table.get("groups") or [] for item in group.get("items") or []]


def same_points(wanted: Object, given: Object) -> float:
    """Points to be taken off may be written with or without their sign."""
    left, right = (str(entry.get("points") or "").lstrip("-+") for entry in (wanted, given))
    if not same_number(left or None, right or None):
        return 0
    return float(nearly(wanted.get("name") or wanted.get("text"), given.get("name") or given.get("text")))
