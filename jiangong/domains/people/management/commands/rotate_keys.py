"""``jiangong rotate_keys``: a new sealing key for phone and identity numbers."""

from typing import Any

from django.core.management.base import BaseCommand

from jiangong.domains.people.actions import count_old_seals, reseal_batch, start_key_rotation
from jiangong.kit.access.actor import system_actor


class Command(BaseCommand):
    """Adds a key and reseals every number; stopped anywhere, the next run goes on where it stood."""

    help = "更换手机号和身份证号的加密密钥；中断后再次运行会接着做完。"

    def handle(self, *args: Any, **options: Any) -> None:
        actor = system_actor()
        key = start_key_rotation(actor=actor)
        total = count_old_seals()
        self.stdout.write(f"当前密钥{key}，待重新加密{total}人。")
        last: int | None = 0
        while last is not None:
            last = reseal_batch(last, actor=actor)
            if last is not None:
                self.stdout.write(f"还有{count_old_seals()}人。")
        if left := count_old_seals():
            self.stdout.write(f"其间又有{left}人的号码以旧密钥保存，请再运行一次。")
        else:
            self.stdout.write("全部完成。请立即备份密钥环；旧密钥仍用于读取旧备份，请勿删除。")
