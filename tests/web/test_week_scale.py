"""The week stays as it is however much the table of entries holds."""

from __future__ import annotations

import datetime as dt
import os
from typing import TYPE_CHECKING, Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.urls import reverse

from secretariats.models import Role, Unit

if TYPE_CHECKING:
    from django.test import Client

WEEK = "2017-W20"
MOST_QUERIES = 12
# The long form; a smaller number tries it out.
MANY = int(os.environ.get("SOAK_ENTRIES", "10000000"))


@pytest.mark.soak
@pytest.mark.postgres
@pytest.mark.timeout(3 * 3600)
@pytest.mark.django_db
def test_ten_million_entries_cost_the_week_no_further_query_and_no_table_is_read_whole(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    call_command("seed_load", entries=MANY, units=20)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    unit = Unit.objects.get(code="LOAD-1")
    person = unit.people.order_by("pk").first()
    assert person is not None
    Role.objects.get_or_create(
        unit=unit, person=person, role=Role.Kind.STAFF, defaults={"start": dt.date(2014, 1, 1)}
    )
    client.force_login(person)
    address = f"{reverse('week')}?week={WEEK}"
    client.get(address)
    with django_assert_max_num_queries(MOST_QUERIES) as asked:
        answer = client.get(address)
    assert answer.status_code == 200
    assert 'class="wk__row' in answer.content.decode()
    entries = [one["sql"] for one in asked.captured_queries if "timeentry" in one["sql"]]
    assert entries
    for sql in entries:
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN {sql}")
            plan = "\n".join(line for (line,) in cursor.fetchall())
        assert "Seq Scan on timetracking_timeentry" not in plan, plan
