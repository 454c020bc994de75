"""Letters to departments are read through a gate."""

import django.db.models.manager
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('honors', '0003_longer_reasons'),
    ]

    operations = [
        migrations.AlterModelManagers(
            name='consultation',
            managers=[
                ('unscoped', django.db.models.manager.Manager()),
            ],
        ),
    ]
