from django.db import migrations

from secretariats.core.palette import slots


def give(apps, _editor):
    """Give the instruments that are there a slot each, in the order in which they came."""
    model = apps.get_model("secretariats", "Instrument")
    rows = list(model.objects.order_by("pk"))
    given = slots((row.code, row.palette) for row in rows)
    for row in rows:
        row.palette = given[row.code]
    model.objects.bulk_update(rows, ["palette"], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("secretariats", "0004_looks_and_guides")]

    operations = [migrations.RunPython(give, migrations.RunPython.noop)]
