"""What is wrong with the materials of candidates: length, files, the democratic step, copied passages."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from jiangong.domains.honors.models import Nomination, Programme
from jiangong.kit.attachments.models import Attachment
from jiangong.kit.workdays.days import workdays_after
from jiangong.lib.passages import Passage, shared_passages

SLOT_LABELS = {slot.name: slot.label for slot in Nomination.attachment_slots}
HALF = 2
SHOWN = 24


def lacking(programme: Programme, nominations: Sequence[Nomination]) -> Iterator[tuple[Nomination, str, str]]:
    """(candidate, what, sentence) for everything missing or out of bounds."""
    files = _files(nominations) if programme.required_files else {}
    for one in nominations:
        length = len("".join(one.deeds.split()))
        if length < programme.deeds_min:
            yield one, "short", f"主要事迹{length}字，至少{programme.deeds_min}字"
        if length > programme.deeds_max:
            yield one, "long", f"主要事迹{length}字，最多{programme.deeds_max}字"
        for slot in programme.required_files:
            if slot not in files.get(one.pk, ()):
                yield one, f"file-{slot}", f"缺{SLOT_LABELS.get(slot, slot)}"
        if why := meeting_gap(one):
            yield one, "meeting", why


def required_labels(programme: Programme) -> list[str]:
    """The files a nomination cannot go without, in the order of the card that takes them."""
    return [label for slot, label in SLOT_LABELS.items() if slot in programme.required_files]


def _files(nominations: Sequence[Nomination]) -> dict[int, set[str]]:
    rows = Attachment.objects.ungated("materials of candidates in hand").filter(
        owner_model="honors.nomination", owner_id__in=[one.pk for one in nominations], removed_at=None
    )
    found: dict[int, set[str]] = defaultdict(set)
    for owner, slot in rows.values_list("owner_id", "slot"):
        found[owner].add(slot)
    return found


def meeting_gap(one: Nomination) -> str:
    """What the democratic step lacks: two thirds of the members present, more than half of them for it."""
    told = {
        "会议": one.meeting or None,
        "日期": one.met_on,
        "实到人数": one.attended,
        "赞成人数": one.agreed,
    }
    if lacking := [label for label, value in told.items() if value is None]:
        return f"没有登记民主程序的{'、'.join(lacking)}" if len(lacking) < len(told) else "没有登记民主程序"
    expected, attended, agreed = one.expected, one.attended or 0, one.agreed or 0
    if expected and attended * 3 < expected * 2:
        return f"会议实到{attended}人，不足应到{expected}人的三分之二"
    if agreed * HALF <= (expected or attended):
        return f"赞成{agreed}人，没有超过{'应到' if expected else '实到'}人数的半数"
    return ""


def unit_notice_gap(one: Nomination, days: int) -> str:
    """What a unit's own notice lacks; its working days are counted like every other's."""
    if not days:
        return ""
    if one.noticed_from is None or one.noticed_until is None:
        return "没有登记单位公示的起止日期"
    last = workdays_after(one.noticed_from, days - 1) if days > 1 else one.noticed_from
    if one.noticed_until < last:
        return f"单位公示不足{days}个工作日"
    return ""


def copied(nominations: Sequence[Nomination]) -> list[Passage[int]]:
    """Passages that the deeds of two candidates share, each pair once with its longest."""
    texts = {one.pk: one.deeds for one in nominations if one.deeds}
    longest: dict[tuple[int, int], Passage[int]] = {}
    for passage in shared_passages(texts):
        longest.setdefault((passage.first, passage.second), passage)
    return list(longest.values())
