"""Reasons as long as the dialog that asks for them."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('honors', '0002_quotas_of_all_units'),
    ]

    operations = [
        migrations.AlterField(
            model_name='edition',
            name='reason',
            field=models.CharField(max_length=500, verbose_name='变动原因'),
        ),
        migrations.AlterField(
            model_name='nomination',
            name='reason',
            field=models.CharField(blank=True, editable=False, max_length=500, verbose_name='退回（未入选）理由'),
        ),
        migrations.AlterField(
            model_name='programme',
            name='closing_reason',
            field=models.CharField(blank=True, editable=False, max_length=500, verbose_name='取消理由'),
        ),
    ]
