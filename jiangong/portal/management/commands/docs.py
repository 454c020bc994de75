"""Write the generated documents, or check that they are up to date."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from jiangong.portal.reference import PAGES


class Command(BaseCommand):
    """``docs`` writes; ``docs --check`` fails when a page is stale."""

    help = "写出由代码生成的文档；加--check只检查是否最新。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        place = Path(settings.BASE_DIR) / "docs"
        stale = []
        for name, write in PAGES.items():
            path, text = place / name, write()
            if path.exists() and path.read_text(encoding="utf-8") == text:
                continue
            stale.append(name)
            if not options["check"]:
                path.write_text(text, encoding="utf-8")
        if stale and options["check"]:
            raise CommandError(f"这些文档已过时：{'、'.join(stale)}。请运行make docs。")
        self.stdout.write(f"{len(PAGES)}份文档，更新{0 if options['check'] else len(stale)}份。")
