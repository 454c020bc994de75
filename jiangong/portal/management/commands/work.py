"""``jiangong work``: background jobs, schedules, the audit sealer and the folding of figures."""

import gc
import signal
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from jiangong.domains.indicators.actions.folding import fold_some
from jiangong.kit.audit.sealing import Sealer
from jiangong.kit.jobs.worker import WorkerProcess
from jiangong.portal.demo.accounts import refuse_left_over_accounts


class Command(BaseCommand):
    """Run until SIGTERM."""

    requires_system_checks = ()  # they load every page of the product; `make check` runs them
    help = (
        "后台进程：办理后台任务、定时计划，逐秒封存审计记录、汇总指标数据。收到SIGTERM后办完手头的事再退出。"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--threads", type=int, default=2, help="同时办理的任务数。")

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.PRODUCTION:
            refuse_left_over_accounts()
        worker = WorkerProcess(threads=max(options["threads"], 1), chores=(Sealer(), fold_some))

        def stop(number: int, frame: FrameType | None) -> None:
            worker.stop()

        signal.signal(signal.SIGTERM, stop)
        signal.signal(signal.SIGINT, stop)
        gc.freeze()  # what is loaded stays: looking it through again and again costs a tenth of a large import
        worker.run()
