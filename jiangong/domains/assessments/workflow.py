"""How a round goes from stage to stage, and a score sheet from asked to submitted."""

from jiangong.domains.assessments.choices import OPEN_SHEETS, RoundState, SheetState
from jiangong.domains.assessments.rules import rounds as rules
from jiangong.kit.workflow import Transition, Workflow

PREPARING, SELF, FIRST, FINAL = (
    RoundState.PREPARING,
    RoundState.SELF_SCORING,
    RoundState.FIRST_SCORING,
    RoundState.FINAL_SCORING,
)

round_workflow = Workflow(
    "assessments.round",
    [
        Transition(
            "open_self",
            "开始自评",
            (PREPARING,),
            SELF,
            "assessments.organize",
            rules.self_opening_refusal,
            consequences=("评分标准和考评对象固定，各单位收到自评任务。",),
        ),
        Transition(
            "open_first",
            "开始初评",
            (PREPARING, SELF),
            FIRST,
            "assessments.organize",
            rules.first_opening_refusal,
            consequences=("没有提交的自评不再接收。",),
        ),
        Transition(
            "open_final",
            "开始终评",
            (PREPARING, SELF, FIRST),
            FINAL,
            "assessments.organize",
            rules.final_opening_refusal,
            consequences=("评委名单和分派锁定，数据得分固定。", "评委收到评分任务。"),
        ),
        Transition(
            "conclude",
            "出结果",
            (FINAL,),
            RoundState.CONCLUDED,
            "assessments.organize",
            rules.concluding_refusal,
            consequences=("得分和名次成为正式结果，各单位可以看到本单位的得分。",),
        ),
        Transition(
            "reopen",
            "重新终评",
            (RoundState.CONCLUDED,),
            FINAL,
            "assessments.organize",
            rules.organizing_refusal,
            needs_reason=True,
            consequences=("原结果留存，不再作为正式结果。",),
        ),
        Transition(
            "void",
            "作废",
            (PREPARING, SELF, FIRST, FINAL),
            RoundState.VOID,
            "assessments.organize",
            rules.organizing_refusal,
            needs_reason=True,
            consequences=("考评停止，已有评分留存备查。",),
        ),
    ],
)

sheet_workflow = Workflow(
    "assessments.sheet",
    [
        Transition(
            "save_draft",
            "存草稿",
            OPEN_SHEETS,
            SheetState.DRAFT,
            "assessments.score",
            rules.scoring_refusal,
        ),
        Transition(
            "submit",
            "提交评分",
            OPEN_SHEETS,
            SheetState.SUBMITTED,
            "assessments.score",
            rules.scoring_refusal,
        ),
        Transition(
            "take_paper",
            "采用纸质评分",
            OPEN_SHEETS,
            SheetState.SUBMITTED,
            "assessments.enter_paper",
            rules.paper_refusal,
        ),
        Transition(
            "void",
            "作废",
            (*OPEN_SHEETS, SheetState.SUBMITTED),
            SheetState.VOID,
            "assessments.organize",
            rules.voiding_refusal,
            needs_reason=True,
            consequences=("这份评分不再计入得分，原评分留存。",),
        ),
    ],
)
