"""Who: instruments, the unit, people and their roles, posts, signatures, history."""

from secretariats.models.attempt import Attempt
from secretariats.models.change import Change, ChangeText
from secretariats.models.instrument import Committee, Instrument, Secretariat
from secretariats.models.job import IdempotencyKey, Job
from secretariats.models.person import Person
from secretariats.models.post import Assignment, Contract, Post, PostGrade
from secretariats.models.role import Role
from secretariats.models.signature import Signature
from secretariats.models.token import ApiToken
from secretariats.models.unit import Holiday, Unit

__all__ = [
    "ApiToken",
    "Assignment",
    "Attempt",
    "Change",
    "ChangeText",
    "Committee",
    "Contract",
    "Holiday",
    "IdempotencyKey",
    "Instrument",
    "Job",
    "Person",
    "Post",
    "PostGrade",
    "Role",
    "Secretariat",
    "Signature",
    "Unit",
]
