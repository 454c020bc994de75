"""``jiangong audit verify`` and ``jiangong audit seal``."""

import sys
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from jiangong.kit.audit.sealing import seal_pending
from jiangong.kit.audit.verifying import SHOWN_PROBLEMS, verify


class Command(BaseCommand):
    """Check the audit trail, or seal what waits."""

    help = "audit verify：核对全部审计记录；audit seal：立即封存尚未封存的记录。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("act", choices=("verify", "seal"))

    def handle(self, *args: Any, **options: Any) -> None:
        if options["act"] == "seal":
            self.stdout.write(f"封存了{seal_pending()}条记录。")
            return
        self._verify()

    def _verify(self) -> None:
        began = time.perf_counter()
        result = verify()
        seconds = time.perf_counter() - began
        if not result.rows and not result.found:
            raise CommandError("没有任何审计记录可以核对。请确认数据库地址是否正确。")
        self.stdout.write(
            f"核对了{result.rows:,}条审计记录（已封存{result.sealed:,}条，锚点{result.anchors:,}处），"
            f"用时{seconds:.1f}秒。"
        )
        if result.sound:
            self.stdout.write(self.style.SUCCESS("全部一致：没有改动、删除、调换、插入或截断。"))
            return
        for problem in result.problems:
            self.stderr.write(self.style.ERROR(problem.sentence))
        if result.found > SHOWN_PROBLEMS:
            self.stderr.write(f"……共{result.found:,}处问题，只列出前{SHOWN_PROBLEMS}处。")
        self.stderr.write(
            self.style.ERROR(f"审计记录有{result.found:,}处问题。请保全数据库和锚点文件，并报告。")
        )
        sys.exit(1)
