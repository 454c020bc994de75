"""The ladder as it is before anybody changes it."""

from django.db import migrations

DAYS = {"before": -3, "due": 0, "above": 3, "leader": 7}


def enter(apps, schema_editor):
    rung = apps.get_model("messaging", "Rung")
    rung.objects.bulk_create([rung(name=name, days=days) for name, days in DAYS.items()])


class Migration(migrations.Migration):
    dependencies = [("messaging", "0002_reminders")]
    operations = [migrations.RunPython(enter, migrations.RunPython.noop)]
