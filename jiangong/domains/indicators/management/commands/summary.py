"""``jiangong summary verify``, ``fold`` and ``rebuild``."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from jiangong.domains.indicators.actions.folding import fold_everything, rebuild
from jiangong.domains.indicators.queries.verifying import SHOWN, verify_summary


class Command(BaseCommand):
    """Check every kept sum, take in what is pending, or make all of them anew."""

    help = "summary verify：从台账和数据重新计算并核对全部汇总；fold：汇总待办；rebuild：全部重建。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("act", choices=("verify", "fold", "rebuild"))

    def handle(self, *args: Any, **options: Any) -> None:
        began = time.perf_counter()
        said = {"verify": self._verify, "fold": self._fold, "rebuild": self._rebuild}[options["act"]]()
        self.stdout.write(f"{said}用时{time.perf_counter() - began:.1f}秒。")

    def _verify(self) -> str:
        result = verify_summary()
        if not result.rows:
            raise CommandError(
                "没有任何汇总可以核对。请确认数据库地址是否正确，或先运行jiangong summary rebuild。"
            )
        for sentence in result.differing[:SHOWN]:
            self.stderr.write(self.style.ERROR(sentence))
        said = f"核对了{result.rows:,}行、{result.cells:,}格汇总（待汇总{result.pending:,}处已计入）"
        if result.differing:
            raise CommandError(
                f"{said}，{len(result.differing):,}行不一致。请运行jiangong summary rebuild，并报告。"
            )
        return f"{said}，差异0处，"

    def _fold(self) -> str:
        return f"汇总了{fold_everything():,}处变化，"

    def _rebuild(self) -> str:
        return f"重建了{rebuild():,}个单元及其汇总，"
