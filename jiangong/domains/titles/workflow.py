"""What may become of a title that is held."""

from jiangong.domains.titles.choices import AwardState
from jiangong.kit.workflow import Transition, Workflow

award_workflow = Workflow(
    "titles.award",
    [
        Transition(
            "revoke",
            "撤销",
            (AwardState.HELD,),
            AwardState.REVOKED,
            "titles.revoke",
            needs_reason=True,
            consequences=("从撤销之日起不再计入，登记和撤销理由仍可查看。",),
        ),
        Transition(
            "restore",
            "恢复",
            (AwardState.REVOKED,),
            AwardState.HELD,
            "titles.revoke",
            needs_reason=True,
            consequences=("撤销登记有误时恢复，称号重新计入。",),
        ),
        Transition(
            "void",
            "作废",
            (AwardState.HELD,),
            AwardState.VOID,
            "titles.edit",
            needs_reason=True,
            consequences=("登记有误时作废，不能恢复；可以重新登记正确的内容。",),
        ),
    ],
)
