"""Addresses of how a figure came about."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
