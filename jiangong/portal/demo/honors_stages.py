"""How selections of the demo go, and what their lists must be made of."""

from jiangong.domains.honors.choices import Comparison, StageKind, Trait

FULL = (
    (StageKind.UNIT_NOTICE, "单位公示"),
    (StageKind.REVIEW, "初审"),
    (StageKind.OPINIONS, "部门意见"),
    (StageKind.REVIEW, "复审"),
    (StageKind.NOTICE, "市级公示"),
    (StageKind.DECISION, "公布"),
)
REVIEWED = ((StageKind.REVIEW, "部门意见与结构"), *FULL[-2:])
SHORT = ((StageKind.REVIEW, "评审"), (StageKind.DECISION, "公布"))
STRUCTURE = (
    (Trait.MIGRANT, Comparison.AT_LEAST, 10, None),
    (Trait.INDUSTRIAL, Comparison.AT_LEAST, 35, None),
    (Trait.PRIVATE, Comparison.AT_LEAST, 35, None),
    (Trait.WOMAN, Comparison.AT_LEAST, 20, None),
    (Trait.LEADER, Comparison.AT_MOST, None, 3),
)
