"""Addresses of the interface to people, one's own account, and work in the background."""

from django.urls import path

from secretariats.api import account, people
from secretariats.api.views import JobRetryView, JobView

urlpatterns = [
    path("jobs/<uuid:pk>/", JobView.as_view(), name="api_job"),
    path("jobs/<uuid:pk>/retry/", JobRetryView.as_view(), name="api_job_retry"),
    path("me/", account.MeView.as_view(), name="api_me"),
    path("tokens/", account.TokensView.as_view(), name="api_tokens"),
    path("tokens/<int:pk>/", account.TokenView.as_view(), name="api_token"),
    path("people/", people.PeopleView.as_view(), name="api_people"),
    path("people/<int:pk>/", people.PersonView.as_view(), name="api_person"),
    path("people/<int:pk>/state/", people.PersonStateView.as_view(), name="api_person_state"),
    path("people/<int:pk>/roles/", people.PersonRolesView.as_view(), name="api_person_roles"),
    path("roles/<int:pk>/", people.RoleView.as_view(), name="api_role"),
]
