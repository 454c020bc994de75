"""``jiangong demo``: load the demo federation into an empty database."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from jiangong.kit.access.actor import system_actor
from jiangong.portal.demo import is_empty, load_demo
from jiangong.portal.demo.accounts import demo_notice


class Command(BaseCommand):
    """Only where demo accounts are allowed, only into an empty database."""

    help = "把演示数据载入空的数据库。"

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("这里不允许演示数据。试用请设置JIANGONG_DEMO=true。")
        if not is_empty():
            raise CommandError("数据库里已有组织，没有载入。重置演示数据请运行：make demo-reset")
        load_demo(actor=system_actor())
        self.stdout.write(demo_notice())
