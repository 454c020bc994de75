"""``jiangong rotate_keys``: a new sealing key for whatever the product keeps sealed."""

from typing import Any

from django.core.management.base import BaseCommand

from jiangong.kit.access.actor import system_actor
from jiangong.kit.access.sealed_columns import count_old_seals
from jiangong.kit.commands.rotation import reseal_everything, start_key_rotation


class Command(BaseCommand):
    """Adds a key and reseals every value; stopped anywhere, the next run goes on where it stood."""

    help = "更换手机号、身份证号和动态验证码的加密密钥；中断后再次运行会接着做完。"

    def handle(self, *args: Any, **options: Any) -> None:
        actor = system_actor()
        key = start_key_rotation(actor=actor)
        left = count_old_seals()
        self.stdout.write(f"当前密钥{key}，待重新加密{left}项。")
        for done in reseal_everything(actor=actor):
            left -= done
            self.stdout.write(f"还有{max(left, 0)}项。")
        if left := count_old_seals():
            self.stdout.write(f"其间又有{left}项以旧密钥保存，请再运行一次。")
        else:
            self.stdout.write("全部完成。请立即备份密钥环；旧密钥仍用于读取旧备份，请勿删除。")
