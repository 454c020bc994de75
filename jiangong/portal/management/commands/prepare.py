"""``jiangong prepare``: everything that must be done before the first page, quickly when nothing is."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from jiangong.domains.accounts.receivers import guards_stand
from jiangong.kit.access.actor import system_actor
from jiangong.portal.assets import collect_if_changed
from jiangong.portal.demo import is_empty, load_demo
from jiangong.portal.demo.accounts import refuse_left_over_accounts


class Command(BaseCommand):
    """Tables, demo federation (where allowed and the database is empty), static files."""

    requires_system_checks = ()  # they load every page of the product; `make check` runs them
    help = "准备运行：更新数据库结构，载入演示数据（仅限试用且库为空时），整理静态文件。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--opened", action="store_true", help="数据库还没有开通时报错，不算准备好。")

    def handle(self, *args: Any, **options: Any) -> None:
        executor = MigrationExecutor(connection)
        if ahead := _unknown_to_this_program(executor):
            raise CommandError(
                f"数据库由更新的版本升级过（{'、'.join(ahead[:3])}），这一版程序不能用它。"
                "请安装原来的版本，或把升级前的备份恢复到空的数据库。"
            )
        if executor.migration_plan(executor.loader.graph.leaf_nodes()) or not guards_stand():
            self.stdout.write("正在建立数据库……")
            call_command("migrate", interactive=False, verbosity=0)
        if options["opened"] and is_empty():
            raise CommandError(
                "数据库是空的：恢复备份的，请运行jiangong restore；新开通的，请运行jiangong init；然后再安装一次。"
            )
        if settings.PRODUCTION:
            refuse_left_over_accounts()
        if settings.DEMO and is_empty():
            self.stdout.write("正在载入演示数据……")
            load_demo(actor=system_actor())
        collect_if_changed()


def _unknown_to_this_program(executor: MigrationExecutor) -> list[str]:
    """Steps the tables have gone that this program has not got: it is older than its database."""
    loader = executor.loader
    ours = {app for app, _ in loader.disk_migrations}
    applied = sorted(set(loader.applied_migrations) - set(loader.disk_migrations))
    return [f"{app}.{name}" for app, name in applied if app in ours]
