"""All addresses, app by app."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from imca import api, health

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.alive, name="alive"),
    path("readyz", health.ready, name="ready"),
    path("admin/", admin.site.urls),
    path("api/v1/", include(api.urlpatterns)),
    path("", include("secretariats.urls")),
    path("", include("costsharing.urls")),
    path("", include("reporting.urls")),
]
