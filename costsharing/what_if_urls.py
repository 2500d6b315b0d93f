"""Addresses of what a run would give under other terms."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
