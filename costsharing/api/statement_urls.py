"""Addresses of the interface to statements and settlement."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
