"""``jiangong serve``: the web server with the worker beside it."""

import json
import os
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from jiangong.portal import supervising
from jiangong.portal.assets import collect_if_changed
from jiangong.portal.demo.accounts import demo_notice


class Command(BaseCommand):
    """Becomes the supervisor of two children; SIGTERM and SIGINT stop both."""

    requires_system_checks = ()  # they load every page of the product; `make check` runs them
    help = "启动网页服务和后台进程。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="监听地址，默认只对本机开放。")
        parser.add_argument("--prepare", action="store_true", help="先做jiangong prepare要做的事。")
        parser.add_argument(
            "--port", type=int, default=int(os.environ.get("PORT", "8000")), help="监听端口。"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["prepare"]:
            call_command("prepare")
        else:
            self._require_tables()
            collect_if_changed()
        connection.close()
        children = {"web": self._web(options["host"], options["port"]), "work": self._work()}
        self.stdout.write(f"建功已启动：http://{options['host']}:{options['port']}/　按Ctrl+C停止。")
        if settings.DEMO:
            self.stdout.write(demo_notice())
        self.stdout.flush()
        supervisor = str(Path(supervising.__file__))
        os.execv(sys.executable, [sys.executable, supervisor, json.dumps(children)])  # noqa: S606

    def _require_tables(self) -> None:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            raise CommandError("数据库还没有准备好。请先运行：jiangong prepare")

    def _web(self, host: str, port: int) -> list[str]:
        return [
            *(sys.executable, "-m", "granian", "--interface", "wsgi"),
            *("--host", host, "--port", str(port), "--log-level", "warning"),
            *(
                "--workers",
                str(max(settings.WORKERS, 1)),
                "--blocking-threads",
                str(max(settings.THREADS, 1)),
            ),
            *("--respawn-failed-workers", "--no-ws", "--http", "1", "--workers-kill-timeout", "20"),
            "jiangong.config.wsgi:application",
        ]

    def _work(self) -> list[str]:
        return [sys.executable, "-m", "django", "work"]
