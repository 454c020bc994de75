"""The course of a studio: 建设中 → 已登记 → 已命名, confirmed each year, warned or revoked."""

from jiangong.domains.studios import rules
from jiangong.domains.studios.choices import IN_FORCE, StudioState
from jiangong.kit.workflow import Transition, Workflow

BUILDING, REGISTERED, NAMED, WARNED = (
    StudioState.BUILDING,
    StudioState.REGISTERED,
    StudioState.NAMED,
    StudioState.WARNED,
)

studio_workflow = Workflow(
    "studios.studio",
    [
        Transition(
            "register",
            "确认登记",
            (BUILDING,),
            REGISTERED,
            "studios.register",
            guard=rules.registering_refusal,
        ),
        Transition("name", "命名", (REGISTERED, NAMED), NAMED, "studios.name", guard=rules.raising_refusal),
        Transition(
            "confirm", "复核合格", (NAMED, WARNED), NAMED, "studios.review", guard=rules.deciding_refusal
        ),
        Transition(
            "warn",
            "复核警告",
            (NAMED, WARNED),
            WARNED,
            "studios.review",
            guard=rules.deciding_refusal,
            needs_reason=True,
        ),
        Transition(
            "revoke",
            "撤销",
            IN_FORCE,
            StudioState.REVOKED,
            "studios.revoke",
            guard=rules.deciding_refusal,
            needs_reason=True,
            consequences=("从撤销之日起不再计入在册，公开名片同时停用。", "档案和撤销理由仍可查看。"),
        ),
        Transition(
            "reopen",
            "退回建设",
            (REGISTERED,),
            BUILDING,
            "studios.register",
            needs_reason=True,
            consequences=("登记日期清空，不再计入新建；补正后重新确认登记。",),
        ),
        Transition(
            "void",
            "作废",
            (BUILDING, REGISTERED),
            StudioState.VOID,
            "studios.edit",
            needs_reason=True,
            consequences=("建档有误时作废，不能恢复；已登记的成果一并作废。",),
        ),
    ],
)
