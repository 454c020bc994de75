"""Kinds, levels and states of places, and what a place of each kind must have."""

from dataclasses import dataclass

from django.db.models import TextChoices


class PlaceKind(TextChoices):
    """What a place is; the order is the order of display."""

    LIBRARY = "library", "职工书屋"
    STATION = "station", "爱心驿站（户外劳动者服务站点）"
    HOME = "home", "职工之家（骑手、司机之家）"
    MOTHER_ROOM = "mother_room", "女职工关爱室（爱心妈咪小屋）"
    CHILD_CARE = "child_care", "托管班"
    SHOW_BASE = "show_base", "示范基地"
    TRAINING_BASE = "training_base", "实训基地"
    MEDIATION = "mediation", "劳动争议调解工作室"
    SERVICE_CENTER = "service_center", "职工服务中心"
    PALACE = "palace", "工人文化宫"


# How a kind is called where there is little room.
SHORT_KINDS: dict[str, str] = {
    PlaceKind.STATION: "爱心驿站",
    PlaceKind.HOME: "职工之家",
    PlaceKind.MOTHER_ROOM: "女职工关爱室",
    PlaceKind.MEDIATION: "调解工作室",
}
BASES = (PlaceKind.SHOW_BASE, PlaceKind.TRAINING_BASE)


def short_kind(kind: str) -> str:
    return SHORT_KINDS.get(kind) or PlaceKind(kind).label


class PlaceLevel(TextChoices):
    """At which level a place is named or run."""

    STATE = "state", "国家级"
    PROVINCE = "province", "省级"
    CITY = "city", "市级"
    DISTRICT = "district", "县区级"
    UNIT = "unit", "本单位"


class PlaceState(TextChoices):
    """Whether one may go there."""

    OPEN = "open", "开放"
    SUSPENDED = "suspended", "暂停开放"
    CLOSED = "closed", "已撤销"
    VOID = "void", "已作废"


STANDING_STATES = (PlaceState.OPEN, PlaceState.SUSPENDED)


class InspectionState(TextChoices):
    """What an inspection led to."""

    PASSED = "passed", "合格"
    DEFECTIVE = "defective", "待整改"
    RECTIFIED = "rectified", "已整改"
    VOID = "void", "已作废"


class ReportKind(TextChoices):
    """What anybody may say at the door."""

    CLOSED = "closed", "来了没开门"
    BROKEN = "broken", "设施坏了"


class ReportState(TextChoices):
    """Whether the unit has looked after it."""

    WAITING = "waiting", "待处理"
    SETTLED = "settled", "已处理"


@dataclass(frozen=True, slots=True)
class Facility:
    """One thing on a checklist; what is not required is welcome."""

    code: str
    label: str
    required: bool = True


WATER = Facility("water", "饮水设备")
SEATS = Facility("seats", "桌椅")
POWER = Facility("power", "充电插座")
AIR = Facility("air", "空调（冷暖）")
FIRST_AID = Facility("first_aid", "应急药箱")
FIRE = Facility("fire", "消防器材、疏散标志")
RULES = Facility("rules", "管理制度上墙")
HOURS = Facility("hours", "开放时间公示")
SIGN = Facility("sign", "统一标识牌")
WIFI = Facility("wifi", "无线网络", required=False)
TOILET = Facility("toilet", "卫生间", required=False)
STEPLESS = Facility("stepless", "无障碍通道", required=False)

FACILITIES: dict[str, tuple[Facility, ...]] = {
    PlaceKind.LIBRARY: (
        Facility("books", "图书报刊"),
        SEATS,
        Facility("light", "阅读照明"),
        Facility("lending", "借阅登记"),
        RULES,
        HOURS,
        Facility("digital", "电子阅读设备", required=False),
        FIRE,
    ),
    PlaceKind.STATION: (
        SIGN,
        HOURS,
        SEATS,
        WATER,
        Facility("microwave", "微波炉"),
        AIR,
        POWER,
        FIRST_AID,
        Facility("rain", "雨具", required=False),
        Facility("tools", "简易维修工具", required=False),
        WIFI,
        TOILET,
    ),
    PlaceKind.HOME: (SIGN, HOURS, SEATS, WATER, AIR, POWER, FIRST_AID, RULES, WIFI, TOILET),
    PlaceKind.MOTHER_ROOM: (
        SIGN,
        Facility("privacy", "门锁和遮挡"),
        Facility("sofa", "哺乳座椅"),
        Facility("changing", "婴儿护理台"),
        Facility("basin", "洗手设施"),
        Facility("fridge", "储奶冰箱"),
        POWER,
        RULES,
        Facility("advice", "健康资料", required=False),
    ),
    PlaceKind.CHILD_CARE: (
        Facility("room", "专用活动场地"),
        Facility("minders", "看护人员公示"),
        Facility("pickup", "接送登记"),
        Facility("camera", "监控"),
        Facility("insurance", "意外保险"),
        FIRST_AID,
        FIRE,
        RULES,
        Facility("food", "用餐食品安全公示", required=False),
    ),
    PlaceKind.SHOW_BASE: (
        Facility("plaque", "牌匾"),
        Facility("display", "展示区"),
        Facility("plan", "年度活动计划"),
        RULES,
        STEPLESS,
    ),
    PlaceKind.TRAINING_BASE: (
        Facility("plaque", "牌匾"),
        Facility("equipment", "实训设备"),
        Facility("protection", "劳动防护用品"),
        Facility("course", "课程和教材"),
        Facility("teachers", "指导教师公示"),
        FIRE,
        FIRST_AID,
        RULES,
    ),
    PlaceKind.MEDIATION: (
        Facility("plaque", "牌匾"),
        Facility("room", "独立调解室"),
        Facility("mediators", "调解员公示"),
        Facility("course", "调解流程上墙"),
        Facility("files", "档案柜"),
        RULES,
    ),
    PlaceKind.SERVICE_CENTER: (
        Facility("counter", "服务窗口"),
        Facility("guide", "办事指南"),
        Facility("hotline", "12351热线公示"),
        HOURS,
        SEATS,
        WATER,
        STEPLESS,
        FIRE,
    ),
    PlaceKind.PALACE: (
        HOURS,
        Facility("hall", "文体活动场地"),
        Facility("program", "公益项目公示"),
        FIRE,
        FIRST_AID,
        Facility("camera", "监控"),
        TOILET,
        STEPLESS,
    ),
}
ALL_FACILITIES = {one.code: one for kind in FACILITIES.values() for one in kind}


def missing_facilities(kind: str, present: list[str]) -> list[str]:
    """What a place of this kind must have and has not, by label."""
    return [one.label for one in FACILITIES[kind] if one.required and one.code not in present]
