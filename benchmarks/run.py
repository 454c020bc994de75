"""``make bench``: every measurement, then the report."""

import subprocess
import sys

from benchmarks import report

MEASUREMENTS = ("x3", "x5", "x6", "x8", "x10", "judging", "x12", "grid", "figures", "honours")


def main() -> int:
    failed = 0
    for name in MEASUREMENTS:
        print(f"== {name}", flush=True)
        failed |= subprocess.run(
            [sys.executable, "-m", f"benchmarks.{name}", *sys.argv[1:]], check=False
        ).returncode
    report.main()
    return failed


if __name__ == "__main__":
    sys.exit(main())
