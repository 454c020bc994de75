"""``jiangong scores verify``."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from jiangong.domains.assessments.queries.verifying import SHOWN, verify_scores


class Command(BaseCommand):
    """Reckon every score, figure from data and rank again from what was stored with it."""

    help = "scores verify：由留存的评分和数据重新计算并核对全部总分、数据得分、结果和名次。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("act", choices=("verify",))

    def handle(self, *args: Any, **options: Any) -> None:
        began = time.perf_counter()
        found = verify_scores()
        if not found.whole:
            raise CommandError("没有任何评分可以核对。请确认数据库地址是否正确。")
        for sentence in found.differing[:SHOWN]:
            self.stderr.write(self.style.ERROR(sentence))
        said = (
            f"重新计算了{found.sheets:,}份评分表、{found.reckonings:,}个数据得分、"
            f"{found.results:,}次汇总的{found.rows:,}个得分和名次"
        )
        if found.differing:
            raise CommandError(f"{said}，{len(found.differing):,}处不一致，请报告。")
        took = time.perf_counter() - began
        self.stdout.write(f"{said}，差异0处，用时{took:.1f}秒。")
