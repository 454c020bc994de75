"""Words of selection: kinds, states, traits of candidates, comparisons."""

from django.db.models import TextChoices


class ProgrammeKind(TextChoices):
    """What a programme is in law; a creation of models needs most."""

    HONOUR = "honour", "评选表彰"
    MODEL = "model", "创建示范活动"
    ASSESSMENT = "assessment", "考核认定"


class ProgrammeState(TextChoices):
    """Where a programme stands."""

    DRAFT = "draft", "筹备中"
    OPEN = "open", "推荐中"
    REVIEWING = "reviewing", "评审中"
    DECIDED = "decided", "已决定"
    CANCELLED = "cancelled", "已取消"


class StageKind(TextChoices):
    """What is done in a stage of the pipeline."""

    UNIT_NOTICE = "unit_notice", "单位公示"
    REVIEW = "review", "评审"
    OPINIONS = "opinions", "部门意见"
    NOTICE = "notice", "公示"
    DECISION = "decision", "决定"


class NominationState(TextChoices):
    """Where a nomination stands."""

    DRAFT = "draft", "草稿"
    SUBMITTED = "submitted", "已推荐"
    RETURNED = "returned", "已退回"
    WITHDRAWN = "withdrawn", "已撤回"
    LISTED = "listed", "入选名单"
    RESERVE = "reserve", "备选"
    DROPPED = "dropped", "未入选"
    AWARDED = "awarded", "已授予"


EDITABLE = (NominationState.DRAFT, NominationState.RETURNED)
IN_PLAY = (NominationState.SUBMITTED, NominationState.LISTED, NominationState.RESERVE)
CHOSEN = (NominationState.LISTED, NominationState.AWARDED)
GONE = (NominationState.WITHDRAWN, NominationState.DROPPED)


class Trait(TextChoices):
    """What rules of structure ask about a candidate."""

    INDUSTRIAL = "industrial", "产业工人"
    FRONTLINE = "frontline", "一线职工"
    TECHNICAL = "technical", "专业技术人员"
    EDUCATION = "education", "科教人员"
    MIGRANT = "migrant", "农民工"
    WOMAN = "woman", "女职工"
    PRIVATE = "private", "非公有制单位"
    KEY_INDUSTRY = "key_industry", "重点产业"
    LEADER = "leader", "单位负责人"
    OFFICIAL = "official", "县处级以上"
    NEW_EMPLOYMENT = "new_employment", "新就业形态"
    TEAM = "team", "班组（科室）"
    MEMBER = "member", "工会会员"


class Comparison(TextChoices):
    """Which side of a bound is right."""

    AT_LEAST = "at_least", "不少于"
    AT_MOST = "at_most", "不超过"


class Rounding(TextChoices):
    """How a share of a list becomes a number of people."""

    UP = "up", "进一取整"
    DOWN = "down", "舍去取整"
    NEAREST = "nearest", "四舍五入"


class EligibilityKind(TextChoices):
    """What a candidate must fulfil."""

    MIN_AGE = "min_age", "年龄不小于"
    MAX_AGE = "max_age", "年龄不大于"
    PRIOR_LEVEL = "prior_level", "已获得过荣誉，级别不低于"
    NO_REPEAT = "no_repeat", "几年内未获得过本称号"
    REQUIRED_TRAIT = "required_trait", "必须是"
    BARRED_TRAIT = "barred_trait", "不得是"


class Reply(TextChoices):
    """What a department answered."""

    NONE = "", "待回复"
    AGREED = "agreed", "同意"
    OBJECTED = "objected", "有异议"


class Meeting(TextChoices):
    """Which meeting of the workers passed a nomination."""

    CONGRESS = "congress", "职工代表大会"
    ALL = "all", "职工大会"
    DELEGATES = "delegates", "职代会联席会议"


class ObjectionState(TextChoices):
    """Where an objection from the public stands."""

    OPEN = "open", "待核实"
    UNFOUNDED = "unfounded", "不成立"
    UPHELD = "upheld", "成立"


class ServiceKind(TextChoices):
    """What is done for somebody honoured."""

    VISIT = "visit", "走访慰问"
    STUDY = "study", "学习培训"
    RECUPERATION = "recuperation", "疗休养"
    CHECKUP = "checkup", "健康体检"
    LECTURE = "lecture", "宣讲活动"
    OTHER = "other", "其他"
