"""``jiangong init``: opens a real federation, with three administrators who can only get in once like this."""

from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from jiangong.domains.accounts.actions.users import create_administrator
from jiangong.domains.accounts.choices import Console
from jiangong.domains.accounts.models import User
from jiangong.domains.organizations.actions.opening import create_organization
from jiangong.domains.organizations.choices import OrganizationKind
from jiangong.domains.organizations.models import Organization
from jiangong.kit.access.actor import system_actor
from jiangong.kit.access.keyring import forget_keys, new_contents, write_keyring
from jiangong.kit.commands.errors import Refusal
from jiangong.lib.codes import normalize_credit_code
from jiangong.lib.dates import parse_date

ADMINISTRATORS = (
    ("xitong", Console.SYSTEM),
    ("anquan", Console.SECURITY),
    ("shenji", Console.AUDIT),
)

# Nothing below the root can be older than the root.
EARLIEST = date(1949, 1, 1)


class Command(BaseCommand):
    """Opens an empty database as one federation."""

    help = "开通一个市总工会：建立根组织和三名管理员，打印一次性密码。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--name", default="", help="市总工会全称，例如“某市总工会”。")
        parser.add_argument("--short-name", default="", help="简称，例如“市总”。")
        parser.add_argument("--code", default="", help="统一社会信用代码。")
        parser.add_argument(
            "--opened-on",
            default=f"{EARLIEST:%Y-%m-%d}",
            help="成立日期，例如1950-05-01；所属工会的成立日期不能早于它，不写时从1949年1月1日起记。",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        facts = self._facts(options)
        call_command("migrate", interactive=False, verbosity=0)
        opened = Organization.objects.ungated("whether the database is still empty")
        if opened.exists() or User.objects.exists():
            raise CommandError("这个数据库已经开通过。要另开一个市总工会，请换一个空数据库。")
        self._make_keyring()
        try:
            passwords = open_federation(options["name"], facts)
        except Refusal as refusal:
            raise CommandError(refusal.sentence) from refusal
        self.stdout.write(f"“{options['name']}”已开通。三名管理员的一次性密码只显示这一次，7天内有效：")
        for (username, console), password in zip(ADMINISTRATORS, passwords, strict=True):
            self.stdout.write(f"  {console.label}　账号 {username}　密码 {password}")
        self.stdout.write("请分别交给三个人，首次登录须改密码。密码遗失时运行jiangong reset_password。")

    def _facts(self, options: dict[str, Any]) -> dict[str, Any]:
        """What is known of the root, before anything is made."""
        if not options["name"].strip():
            raise CommandError(
                "请写明市总工会全称，例如：jiangong init --name 某某市总工会 --short-name 市总 --opened-on 1950-05-01"
            )
        try:
            opened = parse_date(options["opened_on"])
            code = normalize_credit_code(options["code"]) if options["code"] else ""
        except ValueError as error:
            raise CommandError(str(error)) from error
        if opened > timezone.localdate():
            raise CommandError("成立日期不能晚于今天，请改正--opened-on。")
        return {"short_name": options["short_name"], "credit_code": code, "starts_on": opened}

    def _make_keyring(self) -> None:
        """Keys are made once, here; an existing ring is never replaced."""
        path = Path(settings.KEYRING_FILE)
        if path.exists():
            return
        try:
            write_keyring(path, new_contents())
        except OSError as error:
            raise CommandError(
                f"写不了密钥环{path}（{error.strerror}）。请改正JIANGONG_KEYRING，或让运行服务的账号能写这个目录。"
            ) from error
        forget_keys()
        self.stdout.write(f"已生成密钥环{path}。请另存一份到安全处，不要与数据库备份放在一起。")


@transaction.atomic
def open_federation(name: str, facts: dict[str, Any]) -> list[str]:
    """The root organization and the administrators, all or nothing; returns their passwords in order."""
    actor = system_actor("init")
    create_organization(
        name=name,
        kind=OrganizationKind.FEDERATION,
        parent=None,
        actor=actor,
        **{"starts_on": EARLIEST, **facts},
    )
    return [
        create_administrator(username, console.label, console, actor=actor)
        for username, console in ADMINISTRATORS
    ]
