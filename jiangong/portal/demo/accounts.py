"""The demo accounts: one for each kind of user, all with one password made for this installation."""

import secrets
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone

from jiangong.domains.accounts.choices import Console
from jiangong.domains.accounts.models import Appointment, User
from jiangong.domains.organizations.choices import OrganizationKind
from jiangong.domains.organizations.models import Organization
from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.recording import record

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing that is misread


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """Who signs in with it, what they are, and the words that find their organization."""

    username: str
    name: str
    label: str
    role: str = ""
    place: str = ""
    kind: str = ""
    title: str = ""
    console: str = ""


ACCOUNTS = (
    DemoAccount(
        "shizong",
        "周明远",
        "市总劳动和经济工作部",
        "city_officer",
        "劳动和经济",
        OrganizationKind.DEPARTMENT,
        "副部长",
    ),
    DemoAccount(
        "luru",
        "顾文静",
        "市总劳动和经济工作部录入员",
        "city_officer",
        "劳动和经济",
        OrganizationKind.DEPARTMENT,
        "干部",
    ),
    DemoAccount("lingdao", "梁志刚", "市总领导", "city_leader", "", OrganizationKind.FEDERATION, "副主席"),
    DemoAccount(
        "erqi", "陈晓岚", "二七区总工会", "unit_officer", "二七区", OrganizationKind.DISTRICT, "经济部部长"
    ),
    DemoAccount(
        "jinshui", "赵国栋", "金水区总工会", "unit_officer", "金水区", OrganizationKind.DISTRICT, "经济部部长"
    ),
    DemoAccount(
        "yutong", "孙立民", "宇通工会", "unit_officer", "宇通", OrganizationKind.ENTERPRISE, "工会副主席"
    ),
    DemoAccount(
        "jiceng",
        "王秀英",
        "二七区的一家基层工会",
        "grassroots_officer",
        "二七区",
        OrganizationKind.GRASSROOTS,
        "工会主席",
    ),
    DemoAccount("zhigong", "李建军", "职工", "worker", "二七区", OrganizationKind.GRASSROOTS),
    DemoAccount("pingwei", "刘颖", "评委", "judge", "", OrganizationKind.FEDERATION),
    DemoAccount("xitong", "系统管理员", "系统管理员", console=Console.SYSTEM),
    DemoAccount("anquan", "安全管理员", "安全管理员", console=Console.SECURITY),
    DemoAccount("shenji", "审计管理员", "审计管理员", console=Console.AUDIT),
)


def load(actor: Actor) -> list[User]:
    """Create the accounts with their appointments."""
    password = make_password(demo_password())
    return [_load(account, password, actor) for account in ACCOUNTS]


def _load(account: DemoAccount, password: str, actor: Actor) -> User:
    user = User(
        username=account.username, name=account.name, console=account.console, password=password, is_demo=True
    )
    user.password_changed_at = timezone.now()
    user.save(force_insert=True)
    record(actor, "accounts.user.open", user)
    if account.role:
        appointment = Appointment.objects.create(
            user=user, organization=_place(account), role=account.role, title=account.title
        )
        record(actor, "accounts.appointment.grant", appointment, role=account.role)
    return user


def _place(account: DemoAccount) -> Organization:
    """The first organization of the kind whose name holds the words; a grass-roots union by its district."""
    known = Organization.objects.ungated("demo accounts are placed before anybody can look")
    found = known.filter(kind=account.kind, closed_on=None).order_by("position", "pk")
    if account.kind == OrganizationKind.GRASSROOTS:
        above = known.get(kind=OrganizationKind.DISTRICT, name__contains=account.place)
        found = found.filter(path__startswith=above.path)
    else:
        found = found.filter(name__contains=account.place)
    place = found.first()
    if place is None:
        raise LookupError(f"the demo federation has no place for {account.username}")
    return place


def refuse_left_over_accounts() -> None:
    """Their one password is printed for everybody: in production nobody may be able to sign in with it."""
    left = User.objects.filter(is_demo=True, is_active=True).values_list("username", flat=True)
    if found := "、".join(left):
        raise ImproperlyConfigured(
            f"正式环境里还有启用的演示账号：{found}。演示库不能用于办公，请在空的数据库上运行jiangong init。"
        )


def demo_password() -> str:
    """The one password, made at first use and kept in the data directory."""
    path = _password_file()
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        made = "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(3))
        path.write_text(f"{made}\n", encoding="ascii")
    return path.read_text(encoding="ascii").strip()


def demo_notice() -> str:
    """What `make run` prints about the accounts."""
    if not _password_file().exists() or not User.objects.filter(username=ACCOUNTS[0].username).exists():
        return ""
    lines = [f"演示账号（密码都是 {demo_password()}）："]
    lines += [f"  {account.username:<9}{account.label}" for account in ACCOUNTS]
    return "\n".join(lines)


def _password_file() -> Path:
    return Path(settings.VAR_DIR) / "demo-password"
