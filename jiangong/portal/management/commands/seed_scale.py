"""``jiangong seed_scale``: a province-sized federation for measurements."""

import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from jiangong.portal.scale import figures, organizations, people


class Command(BaseCommand):
    """15,583 unions and 1.72 million people, as fast as the database takes them."""

    help = "载入测量用的大量数据；仅限试用环境。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--unions", type=int, default=organizations.UNIONS, help="基层工会数。")
        parser.add_argument("--facts", action="store_true", help="另载入12个指标全年各月的数据。")
        parser.add_argument("--people", type=int, default=people.PEOPLE, help="人员数。")

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError("正式环境不载入测量数据。")
        began = time.perf_counter()
        unions = organizations.load(options["unions"])
        middle = time.perf_counter()
        self.stdout.write(f"组织{unions:,}个，{middle - began:.1f}秒")
        persons = people.load(options["people"])
        if options["facts"]:
            self.stdout.write(f"数据{figures.load():,}条，{time.perf_counter() - middle:.1f}秒")
        with (
            connection.cursor() as cursor
        ):  # what autovacuum or the first night would do: a measurement does not wait
            cursor.execute("VACUUM (ANALYZE)" if connection.vendor == "postgresql" else "ANALYZE")
        ended = time.perf_counter()
        self.stdout.write(f"人员{persons:,}人，{ended - middle:.1f}秒；共{ended - began:.1f}秒")
