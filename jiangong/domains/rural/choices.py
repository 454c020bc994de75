"""States and kinds of what is done for villages."""

from django.db.models import TextChoices


class ProjectState(TextChoices):
    """Where a project stands."""

    PLANNED = "planned", "谋划中"
    RUNNING = "running", "实施中"
    FINISHED = "finished", "已完成"
    VOID = "void", "已作废"


class EntryState(TextChoices):
    """Whether an entry of the ledger holds."""

    STANDING = "standing", "有效"
    VOID = "void", "已作废"


class Industry(TextChoices):
    """What a project helps a village to do."""

    PLANTING = "planting", "特色种植"
    BREEDING = "breeding", "生态养殖"
    PROCESSING = "processing", "农产品加工"
    TOURISM = "tourism", "乡村旅游"
    COMMERCE = "commerce", "农村电商"
    CRAFT = "craft", "手工技艺"
    TRAINING = "training", "技能培训"
    BUILDING = "building", "基础设施"
    OTHER = "other", "其他"


class Honour(TextChoices):
    """What makes somebody one of the advanced people who take part."""

    MODEL_WORKER = "model_worker", "劳动模范"
    MAY_DAY = "may_day", "五一劳动奖章获得者"
    CRAFTSMAN = "craftsman", "工匠人才"
    EXPERT = "expert", "技术能手"
    OTHER = "other", "其他先进人物"


class CollectiveHonour(TextChoices):
    """What makes a collective an advanced one."""

    MAY_DAY = "may_day", "五一劳动奖状获得单位"
    PIONEER = "pioneer", "工人先锋号"
    STUDIO = "studio", "劳模和工匠人才创新工作室"
    MODEL = "model", "劳模集体"
    OTHER = "other", "其他先进集体"


class BaseLevel(TextChoices):
    """Who named a base."""

    CITY = "city", "市级"
    COUNTY = "county", "县级"
    OWN = "own", "本单位"


class Source(TextChoices):
    """Whose money it is."""

    UNION = "union", "工会资金"
    SOCIAL = "social", "社会资金"
