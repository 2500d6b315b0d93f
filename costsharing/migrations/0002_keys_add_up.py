"""Agreements of a unit never overlap; a key adds up to 1, exactly; a run is never changed."""

from django.db import migrations

from secretariats.models.vendor import no_overlap, sql_for

ADDS_UP = """
CREATE FUNCTION costsharing_key_adds_up() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    agreement bigint;
    basis_now text;
    share record;
    num numeric := 0;
    den numeric := 1;
    parts int := 0;
    fractions int := 0;
BEGIN
    IF TG_TABLE_NAME = 'costsharing_agreement' THEN
        agreement := NEW.id;
    ELSIF TG_OP = 'DELETE' THEN
        agreement := OLD.agreement_id;
    ELSE
        agreement := NEW.agreement_id;
    END IF;
    SELECT basis INTO basis_now FROM costsharing_agreement WHERE id = agreement;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    FOR share IN
        SELECT share_num AS n, share_den AS d FROM costsharing_agreementshare
        WHERE agreement_id = agreement
    LOOP
        parts := parts + 1;
        IF share.n IS NOT NULL THEN
            fractions := fractions + 1;
            num := num * share.d + share.n * den;
            den := den * share.d;
        END IF;
    END LOOP;
    IF parts = 0 OR (basis_now = 'fixed' AND (fractions < parts OR num <> den))
        OR (basis_now = 'budget' AND fractions > 0)
    THEN
        RAISE EXCEPTION 'the key of agreement % does not add up to 1', agreement
            USING ERRCODE = 'check_violation', CONSTRAINT = 'key_adds_up';
    END IF;
    RETURN NULL;
END $$
"""

FINAL = """
CREATE FUNCTION costsharing_run_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'valuation run % is final', OLD.id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'run_is_final';
END $$
"""


class Migration(migrations.Migration):
    dependencies = [
        ("costsharing", "0001_agreements_costs_and_runs"),
        ("secretariats", "0002_no_overlap_and_full_time"),
    ]

    operations = [
        no_overlap("costsharing_agreement", "agreements_do_not_overlap", "unit_id"),
        sql_for(
            "postgresql",
            forwards=[
                ADDS_UP,
                *(
                    f"CREATE CONSTRAINT TRIGGER key_adds_up AFTER {when} ON {table} "
                    "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW "
                    "EXECUTE FUNCTION costsharing_key_adds_up()"
                    for table, when in (
                        ("costsharing_agreement", "INSERT OR UPDATE"),
                        ("costsharing_agreementshare", "INSERT OR UPDATE OR DELETE"),
                    )
                ),
                FINAL,
                "CREATE TRIGGER run_is_final BEFORE UPDATE ON costsharing_valuationrun "
                "FOR EACH ROW EXECUTE FUNCTION costsharing_run_is_final()",
            ],
            backwards=[
                "DROP TRIGGER run_is_final ON costsharing_valuationrun",
                "DROP FUNCTION costsharing_run_is_final()",
                "DROP TRIGGER key_adds_up ON costsharing_agreementshare",
                "DROP TRIGGER key_adds_up ON costsharing_agreement",
                "DROP FUNCTION costsharing_key_adds_up()",
            ],
        ),
        sql_for(
            "sqlite",
            forwards=[
                "CREATE TRIGGER run_is_final BEFORE UPDATE ON costsharing_valuationrun "
                "BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: run_is_final'); END"
            ],
            backwards=["DROP TRIGGER run_is_final"],
        ),
    ]
