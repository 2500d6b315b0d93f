"""Drafts may overlap what is in force: they end it when they come into force themselves."""

from django.db import migrations

from secretariats.models.vendor import no_overlap, sql_for

TABLE, NAME = "costsharing_agreement", "agreements_do_not_overlap"
SAME = "int8range(unit_id, unit_id, '[]') WITH &&"
EVERY = (
    f"ALTER TABLE {TABLE} ADD CONSTRAINT {NAME} EXCLUDE USING gist "
    f'({SAME}, daterange("start", "end", \'[]\') WITH &&)'
)


class Migration(migrations.Migration):
    dependencies = [("costsharing", "0003_agreements_come_into_force_by_signatures")]

    operations = [
        sql_for(
            "postgresql",
            forwards=[f"ALTER TABLE {TABLE} DROP CONSTRAINT {NAME}"],
            backwards=[EVERY],
        ),
        no_overlap(TABLE, NAME, "unit_id", only="state = 'in_force'"),
    ]
