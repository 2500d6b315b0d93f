"""The people of units and their roles, for programs of those who look after them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.exceptions import PermissionDenied
from rest_framework.generics import ListAPIView
from rest_framework.response import Response
from rest_framework.views import APIView

from secretariats.actions.add_person import add_person
from secretariats.actions.change_account import change_account, close_account, open_account
from secretariats.actions.end_role import end_role, withdraw_role
from secretariats.actions.give_role import give_role
from secretariats.actions.mail_link import invite
from secretariats.api.account_serializers import RoleSerializer
from secretariats.api.people_serializers import (
    DetailsSerializer,
    PersonAskedSerializer,
    PersonSerializer,
    RoleAskedSerializer,
    RoleEndSerializer,
    StateSerializer,
)
from secretariats.context import person_of
from secretariats.embedded import work_here
from secretariats.models import Committee, Instrument, Person, Role
from secretariats.permissions import may_change_account, sees_people
from secretariats.queries.people import (
    PeopleFilter,
    people_seen,
    person_or_denied,
    role_or_denied,
    roles_seen,
)
from secretariats.queries.visible import own_unit_or_404
from secretariats.web_address import site_of

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from rest_framework.request import Request


@extend_schema_view(
    get=extend_schema(operation_id="people", summary="The people of the units you look after")
)
class PeopleView(ListAPIView[Person]):
    """People, by name, and new ones."""

    serializer_class = PersonSerializer
    filterset_class = PeopleFilter
    queryset = Person.objects.none()

    def get_queryset(self) -> QuerySet[Person]:
        """Return the people of the units that the reader administers or audits."""
        reader = person_of(self.request)
        if not reader.is_superuser and not sees_people(reader).exists():
            raise PermissionDenied
        return people_seen(reader)

    @extend_schema(
        operation_id="add_person",
        summary="Add a person to a unit",
        request=PersonAskedSerializer,
        responses={201: PersonSerializer},
    )
    def post(self, request: Request) -> Response:
        """Add a person, or one whom another unit knows by the same username and e-mail address."""
        asked = PersonAskedSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        values: dict[str, Any] = asked.validated_data
        actor = person_of(request)
        unit = own_unit_or_404(actor, values.pop("unit"))
        sends = values.pop("invite")
        person = add_person(unit, **values, actor=actor)
        if sends and not person.has_usable_password():
            work_here()
            invite(person, site=site_of(request), actor=actor)
        where = reverse("api_person", args=[person.pk])
        return Response(PersonSerializer(person).data, status=201, headers={"Location": where})


class PersonView(APIView):
    """One person."""

    @extend_schema(operation_id="person", summary="A person", responses=PersonSerializer)
    def get(self, request: Request, pk: int) -> Response:
        """Return a person."""
        return Response(PersonSerializer(person_or_denied(person_of(request), pk)).data)

    @extend_schema(
        operation_id="change_person",
        summary="Change what an account says",
        request=DetailsSerializer,
        responses=PersonSerializer,
    )
    def patch(self, request: Request, pk: int) -> Response:
        """Change name, e-mail address or language; what is not sent stays."""
        actor = person_of(request)
        person = person_or_denied(actor, pk)
        if not may_change_account(actor, person):
            raise PermissionDenied
        asked = DetailsSerializer(data=request.data, partial=True)
        asked.is_valid(raise_exception=True)
        values = {name: getattr(person, name) for name in ("name", "email", "language")}
        change_account(person, actor=actor, **values | asked.validated_data)
        person.refresh_from_db()
        return Response(PersonSerializer(person).data)


class PersonStateView(APIView):
    """Whether an account is open."""

    @extend_schema(
        operation_id="open_or_close_account",
        summary="Close an account, or open it again",
        request=StateSerializer,
        responses=PersonSerializer,
    )
    def post(self, request: Request, pk: int) -> Response:
        """Close or open it, with a reason."""
        actor = person_of(request)
        person = person_or_denied(actor, pk)
        if not may_change_account(actor, person):
            raise PermissionDenied
        asked = StateSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        act = open_account if asked.validated_data["open"] else close_account
        act(person, actor=actor, reason=asked.validated_data["reason"])
        person.refresh_from_db()
        return Response(PersonSerializer(person).data)


@extend_schema_view(
    get=extend_schema(
        operation_id="roles_of_person", summary="The roles of a person, past ones too"
    )
)
class PersonRolesView(ListAPIView[Role]):
    """A person's roles in the units one looks after, and new ones."""

    serializer_class = RoleSerializer
    queryset = Role.objects.none()
    filter_backends: list[Any] = []

    def get_queryset(self) -> QuerySet[Role]:
        """Return the roles, newest first."""
        reader = person_of(self.request)
        person = person_or_denied(reader, self.kwargs["pk"])
        return roles_seen(reader).filter(person=person).select_related("person").order_by("-start")

    @extend_schema(
        operation_id="give_role",
        summary="Give a person a role",
        request=RoleAskedSerializer,
        responses={201: RoleSerializer},
    )
    def post(self, request: Request, pk: int) -> Response:
        """Give a role, with its days."""
        actor = person_of(request)
        person = person_or_denied(actor, pk)
        asked = RoleAskedSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        values: dict[str, Any] = asked.validated_data
        unit = own_unit_or_404(actor, values["unit"])
        role = give_role(
            person,
            unit=unit,
            kind=values["role"],
            start=values["from"],
            end=values["to"],
            instrument=Instrument.objects.filter(units=unit, code=values["instrument"]).first(),
            committee=Committee.objects.filter(unit=unit, code=values["committee"])
            .select_related("instrument")
            .first(),
            actor=actor,
        )
        return Response(RoleSerializer(role).data, status=201)


class RoleView(APIView):
    """One role."""

    @extend_schema(
        operation_id="end_role",
        summary="Say with which day a role ends",
        request=RoleEndSerializer,
        responses=RoleSerializer,
    )
    def patch(self, request: Request, pk: int) -> Response:
        """End it with a day; what was in force stays in history."""
        actor = person_of(request)
        role = role_or_denied(actor, pk)
        asked = RoleEndSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        end_role(role, last_day=asked.validated_data["to"], actor=actor)
        return Response(RoleSerializer(role_or_denied(actor, pk)).data)

    @extend_schema(
        operation_id="withdraw_role",
        summary="Take back a role that has not begun",
        responses={204: None},
    )
    def delete(self, request: Request, pk: int) -> Response:
        """Take it back; one that has begun is ended with a day instead."""
        actor = person_of(request)
        withdraw_role(role_or_denied(actor, pk), actor=actor)
        return Response(status=204)
