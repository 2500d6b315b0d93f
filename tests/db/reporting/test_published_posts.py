"""Posts on a day, counted so that no count tells about one person."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from reporting.queries.posts import published_posts
from secretariats.models import Assignment, Contract, Person, Post, PostGrade, Secretariat

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

    from tests.cast import Cast

START, END = dt.date(2017, 1, 1), dt.date(2017, 12, 31)


def add(cast: Cast, office: str, grade: str, number: int, share: int = 2) -> list[Post]:
    """Store posts, each with a person of its own, half time where ``share`` is 1."""
    posts = []
    for index in range(number):
        code = f"{office}-{grade}-{index}"
        post = Post.objects.create(
            unit=cast.unit, code=code, title=code, funding=Post.Funding.CORE,
            employer=Secretariat.objects.get(unit=cast.unit, code=office),
        )  # fmt: skip
        PostGrade.objects.create(post=post, start=dt.date(2014, 1, 1), grade=grade)
        person = Person.objects.create_user(code)
        Assignment.objects.create(
            unit=cast.unit, post=post, person=person, start=START, share_num=share, share_den=2
        )
        posts.append(post)
    return posts


def test_two_posts_are_not_told(cast: Cast) -> None:
    found = published_posts(cast.unit, START, END)
    assert found["total"] is None
    assert found["lists"] == {}
    assert found["cross"] is None


def test_large_groups_are_told_crossed_and_small_ones_joined(cast: Cast) -> None:
    add(cast, "CMS", "P-4", 2)
    add(cast, "CMS", "G5", 3)
    add(cast, "AEWA", "P3", 2)
    found = published_posts(cast.unit, START, END)
    assert found["total"] == 9
    assert found["lists"]["secretariat"]["shown"] == {"AEWA": 3, "CMS": 6}
    assert found["lists"]["category"]["shown"] == {"G": 3, "P": 6}
    assert found["cross"] == {"AEWA": {"P": 3}, "CMS": {"P": 3, "G": 3}}
    Post.objects.filter(code="CMS-G5-0").update(funding=Post.Funding.SAVINGS)
    found = published_posts(cast.unit, START, END)
    assert found["lists"]["funding"] == {"shown": {}, "joined": ["core", "savings"], "rest": 9}


def test_a_small_cell_hides_the_crossed_table(cast: Cast) -> None:
    add(cast, "CMS", "P3", 3)
    add(cast, "CMS", "G5", 1)
    add(cast, "AEWA", "P3", 3)
    assert published_posts(cast.unit, START, END)["cross"] is None


def test_posts_count_as_they_stand_on_the_last_day(cast: Cast) -> None:
    posts = add(cast, "CMS", "G4", 4)
    for post in posts[:3]:
        PostGrade.objects.create(post=post, start=dt.date(2017, 7, 1), grade="P1")
    PostGrade.objects.create(post=posts[3], start=dt.date(2018, 1, 1), grade="P1")
    later = Post.objects.create(
        unit=cast.unit, code="LATER", title="Later", funding=Post.Funding.CORE,
        employer=Secretariat.objects.get(unit=cast.unit, code="CMS"),
    )  # fmt: skip
    PostGrade.objects.create(post=later, start=dt.date(2018, 1, 1), grade="P1")
    found = published_posts(cast.unit, START, END)
    assert found["total"] == 6
    assert found["reclassified"] == 3
    assert published_posts(cast.unit, START, dt.date(2017, 6, 30))["reclassified"] is None


def test_part_time_and_vacant_posts_are_told_apart(cast: Cast) -> None:
    add(cast, "CMS", "G5", 3, share=1)
    vacant = add(cast, "AEWA", "G5", 4)
    Assignment.objects.filter(post__in=vacant[1:]).update(end=dt.date(2017, 6, 30))
    hours = published_posts(cast.unit, START, END)["lists"]["hours"]
    assert hours["shown"] == {"part": 3}
    assert hours["joined"] == ["full", "vacant"], "vacant posts, without people, stand with others"
    assert hours["rest"] == 6


def test_consultants_are_counted_from_three_on(cast: Cast) -> None:
    for number, expected in ((2, None), (3, 3)):
        for index in range(number):
            person, _new = Person.objects.get_or_create(username=f"consultant-{index}")
            Contract.objects.get_or_create(
                unit=cast.unit, person=person, hourly=50, currency="EUR",
                start=dt.date(2017, 3, 1), end=dt.date(2017, 5, 31),
            )  # fmt: skip
        assert published_posts(cast.unit, START, END)["contracts"] == expected
    assert (
        published_posts(cast.unit, dt.date(2018, 1, 1), dt.date(2018, 1, 31))["contracts"] is None
    )


def test_the_number_of_queries_does_not_grow(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    add(cast, "CMS", "G5", 5)
    with django_assert_num_queries(6):
        published_posts(cast.unit, START, END)
    add(cast, "AEWA", "P3", 5)
    with django_assert_num_queries(6):
        published_posts(cast.unit, START, END)


@pytest.mark.parametrize("grade", ["D1", "P5", "p2"])
def test_directors_are_professional(cast: Cast, grade: str) -> None:
    add(cast, "CMS", grade, 3)
    assert published_posts(cast.unit, START, END)["lists"]["category"]["shown"] == {"P": 5}
