"""``jiangong draw verify``: every draw worked out again from what is stored of it."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from jiangong.domains.supervision.queries.verifying import verify_draws


class Command(BaseCommand):
    """Work draws out again and compare."""

    help = "draw verify [编号…]：从保存的名单和种子重新计算抽取结果并核对。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("act", choices=("verify",))
        parser.add_argument("keys", nargs="*", type=int, metavar="编号", help="只核对这些抽取；不写就是全部")

    def handle(self, *args: Any, **options: Any) -> None:
        wanted = list(dict.fromkeys(options["keys"]))
        found = verify_draws(wanted)
        if wanted and found.draws < len(wanted):
            raise CommandError(f"{len(wanted)}次抽取里只找到{found.draws}次已经抽取的，请核对编号。")
        if not found.draws:
            raise CommandError("没有任何抽取可以核对。请确认数据库地址是否正确。")
        for sentence in found.faults:
            self.stderr.write(self.style.ERROR(sentence))
        said = f"重新计算了{found.draws}次抽取（单位{found.units}家次、督导员{found.seats}人次）"
        if found.faults:
            raise CommandError(f"{said}，{len(found.faults)}处不一致。请保留数据库，不要重抽，并报告。")
        self.stdout.write(f"{said}，不一致0处。")
