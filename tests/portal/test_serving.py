"""What is loaded before the children are forked, and what is said when it cannot be served."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError

from jiangong.portal.serving import told
from tests.support.live import Installation

# The supervisor forks: a thread or a connection of its own would be broken in every child.
BEFORE_FORKING = """
import sys, threading
import django; django.setup()
from django.core.management import call_command
from django.db import connections
from jiangong.portal.management.commands import serve
serve.supervise = lambda children: print(
    [child.name for child in children], threading.active_count(),
    [one.connection for one in connections.all()], "jiangong.config.wsgi" in sys.modules,
)
call_command("serve", "--prepare")
"""


def test_the_supervisor_has_no_thread_and_no_connection(tmp_path: Path):
    done = subprocess.run(
        [sys.executable, "-c", BEFORE_FORKING],
        env=Installation(tmp_path / "var").prepare().environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "建功已启动：http://127.0.0.1:8000/" in done.stdout
    assert done.stdout.splitlines()[-1] == "['web', 'work'] 1 [None] False"


def test_a_database_without_tables_is_not_served(tmp_path: Path):
    done = Installation(tmp_path / "var").command("serve", "--port", "1")
    assert done.returncode == 1
    assert done.stderr.strip() == "数据库还没有准备好。请先运行：jiangong prepare"


def test_a_wrong_setting_is_a_sentence(tmp_path: Path):
    done = Installation(tmp_path / "var").command("serve", JIANGONG_ENV="sometimes")
    assert (done.returncode, done.stderr.strip()) == (1, "JIANGONG_ENV应为development或production。")


def test_what_a_child_refuses_is_told_in_its_sentence():
    def refuse() -> None:
        raise CommandError("请先准备。")

    with pytest.raises(SystemExit, match=r"^请先准备。$"):
        told(refuse)()
