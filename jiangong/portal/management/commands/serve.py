"""``jiangong serve``: the web server with the worker beside it."""

import os
import sys
from functools import partial
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from jiangong.portal.assets import collect_if_changed
from jiangong.portal.demo.accounts import demo_notice
from jiangong.portal.serving import do_work, load_pages, serve_pages, told
from jiangong.portal.supervising import Child, apart, supervise


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
        host, port = options["host"], options["port"]
        # The supervisor itself never opens the database: its children would share the connection.
        preparation = apart("prepare", told(partial(self.prepare, host, port, whole=options["prepare"])))
        load_pages()
        preparation.join()
        if preparation.exitcode:
            sys.exit(preparation.exitcode)
        supervise([Child("web", partial(serve_pages, host, port)), Child("work", told(do_work))])

    def prepare(self, host: str, port: int, *, whole: bool) -> None:
        """See that it can be served, and say where."""
        if whole:
            call_command("prepare")
        else:
            require_prepared()
        self.stdout.write(f"建功已启动：http://{host}:{port}/　按Ctrl+C停止。")
        if settings.DEMO:
            self.stdout.write(demo_notice())
        self.stdout.flush()


def require_prepared() -> None:
    """Tables as this version wants them, or a sentence; static files as the sources are."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise CommandError("数据库还没有准备好。请先运行：jiangong prepare")
    collect_if_changed()
