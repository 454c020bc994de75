"""``jiangong backup``: everything into one encrypted file."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from jiangong.kit.commands.errors import Refusal
from jiangong.portal.backups.archive import write_backup
from jiangong.portal.backups.sealed import KeySource


class Command(BaseCommand):
    """Database, attachments and audit anchors; never the keys."""

    help = "备份：数据库、附件、审计锚点写入一个加密文件。密钥环不在其中，须另行保管。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="备份文件，须尚不存在。")
        parser.add_argument("--passphrase-file", type=Path, help="密码文件；不给则用密钥环加密。")

    def handle(self, *args: Any, **options: Any) -> None:
        target: Path = options["file"]
        if target.exists():
            raise CommandError(f"{target}已存在，没有覆盖。请换一个文件名。")
        try:
            contents = write_backup(target, KeySource(options["passphrase_file"]))
        except Refusal as refusal:
            raise CommandError(refusal.sentence) from refusal
        except OSError as error:
            raise CommandError(f"没有写成{target}：{error.strerror}。请检查目录和剩余空间。") from error
        self.stdout.write(f"已备份{contents.rows:,}行、{len(contents.files):,}个文件到{target}。")
        self.stdout.write(f"摘要 {contents.digest}")
