"""Addresses of runs beside today's inputs, and of the work of many units."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
