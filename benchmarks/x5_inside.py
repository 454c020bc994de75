"""Inside the installation: the federation's figure of one indicator, asked line by line; prints value and seconds."""

import json
import sys
import time
from datetime import date

import django

django.setup()

from jiangong.domains.indicators.models import Indicator  # noqa: E402
from jiangong.domains.indicators.queries.figures import Span, value  # noqa: E402


def main() -> None:
    indicator, root = (int(one) for one in sys.argv[1:])
    counted = Indicator.objects.ungated("a measurement").get(pk=indicator)
    span = Span(date(2000, 1, 1), date(2100, 12, 31))
    value(counted, root, span)
    print("ready", flush=True)
    for _ in sys.stdin:
        began = time.perf_counter()
        found = value(counted, root, span)
        print(
            json.dumps({"value": str(found.amount), "seconds": time.perf_counter() - began}),
            flush=True,
        )


if __name__ == "__main__":
    main()
