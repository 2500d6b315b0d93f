"""Reminders may wait to be sent, and removed entries are found in the history by their key."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("secretariats", "0006_reminders_can_be_put_off"),
        ("timetracking", "0005_weeks_are_decided_and_what_helps_to_log"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="reminder",
            options={
                "ordering": ["-day", "-pk"],
                "verbose_name": "reminder",
                "verbose_name_plural": "reminders",
            },
        ),
        migrations.AddField(
            model_name="removedentry",
            name="entry",
            field=models.BigIntegerField(blank=True, null=True, verbose_name="key of the entry"),
        ),
        migrations.AlterField(
            model_name="reminder",
            name="sent",
            field=models.DateTimeField(blank=True, null=True, verbose_name="sent"),
        ),
        migrations.AddIndex(
            model_name="removedentry",
            index=models.Index(fields=["person", "date"], name="removed_by_person_and_date"),
        ),
    ]
