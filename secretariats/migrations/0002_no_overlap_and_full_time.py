"""Contracts and assignments never overlap; a person is never more than full time at once."""

from django.db import migrations

from secretariats.models.vendor import no_overlap, sql_for

# Exact: shares are added as fractions over a growing common denominator.
FULL_TIME = """
CREATE FUNCTION secretariats_within_full_time() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    day date;
    share record;
    num numeric;
    den numeric;
BEGIN
    FOR day IN
        SELECT a.start FROM secretariats_assignment a
        WHERE a.unit_id = NEW.unit_id AND a.person_id = NEW.person_id
    LOOP
        num := 0;
        den := 1;
        FOR share IN
            SELECT a.share_num AS n, a.share_den AS d FROM secretariats_assignment a
            WHERE a.unit_id = NEW.unit_id AND a.person_id = NEW.person_id
              AND a.start <= day AND (a."end" IS NULL OR a."end" >= day)
        LOOP
            num := num * share.d + share.n * den;
            den := den * share.d;
        END LOOP;
        IF num > den THEN
            RAISE EXCEPTION 'assignments of person % on % are more than full time',
                NEW.person_id, day USING ERRCODE = 'check_violation',
                CONSTRAINT = 'assignments_within_full_time';
        END IF;
    END LOOP;
    RETURN NULL;
END $$
"""


class Migration(migrations.Migration):
    dependencies = [("secretariats", "0001_people_units_and_history")]

    operations = [
        no_overlap("secretariats_contract", "contracts_do_not_overlap", "unit_id", "person_id"),
        no_overlap(
            "secretariats_assignment",
            "assignments_to_one_post_do_not_overlap",
            "unit_id",
            "person_id",
            "post_id",
        ),
        sql_for(
            "postgresql",
            forwards=[
                FULL_TIME,
                "CREATE CONSTRAINT TRIGGER assignments_within_full_time "
                "AFTER INSERT OR UPDATE ON secretariats_assignment DEFERRABLE INITIALLY DEFERRED "
                "FOR EACH ROW EXECUTE FUNCTION secretariats_within_full_time()",
            ],
            backwards=[
                "DROP TRIGGER assignments_within_full_time ON secretariats_assignment",
                "DROP FUNCTION secretariats_within_full_time()",
            ],
        ),
    ]
