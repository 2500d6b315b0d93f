"""Addresses of the interface to how a figure came about."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
