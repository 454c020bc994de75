"""``jiangong reset_password``: lets an administrator who lost their password in again, from the server itself."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from jiangong.domains.accounts.actions.users import reset_administrator
from jiangong.domains.accounts.models import User
from jiangong.kit.access.actor import system_actor
from jiangong.kit.commands.errors import Refusal


class Command(BaseCommand):
    """For the three administrators only; everybody else is reset by the level above."""

    help = "重置一名管理员的密码，解除其手机验证器，打印一次性密码。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username", help="管理员账号，例如xitong。")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(username=options["username"]).first()
        if user is None or not user.console:
            raise CommandError("没有这个管理员账号。业务账号请由上级工会或系统管理员在网页上重置。")
        try:
            password = reset_administrator(user, actor=system_actor("reset_password"))
        except Refusal as refusal:
            raise CommandError(refusal.sentence) from refusal
        self.stdout.write(f"{user.username}的一次性密码（只显示这一次，7天内有效）：{password}")
