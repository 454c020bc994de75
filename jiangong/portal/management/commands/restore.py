"""``jiangong restore``: a backup into an empty installation."""

from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from jiangong.kit.commands.errors import Refusal
from jiangong.portal.backups.archive import restore_backup
from jiangong.portal.backups.sealed import KeySource


class Command(BaseCommand):
    """All of it, proven equal, or nothing; SQLite and PostgreSQL read each other's backups."""

    help = "恢复：把备份读进空的数据库和数据目录，逐表核对后才生效。须先放好密钥环。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="备份文件。")
        parser.add_argument("--passphrase-file", type=Path, help="制作备份时用的密码文件。")

    def handle(self, *args: Any, **options: Any) -> None:
        backup: Path = options["file"]
        if not backup.is_file():
            raise CommandError(f"没有找到备份文件{backup}。")
        call_command("migrate", interactive=False, verbosity=0)
        try:
            contents = restore_backup(backup, KeySource(options["passphrase_file"]))
        except Refusal as refusal:
            raise CommandError(refusal.sentence) from refusal
        self.stdout.write(f"已恢复{contents.rows:,}行、{len(contents.files):,}个文件，逐表核对一致。")
        self.stdout.write(f"摘要 {contents.digest}")
