"""What stands in the way of nominating somebody."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from jiangong.domains.honors.choices import EDITABLE, IN_PLAY, ProgrammeState
from jiangong.domains.honors.models import Nomination, Programme
from jiangong.domains.honors.queries.eligibility import failures
from jiangong.domains.honors.queries.materials import lacking
from jiangong.domains.honors.queries.programmes import quota_of, quotas_of, runs, twin_of, uses
from jiangong.domains.honors.rules.conflicts import recusal_refusal
from jiangong.domains.honors.rules.programmes import running_refusal
from jiangong.kit.access.actor import Actor
from jiangong.kit.access.permissions import label_of
from jiangong.kit.attachments.slots import Slot
from jiangong.lib.dates import format_day

LATE_SLOTS = ("meeting", "notice")  # what the unit's own steps leave behind


def nominating_refusal(programme: Programme, actor: Actor) -> str:
    """Whether anybody can be nominated here now."""
    if not actor.can("honors.nominate"):
        return f"您当前的任职没有“{label_of('honors.nominate')}”的权限。"
    if programme.state != ProgrammeState.OPEN:
        return f"这个项目{programme.get_state_display()}，现在不能推荐。"
    return _timing(programme, actor)


def _timing(programme: Programme, actor: Actor) -> str:
    """Nominating has its days; whoever runs the programme may still take a late one."""
    today = timezone.localdate()
    begins, ends = programme.nominate_from, programme.nominate_until
    if begins and today < begins:
        return f"{format_day(begins)}起才能推荐。"
    if ends and today > ends and not runs(programme, actor):
        return f"推荐{format_day(ends)}已截止。确需补报的，请联系{programme.organization}。"
    return ""


def counting_refusals(said: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Field and sentence for numbers and days of a nomination that cannot be true together."""
    expected, attended, agreed = (said.get(name) for name in ("expected", "attended", "agreed"))
    if expected is not None and attended is not None and attended > expected:
        yield "attended", "实到人数不能多于应到人数，请核对。"
    if attended is not None and agreed is not None and agreed > attended:
        yield "agreed", "赞成人数不能多于实到人数，请核对。"
    begins, ends = said.get("noticed_from"), said.get("noticed_until")
    if begins and ends and ends < begins:
        yield "noticed_until", "单位公示结束不能早于开始。"


def twin_refusal(nomination: Nomination) -> str:
    twin = twin_of(nomination)
    if twin is None:
        return ""
    return f"{nomination.bearer}已由{twin.organization}推荐（{twin.get_state_display()}），一个对象在一个项目里只推荐一次。"


def editing_refusal(nomination: Nomination, actor: Actor) -> str:
    if not actor.can("honors.nominate"):
        return f"您当前的任职没有“{label_of('honors.nominate')}”的权限。"
    if nomination.programme.state not in (ProgrammeState.OPEN, ProgrammeState.REVIEWING):
        return f"这个项目{nomination.programme.get_state_display()}，推荐材料不能再改。"
    if nomination.state not in EDITABLE:
        return f"这份推荐{nomination.get_state_display()}，要修改请先退回或撤回。"
    return ""


def supplementing_refusal(nomination: Nomination, actor: Actor) -> str:
    """The unit's own meeting and notice may still be told after handing in: they often end later."""
    if not actor.can("honors.nominate"):
        return f"您当前的任职没有“{label_of('honors.nominate')}”的权限。"
    if nomination.programme.state not in (ProgrammeState.OPEN, ProgrammeState.REVIEWING):
        return f"这个项目{nomination.programme.get_state_display()}，不能再补充。"
    if nomination.state in EDITABLE:
        return "这份推荐还没有上报，请直接修改。"
    if nomination.state not in IN_PLAY:
        return f"这份推荐{nomination.get_state_display()}，不用再补充。"
    return ""


def attaching_refusal(nomination: Nomination, slot: Slot, actor: Actor) -> str:
    if slot.name in LATE_SLOTS and not supplementing_refusal(nomination, actor):
        return ""
    return editing_refusal(nomination, actor)


def quota_refusal(nomination: Nomination) -> str:
    """A unit nominates within its places and the spare ones."""
    programme = nomination.programme
    if not quotas_of(programme):
        return ""
    quota = quota_of(nomination, programme)
    told = "单列" if nomination.is_separate else ""
    if quota is None:
        kind = f"“{nomination.category}”类" if nomination.category else ""
        return f"没有分配给{nomination.organization}的{told}{kind}名额，不能推荐。"
    use = next(one for one in uses(programme) if one.quota.pk == quota.pk)
    if use.free > 0:
        return ""
    spare = f"（另可多报{quota.spare}名备选）" if quota.spare else ""
    return f"{quota}名额{quota.places}名{spare}，已推荐{use.nominated}名，不能再推荐。"


@dataclass(frozen=True, slots=True)
class Gap:
    """What a nomination lacks; a file is added below, what is written is corrected on the form."""

    sentence: str
    is_file: bool = False
    is_late: bool = False  # of the unit's own steps: told after handing in too


def gaps_of(nomination: Nomination) -> list[Gap]:
    """Conditions not met and materials missing or out of bounds: all that keeps it from being handed in."""
    programme = nomination.programme
    found = [Gap(f"{why}（{rule.source}）") for _, rule, why in failures(programme, [nomination])]
    lacked = lacking(programme, [nomination])
    return found + [
        Gap(why, is_file=what.startswith("file-"), is_late=what.removeprefix("file-") in LATE_SLOTS)
        for _, what, why in lacked
    ]


def submitting_refusal(nomination: Nomination, actor: Actor) -> str:
    """In time, within the quota, complete and fit."""
    programme = nomination.programme
    if programme.state != ProgrammeState.OPEN:
        return f"这个项目{programme.get_state_display()}，现在不能推荐。"
    if reason := _timing(programme, actor) or quota_refusal(nomination):
        return reason
    gaps = [one.sentence for one in gaps_of(nomination)]
    waived = set(programme.waivers.values_list("key", flat=True))
    if gaps and f"incomplete:{nomination.pk}" not in waived:
        return f"还有{len(gaps)}项不符合：{'；'.join(gaps[:4])}。补齐后再推荐。"
    return ""


def judging_refusal(nomination: Nomination, actor: Actor) -> str:
    """Sent back, listed and taken off by whoever runs the programme."""
    return running_refusal(nomination.programme, actor)


def arranging_refusal(nomination: Nomination, actor: Actor) -> str:
    if nomination.programme.state != ProgrammeState.REVIEWING:
        return "汇总名单以后、作出决定以前才能调整名单。"
    return running_refusal(nomination.programme, actor)


def sending_back_refusal(nomination: Nomination, actor: Actor) -> str:
    if nomination.programme.state != ProgrammeState.OPEN:
        return "名单已经汇总，请从名单里调整。"
    programme = nomination.programme
    return running_refusal(programme, actor) or recusal_refusal(programme, [nomination], actor)


def withdrawing_refusal(nomination: Nomination, actor: Actor) -> str:
    if nomination.programme.state != ProgrammeState.OPEN:
        return "名单已经汇总，不能撤回；确需退出的请联系组织单位移出名单。"
    return ""
