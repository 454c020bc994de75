"""`jiangong read`: one object, the text, or one sentence and exit 2."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.lib.officialdoc.notices import CLEAN

JIANGONG = Path(sys.executable).parent / "jiangong"


def run(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    # Neither settings nor keys nor a database are within reach.
    return subprocess.run(
        [str(JIANGONG), *arguments], capture_output=True, check=False, env={"PATH": os.defpath, "LANG": "C"}
    )


@pytest.fixture
def notice(tmp_path: Path) -> Path:
    path = tmp_path / "通知.txt"
    path.write_text(CLEAN, encoding="utf-8")
    return path


def test_prints_one_object_in_stable_order(notice: Path) -> None:
    first, second = run("read", str(notice), "--json"), run("read", str(notice))
    assert (first.returncode, first.stderr) == (0, b"")
    assert first.stdout == second.stdout
    assert json.loads(first.stdout)["number"] == "临工发〔2023〕6号"


def test_prints_the_text_that_spans_refer_to(notice: Path) -> None:
    text = run("read", str(notice), "--text").stdout.decode()
    start, end = json.loads(run("read", str(notice)).stdout)["spans"]["title"]
    assert text[start:end] == "关于印发《临海市2023年职工建功行动方案》的通知"


def test_a_refusal_is_one_sentence_and_exit_2(tmp_path: Path) -> None:
    broken = tmp_path / "x.docx"
    broken.write_bytes(b"PK\x03\x04 broken")
    done = run("read", str(broken))
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode().strip().endswith("。")
    assert done.stderr.count(b"\n") == 1


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    done = run("read", str(tmp_path / "none.txt"))
    assert done.returncode == 2
    assert done.stderr.decode() == "找不到这个文件，请检查文件名和路径。\n"
