"""``jiangong prepare``: everything that must be done before the first page, quickly when nothing is."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
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

    def handle(self, *args: Any, **options: Any) -> None:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()) or not guards_stand():
            self.stdout.write("正在建立数据库……")
            call_command("migrate", interactive=False, verbosity=0)
        if settings.PRODUCTION:
            refuse_left_over_accounts()
        if settings.DEMO and is_empty():
            self.stdout.write("正在载入演示数据……")
            load_demo(actor=system_actor())
        collect_if_changed()
