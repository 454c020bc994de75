"""``jiangong demo_reset``: put the demo federation back as it was."""

import shutil
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from jiangong.kit.access.actor import system_actor
from jiangong.portal.demo import load_demo
from jiangong.portal.demo.accounts import demo_notice


class Command(BaseCommand):
    """Everything that was entered is lost; therefore only where demo data is allowed."""

    help = "清空数据库和附件，重新载入演示数据；仅限试用环境。"

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("这里不允许演示数据，没有清空任何内容。")
        call_command("migrate", interactive=False, verbosity=0)
        call_command("flush", interactive=False, verbosity=0)
        shutil.rmtree(settings.ATTACHMENT_DIR, ignore_errors=True)
        Path(settings.ANCHOR_FILE).unlink(missing_ok=True)
        load_demo(actor=system_actor())
        self.stdout.write(demo_notice())
