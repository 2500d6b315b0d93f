"""Addresses of statements and settlement."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
