"""No acknowledgement before fsync: between a request and its answer the database reached the disk.

A kill cannot see this — the kernel keeps what was written — so the system calls of the server are watched.
"""

import os
import re
import signal
import subprocess
import time
import uuid
from pathlib import Path

import pytest

from tests.support.live import Installation
from tests.support.system import STRACE, missing
from tests.support.visitor import Visitor

REQUESTS = int(os.environ.get("FSYNCS", "10"))
CALL = re.compile(r"^(?:\[pid\s+\d+\]\s+|\d+\s+)?(\d+\.\d+) .*(?:fsync|fdatasync)(?:\(| resumed)")
pytestmark = [
    pytest.mark.timeout(600),
    pytest.mark.skipif(bool(missing(STRACE)), reason=missing(STRACE) or "present"),
]


def descendants(pid: int) -> list[int]:
    """The process and everything below it."""
    found = [pid]
    for parent in found:
        children = Path(f"/proc/{parent}/task/{parent}/children")
        found += [int(child) for child in children.read_text().split()] if children.exists() else []
    return found


def is_web(pid: int) -> bool:
    return Path(f"/proc/{pid}/comm").read_text().strip() == "jiangong-web"


def synced_between(calls: list[float], began: float, ended: float) -> bool:
    return any(began <= at <= ended for at in calls)


def watched_submissions(installation: Installation, log: Path) -> list[tuple[float, float]]:
    """Submit one by one while every web process is traced; returns when each was asked and answered."""
    visitor = Visitor(installation.port)
    assert visitor.sign_in("erqi", installation.password).status == 302
    web = [pid for pid in descendants(installation.process.pid) if is_web(pid)]
    attach = [part for pid in web for part in ("-p", str(pid))]
    command = ["strace", "-f", "-ttt", "-e", "trace=fsync,fdatasync", "-o", str(log), *attach]
    tracer = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    time.sleep(1.5)
    spans = []
    try:
        for number in range(REQUESTS):
            fields = {
                **visitor.hidden("/documents/new/"),
                "direction": "incoming",
                "title": f"synced-{number}",
                "issuer_name": "河州市总工会",
                "received_on": "2026-01-05",
                "urgency": "normal",
                "command_key": str(uuid.uuid4()),
            }
            time.sleep(0.3)  # whatever the form page may still sync must not count
            began = time.time()
            answer = visitor.post("/documents/new/", fields)
            spans.append((began, time.time()))
            assert answer.status == 302
    finally:
        time.sleep(0.3)
        tracer.send_signal(signal.SIGINT)
        tracer.wait(timeout=20)
    return spans


def test_every_acknowledgement_follows_an_fsync(tmp_path: Path):
    installation = Installation(tmp_path / "var").prepare().start()
    try:
        spans = watched_submissions(installation, tmp_path / "calls")
    finally:
        installation.stop()
    calls = [
        float(found[1])
        for line in (tmp_path / "calls").read_text().splitlines()
        if (found := CALL.match(line))
    ]
    unsynced = [span for span in spans if not synced_between(calls, *span)]
    print(f"\n{len(spans)} submissions, {len(spans) - len(unsynced)} synced before the answer")
    assert len(spans) == REQUESTS
    assert unsynced == []
