"""The State Council's holidays of 2026, as published on 4 November 2025; later years are entered on the page."""

from datetime import date, timedelta

from django.db import migrations

OFF = (
    ("元旦", date(2026, 1, 1), 3),
    ("春节", date(2026, 2, 15), 9),
    ("清明节", date(2026, 4, 4), 3),
    ("劳动节", date(2026, 5, 1), 5),
    ("端午节", date(2026, 6, 19), 3),
    ("中秋节", date(2026, 9, 25), 3),
    ("国庆节", date(2026, 10, 1), 7),
)
WORKED = ((1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10))


def enter(apps, schema_editor):
    special = apps.get_model("workdays", "SpecialDay")
    rows = [
        special(day=first + timedelta(days=n), is_worked=False, name=name)
        for name, first, length in OFF
        for n in range(length)
    ]
    rows += [special(day=date(2026, month, day), is_worked=True, name="调休") for month, day in WORKED]
    special.objects.bulk_create(rows)


class Migration(migrations.Migration):
    dependencies = [("workdays", "0001_initial")]
    operations = [migrations.RunPython(enter, migrations.RunPython.noop, elidable=False)]
