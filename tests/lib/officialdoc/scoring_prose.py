"""What the sentences of a notice say: duties, dates, targets; and the warnings about its tables."""

from tests.lib.officialdoc.comparing import bare, labels, paired, same_number, same_path, spaceless, speaks_of
from tests.lib.officialdoc.tally import Object, Tally, entries

ROLES = ("lead", "responsible", "joint")


def duties(expected: Object, actual: Object) -> Tally:
    """Every name in its role, and the path of the measure they stand at."""
    tally = Tally()
    given = [measure for measure in actual.get("measures") or [] if any(measure.get(role) for role in ROLES)]
    pairs = paired(expected["measures"], given, same_measure)
    for at, wanted in enumerate(expected["measures"]):
        if not wanted.get("optional"):
            duty(tally, wanted, given[pairs[at]] if at in pairs else {})
    for place, measure in enumerate(given):
        if place not in pairs.values():
            duty(tally, {"ref": None, "text": measure.get("text")}, measure)
    return tally


def duty(tally: Tally, wanted: Object, given: Object) -> None:
    either = {spaceless(name) for name in wanted.get("either", [])}
    where = f"{wanted['ref'] or ''} {(wanted['text'] or '')[:16]}"
    for role in ROLES:
        right = {spaceless(name) for name in wanted.get(role) or []} - either
        read = {spaceless(name) for name in given.get(role) or []} - either
        for name in sorted(right | read):
            what = f"{role} of {where}: {name}"
            if name in right & read:
                tally.found(what)
            else:
                tally.differ(what if name in right else "", what if name in read else "")
    if wanted["ref"] and given:
        path = f"ref {wanted['ref']}"
        tally.found(path) if same_path(wanted["ref"], given.get("ref")) else tally.differ(
            path, str(given.get("ref"))
        )


def same_measure(wanted: Object, given: Object) -> float:
    """Names tell most, then the words of the measure, then its path, then its plan."""
    left, right = (
        {(role, spaceless(name)) for role in ROLES for name in measure.get(role) or []}
        for measure in (wanted, given)
    )
    names = len(left & right) / len(left | right) if left | right else 0
    words = speaks_of(wanted["text"], given.get("text"))
    path = same_path(wanted["ref"], given.get("ref"))
    exact = labels(wanted["ref"]) == labels(given.get("ref"))
    if not (words or names >= 0.5 or (path and names)):
        return 0
    return 2 * names + words + path + exact / 2 + (wanted["plan"] == given.get("plan")) / 2


# dates and targets ----------------------------------------------------------------------------------------


def dates(expected: Object, actual: Object) -> Tally:
    tally = Tally()
    given = [step for step in actual.get("steps") or [] if not is_period(step, expected)]
    entries(tally, "step", expected["steps"], given, same_step)
    return tally


def is_period(step: Object, expected: Object) -> bool:
    """`全年举办12场` may be told as a step of the whole year or only as the period of its target."""
    start, end = step.get("start") or "", step.get("end") or ""
    if any(same_step(wanted, step) for wanted in expected["steps"]) or not end.endswith("-12-31"):
        return False
    whole = not start or start == f"{end[:4]}-01-01"
    return whole and any(speaks_of(target["text"], step.get("text")) for target in expected["targets"])


def same_step(wanted: Object, given: Object) -> float:
    if (wanted["start"], wanted["end"]) != (given.get("start"), given.get("end")):
        return 0
    if not speaks_of(wanted["text"], given.get("text")):
        return 0
    return 2 if bare(wanted["text"]) in bare(given.get("text")) else 1


def targets(expected: Object, actual: Object) -> Tally:
    tally = Tally()
    entries(tally, "target", expected["targets"], actual.get("targets") or [], same_target)
    return tally


def same_target(wanted: Object, given: Object) -> float:
    numbers = all(same_number(wanted[key], given.get(key)) for key in ("value", "value_to"))
    words = all(spaceless(wanted[key]) == spaceless(given.get(key)) for key in ("operator", "unit"))
    if not (numbers and words and same_per(wanted["per"], given.get("per"))):
        return 0
    indicator = speaks_of(wanted["indicator"], given.get("indicator"), least=2)
    text = speaks_of(wanted["text"], given.get("text"))
    whole = bare(wanted["text"]) in bare(given.get("text"))
    return (
        2 * indicator + text + whole + (wanted["plan"] == given.get("plan")) / 2 if indicator or text else 0
    )


def same_per(one: str | None, other: str | None) -> bool:
    if not one or not other:
        return not one and not other
    return speaks_of(one, other, least=3)


# warnings -------------------------------------------------------------------------------------------------

# The reader's codes are its own; here they are told apart into the two that block publishing.
WARNING_WORDS = {
    "rubric": ("rubric", "score", "scoring", "points", "评分", "分值"),
    "sum": ("sum", "total", "difference", "合计", "总计", "总数"),
}


def warnings(expected: Object, actual: Object) -> Tally:
    """Whether a wrong sum and wrong rubric points were noticed at all."""
    tally = Tally()
    wanted = {warning["code"] for warning in expected["warnings"]}
    given = {kind for warning in actual.get("warnings") or [] if (kind := warning_kind(warning))}
    for kind in sorted(wanted | given):
        if kind in wanted & given:
            tally.found(kind)
        else:
            tally.differ(kind if kind in wanted else "", kind if kind in given else "")
    return tally


def warning_kind(warning: Object) -> str:
    code = str(warning.get("code") or "").lower()
    return next((kind for kind, words in WARNING_WORDS.items() if any(word in code for word in words)), "")
