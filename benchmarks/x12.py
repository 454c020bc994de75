"""X12: sign-ins, 100 in flight; and X10: start of an installed product, memory while idle and busy."""

import threading
import time

from benchmarks.measuring import keep, percentile, proportional_set
from benchmarks.places import installation
from tests.support.visitor import Visitor

IN_FLIGHT, EACH = 100, 3
ACCOUNTS = ("shizong", "lingdao", "erqi", "jinshui", "yutong", "jiceng", "zhigong", "pingwei")


def sign_ins(port: int, password: str) -> tuple[float, list[float], int]:
    """A hundred people at once, three times each; form pages are fetched beforehand."""
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
            fields |= {"username": ACCOUNTS[number % len(ACCOUNTS)], "password": password}
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
        began = time.perf_counter()
        made.start()
        started = time.perf_counter() - began
        try:
            time.sleep(3)
            idle = proportional_set(made.process.pid)
            rate, seconds, failed = sign_ins(made.port, made.password)
            peak = proportional_set(made.process.pid)
        finally:
            made.stop()
    return [
        {
            "what": f"X12: {IN_FLIGHT * EACH} sign-ins, {IN_FLIGHT} in flight, {database}",
            "per s": f"{rate:.1f} (target ≥ 30)",
            "p95 s": f"{percentile(seconds, 0.95):.2f} (target ≤ 3)",
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
