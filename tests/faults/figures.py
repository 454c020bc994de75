"""Two processes of the folding proof: one states figures without end, one folds them; both are killed from outside."""

import os
import sys
from datetime import date, timedelta
from decimal import Decimal
from random import Random

import django


def write() -> None:
    """Figures stated, corrected and taken back, and unions of the demo as their units."""
    from jiangong.domains.indicators.actions.facts import Figure, put_facts
    from jiangong.domains.indicators.models import Indicator
    from jiangong.domains.organizations.models import Organization

    random = Random(os.getpid())
    units = list(Organization.objects.ungated("a proof").values_list("pk", flat=True))
    indicators = list(Indicator.objects.ungated("a proof").exclude(kind="ratio").values_list("pk", flat=True))
    while True:
        origin = f"proof:{random.randrange(400)}"
        day = date(2025, 1, 1) + timedelta(days=random.randrange(500))
        figures = [
            Figure(origin, indicator, random.choice(units), day, Decimal(random.randrange(1000)) / 10)
            for indicator in random.sample(indicators, min(3, len(indicators)))
        ]
        put_facts([origin], figures if random.random() < 0.9 else [])


def fold() -> None:
    from jiangong.domains.indicators.actions.folding import fold_pending

    print("folding", flush=True)  # who kills waits for it
    while True:
        fold_pending(7)


if __name__ == "__main__":
    django.setup()
    {"write": write, "fold": fold}[sys.argv[1]]()
