"""All addresses, app by app."""

from django.urls import URLPattern, URLResolver, path

from imca import health

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.alive, name="alive"),
    path("readyz", health.ready, name="ready"),
]
