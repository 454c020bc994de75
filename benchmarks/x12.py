"""X12: sign-ins, 100 in flight; and X10: start of an installed product, memory while idle and busy."""

import os
import threading
import time
from pathlib import Path

from benchmarks.measuring import keep, percentile, proportional_set
from benchmarks.places import installation
from tests.support.visitor import Visitor

IN_FLIGHT, EACH = 100, 3
# A hundred people with passwords of their own, each hashed as the product hashes.
OPEN = """
from django.contrib.auth.hashers import make_password
from jiangong.domains.accounts.models import User
for number in range({count}):
    User.objects.create(username=f"bench{{number}}", name="测", password=make_password("{password}"))
"""


def processor_seconds(pid: int) -> float:
    """What a process and everything below it has used of the processors."""
    used, queue = 0, [pid]
    while queue:
        current = queue.pop()
        used += sum(
            int(ticks)
            for ticks in Path(f"/proc/{current}/stat").read_text().rpartition(")")[2].split()[11:13]
        )
        queue += [int(c) for c in Path(f"/proc/{current}/task/{current}/children").read_text().split()]
    return used / os.sysconf("SC_CLK_TCK")


def sign_ins(port: int, password: str) -> tuple[float, list[float], int]:
    """A hundred people at once, three times each, every time from a browser never seen before."""
    visitors = [Visitor(port) for _ in range(IN_FLIGHT)]
    for visitor in visitors:
        visitor.get("/account/sign-in/")
    seconds: list[float] = []
    failures: list[int] = []
    barrier = threading.Barrier(IN_FLIGHT + 1)

    def run(number: int) -> None:
        barrier.wait()
        for turn in range(EACH):
            visitor = Visitor(port) if turn else visitors[number]
            fields = visitor.hidden("/account/sign-in/")
            fields |= {"username": f"bench{number}", "password": password}
            began = time.perf_counter()
            answer = visitor.post("/account/sign-in/", fields)
            seconds.append(time.perf_counter() - began)
            if answer.status != 302:
                failures.append(answer.status)

    threads = [threading.Thread(target=run, args=(number,)) for number in range(IN_FLIGHT)]
    for thread in threads:
        thread.start()
    barrier.wait()
    began = time.perf_counter()
    for thread in threads:
        thread.join()
    return IN_FLIGHT * EACH / (time.perf_counter() - began), seconds, len(failures)


def measure(database: str) -> list[dict[str, str]]:
    with installation(database) as made:
        opened = made.command("shell", "-c", OPEN.format(count=IN_FLIGHT, password=made.password))
        if opened.returncode:
            raise RuntimeError(opened.stderr)
        made.start().stop()  # the first start after an installation or an upgrade collects the static files
        began = time.perf_counter()
        made.start()
        started = time.perf_counter() - began
        try:
            time.sleep(3)
            idle = proportional_set(made.process.pid)
            before = processor_seconds(made.process.pid)
            rate, seconds, failed = sign_ins(made.port, made.password)
            used = (processor_seconds(made.process.pid) - before) / (IN_FLIGHT * EACH)
            peak = proportional_set(made.process.pid)
        finally:
            made.stop()
    return [
        {
            "what": f"X12: {IN_FLIGHT * EACH} sign-ins, {IN_FLIGHT} in flight, {database}",
            "per s": f"{rate:.1f} (target ≥ 30)",
            "p95 s": f"{percentile(seconds, 0.95):.2f} (target ≤ 3)",
            "processor ms each": f"{used * 1000:.0f} (form page and sign-in)",
            "errors": str(failed),
        },
        {
            "what": f"X10: start of an installed product, {database}",
            "s": f"{started:.2f} (target ≤ 2)",
            "idle MiB": f"{idle} (target ≤ 200)",
            "after the sign-ins MiB": f"{peak} (target ≤ 500)",
        },
    ]


def main() -> None:
    keep("X12", [row for database in ("sqlite", "postgresql") for row in measure(database)])


if __name__ == "__main__":
    main()
