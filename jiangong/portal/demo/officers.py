"""Officers of the units that have no demo account: named in lists, unable to sign in."""

from django.contrib.auth.hashers import make_password

from jiangong.domains.accounts.models import Appointment, User
from jiangong.domains.organizations.models import Organization
from jiangong.domains.organizations.queries import units
from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.recording import record_many

_NAMES = (
    "李文静", "张建国", "王海涛", "刘淑芳", "陈国强", "杨丽华", "赵永刚", "黄晓燕", "周卫东", "吴秀兰",
    "徐志远", "孙红梅", "马德胜", "朱玉珍", "胡建平", "郭春梅", "何立新", "高秀琴", "林志明", "罗桂英",
    "郑少华", "梁春生", "谢玉兰", "宋长江", "唐雪梅", "许国庆", "韩冬梅", "冯建设", "邓秋菊", "曹铁军",
    "彭月娥", "曾宪民", "萧凤英", "田大勇",
)  # fmt: skip


def load(actor: Actor) -> list[User]:
    """One officer for each unit in which nobody is appointed yet."""
    appointed = Appointment.objects.ungated("demo").values("organization")
    vacant = list(units(actor).exclude(pk__in=appointed))
    locked = make_password(None)
    users = User.objects.bulk_create(
        [
            User(username=f"unit{place:02d}", name=name, password=locked)
            for place, (_, name) in enumerate(zip(vacant, _NAMES, strict=False), start=1)
        ]
    )
    posts = Appointment.objects.bulk_create(
        [
            Appointment(user=user, organization=unit, role="unit_officer", title="经济部部长")
            for user, unit in zip(users, vacant, strict=False)
        ]
    )
    record_many(actor, "accounts.user.open", users)
    record_many(actor, "accounts.appointment.grant", posts, role="unit_officer")
    return users


def officers_by_unit() -> dict[int, User]:
    """Who signs for each unit."""
    rows = Appointment.objects.ungated("demo").filter(role="unit_officer").select_related("user")
    return {one.organization_id: one.user for one in rows.order_by("-pk")}


def unit(short_name: str) -> Organization:
    return Organization.objects.ungated("demo").get(short_name=short_name, parent__parent=None)
