"""Addresses of people, their accounts and roles, and their work in the background."""

from django.contrib.auth.views import LogoutView
from django.urls import path

from secretariats.web import account, passwords, people, roles, setup, views

urlpatterns = [
    path("login/", views.Login.as_view(), name="login"),
    path("logout/", LogoutView.as_view(), name="logout"),
    path("setup/", setup.first_person, name="setup"),
    path("password/forgotten/", passwords.Forgotten.as_view(), name="password_reset"),
    path("password/sent/", passwords.ForgottenDone.as_view(), name="password_reset_done"),
    path(
        "password/new/<uidb64>/<token>/",
        passwords.ByLink.as_view(),
        name="password_reset_confirm",
    ),
    path("password/done/", passwords.ByLinkDone.as_view(), name="password_reset_complete"),
    path("account/", account.account, name="account"),
    path("account/password/", passwords.Change.as_view(), name="password_change"),
    path("account/tokens/", account.token_new, name="token_new"),
    path("account/tokens/<int:pk>/revoke/", account.token_revoke, name="token_revoke"),
    path("people/", people.people, name="people"),
    path("people/new/", people.person_new, name="person_new"),
    path("people/<int:pk>/", people.person, name="person"),
    path("people/<int:pk>/change/", people.person_change, name="person_change"),
    path("people/<int:pk>/state/", people.person_state, name="person_state"),
    path("people/<int:pk>/invite/", people.person_invite, name="person_invite"),
    path("people/<int:pk>/roles/new/", roles.role_new, name="role_new"),
    path("people/roles/<int:pk>/", roles.role_end, name="role_end"),
    path("people/roles/<int:pk>/withdraw/", roles.role_withdraw, name="role_withdraw"),
    path("language/", views.language, name="language"),
    path("jobs/<uuid:pk>/", views.job, name="job"),
    path("jobs/<uuid:pk>/retry/", views.job_retry, name="job_retry"),
]
