"""Addresses of people and their work in the background."""

from django.contrib.auth.views import LogoutView
from django.urls import path

from secretariats.web import views

urlpatterns = [
    path("login/", views.Login.as_view(), name="login"),
    path("logout/", LogoutView.as_view(), name="logout"),
    path("language/", views.language, name="language"),
    path("jobs/<uuid:pk>/", views.job, name="job"),
]
