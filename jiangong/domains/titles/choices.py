"""Levels and families of titles, who may bear one, and what may become of it."""

from django.db.models import TextChoices


class TitleLevel(TextChoices):
    """Who gives a title, from the top down."""

    NATIONAL = "national", "国家级"
    PROVINCE = "province", "省级"
    CITY = "city", "市级"
    DISTRICT = "district", "县区级"
    UNIT = "unit", "本单位"


class TitleFamily(TextChoices):
    """What kind of title it is; figures and tabs go by it."""

    MODEL = "model", "劳模"
    MEDAL = "medal", "五一劳动奖章"
    CRAFTSMAN = "craftsman", "工匠"
    INDIVIDUAL = "individual", "先进个人"
    COLLECTIVE = "collective", "先进集体"


class Bearer(TextChoices):
    """Whether a title goes to a person or to a unit or team."""

    PERSON = "person", "个人"
    COLLECTIVE = "collective", "集体"


class AwardState(TextChoices):
    """Whether a title is held."""

    HELD = "held", "有效"
    REVOKED = "revoked", "已撤销"
    VOID = "void", "已作废"


# What every federation gives or passes on; a city adds the names of its own.
STANDARD_TITLES: tuple[tuple[str, str, str], ...] = (
    ("全国劳动模范", TitleLevel.NATIONAL, TitleFamily.MODEL),
    ("全国先进工作者", TitleLevel.NATIONAL, TitleFamily.MODEL),
    ("省劳动模范", TitleLevel.PROVINCE, TitleFamily.MODEL),
    ("省先进工作者", TitleLevel.PROVINCE, TitleFamily.MODEL),
    ("市劳动模范", TitleLevel.CITY, TitleFamily.MODEL),
    ("全国五一劳动奖章", TitleLevel.NATIONAL, TitleFamily.MEDAL),
    ("省五一劳动奖章", TitleLevel.PROVINCE, TitleFamily.MEDAL),
    ("市五一劳动奖章", TitleLevel.CITY, TitleFamily.MEDAL),
    ("大国工匠", TitleLevel.NATIONAL, TitleFamily.CRAFTSMAN),
    ("省级工匠", TitleLevel.PROVINCE, TitleFamily.CRAFTSMAN),
    ("市级工匠", TitleLevel.CITY, TitleFamily.CRAFTSMAN),
    ("县区级工匠", TitleLevel.DISTRICT, TitleFamily.CRAFTSMAN),
    ("本单位工匠", TitleLevel.UNIT, TitleFamily.CRAFTSMAN),
    ("省级先进个人", TitleLevel.PROVINCE, TitleFamily.INDIVIDUAL),
    ("市级先进个人", TitleLevel.CITY, TitleFamily.INDIVIDUAL),
    ("县区级先进个人", TitleLevel.DISTRICT, TitleFamily.INDIVIDUAL),
    ("本单位先进个人", TitleLevel.UNIT, TitleFamily.INDIVIDUAL),
    ("全国五一劳动奖状", TitleLevel.NATIONAL, TitleFamily.COLLECTIVE),
    ("省五一劳动奖状", TitleLevel.PROVINCE, TitleFamily.COLLECTIVE),
    ("市五一劳动奖状", TitleLevel.CITY, TitleFamily.COLLECTIVE),
    ("全国工人先锋号", TitleLevel.NATIONAL, TitleFamily.COLLECTIVE),
    ("省工人先锋号", TitleLevel.PROVINCE, TitleFamily.COLLECTIVE),
    ("市工人先锋号", TitleLevel.CITY, TitleFamily.COLLECTIVE),
    ("省级先进集体", TitleLevel.PROVINCE, TitleFamily.COLLECTIVE),
    ("市级先进集体", TitleLevel.CITY, TitleFamily.COLLECTIVE),
    ("县区级先进集体", TitleLevel.DISTRICT, TitleFamily.COLLECTIVE),
    ("本单位先进集体", TitleLevel.UNIT, TitleFamily.COLLECTIVE),
)
