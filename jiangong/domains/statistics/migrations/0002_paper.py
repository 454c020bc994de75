"""An issued circular keeps its words."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("statistics", "0001_initial")]

    operations = [
        migrations.AddField("circular", "paper", models.JSONField(editable=False, null=True, verbose_name="印发稿")),
    ]
