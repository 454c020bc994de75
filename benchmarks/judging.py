"""X11: 1,000 works with five scores each, entered by twenty judges at once over HTTP; then the ranking page."""

import json
import sys
import threading
import time
import uuid

from benchmarks.measuring import keep, median, percentile, processor_seconds
from benchmarks.places import installation, python
from tests.support.live import Installation
from tests.support.visitor import Visitor

WORKS, FEW = 1_000, 50
LOOKS = 20
PASSWORD = "judging-2026-bench"
PEERS = "pretalx 38/s, Indico 25/s, under other load"


def judging(made: Installation, works: int) -> tuple[dict[str, str], int]:
    """Every judge in a thread of their own, sheet after sheet; signing in and the form's token are not in the time."""
    told = json.loads(python(made, "benchmarks.judging_inside", str(works), PASSWORD))
    visitors = {}
    for name in told["sheets"]:
        visitors[name] = visitor = Visitor(made.port)
        if visitor.sign_in(name, PASSWORD).status != 302:
            raise RuntimeError(f"{name} cannot sign in")
    together = threading.Barrier(len(visitors) + 1)
    seconds: list[float] = []
    wrong: list[int] = []

    def judge(name: str) -> None:
        visitor, sheets = visitors[name], told["sheets"][name]
        token = visitor.hidden(f"/assessments/sheets/{sheets[0]}/score/")["csrfmiddlewaretoken"]
        together.wait()
        for place, sheet in enumerate(sheets):
            points = {f"p{item}": str((sheet + place + item) % 21) for item in told["items"]}
            fields = {"csrfmiddlewaretoken": token, "command_key": str(uuid.uuid4()), **points}
            began = time.perf_counter()
            answer = visitor.post(f"/assessments/sheets/{sheet}/score/", fields)
            seconds.append(time.perf_counter() - began)
            if answer.status != 302:
                wrong.append(answer.status)

    threads = [threading.Thread(target=judge, args=(name,)) for name in visitors]
    for thread in threads:
        thread.start()
    together.wait()
    before, began = processor_seconds(made.process.pid), time.perf_counter()
    for thread in threads:
        thread.join()
    took = time.perf_counter() - began
    used = processor_seconds(made.process.pid) - before
    return {
        "what": f"X11: {len(seconds):,} scores of {works:,} works by {len(visitors)} judges at once",
        "per s": f"{len(seconds) / took:.0f} (target ≥ 200; {PEERS})",
        "p95 ms": f"{percentile(seconds, 0.95) * 1000:.0f}",
        "server CPU ms each": f"{used / len(seconds) * 1000:.1f}",
        "errors": str(len(wrong)),
    }, told["round"]


def ranking(made: Installation, clerk: Visitor, one: int, works: int, target: int) -> dict[str, str]:
    """Reckoning it once, then the page with every row."""
    token = clerk.hidden(f"/assessments/rounds/{one}/")["csrfmiddlewaretoken"]
    began = time.perf_counter()
    fields = {"csrfmiddlewaretoken": token, "command_key": str(uuid.uuid4())}
    answer = clerk.post(f"/assessments/rounds/{one}/tally/", fields)
    tallied = time.perf_counter() - began
    path = f"/assessments/rounds/{one}/ranking/"
    if answer.location != path:
        raise RuntimeError(f"the tally of {works} led to {answer.location or answer.status}")
    taken = []
    before = processor_seconds(made.process.pid)
    for _ in range(LOOKS):
        began = time.perf_counter()
        page = clerk.get(path)
        taken.append(time.perf_counter() - began)
        if page.status != 200 or page.text.count('class="rankno"') != works:
            raise RuntimeError(f"{path} answered {page.status}")
    used = (processor_seconds(made.process.pid) - before) / LOOKS
    return {
        "what": f"X11: the ranking page with all {works:,} rows",
        "median ms": f"{median(taken) * 1000:.0f}",
        "p95 ms": f"{percentile(taken, 0.95) * 1000:.0f}",
        "server CPU ms": f"{used * 1000:.0f}",
        "tally s": f"{tallied:.2f}",
        "target ms": f"≤ {target}",
    }


def measure(database: str, works: int) -> list[dict[str, str]]:
    with installation(database) as made:
        made.start()
        try:
            rows = []
            for count, target in ((min(FEW, works), 30), (works, 150)):
                entered, one = judging(made, count)
                clerk = Visitor(made.port)
                clerk.sign_in("shizong", made.password)
                rows += [entered, ranking(made, clerk, one, count, target)]
        finally:
            made.stop()
    return [{**row, "what": f"{row['what']}, {database}"} for row in rows]


def main() -> None:
    works = int(sys.argv[1]) if sys.argv[1:] and sys.argv[1].isdigit() else WORKS
    found = [row for database in ("sqlite", "postgresql") for row in measure(database, works)]
    if works == WORKS:
        keep("X11", found)
    else:  # a trial: its figures are nobody's
        print("\n".join(" | ".join(f"{key}: {value}" for key, value in row.items()) for row in found))


if __name__ == "__main__":
    main()
