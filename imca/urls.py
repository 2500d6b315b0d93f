"""All addresses, app by app."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from imca import api, design, health, jump
from secretariats.web import glossary, guides

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.alive, name="alive"),
    path("readyz", health.ready, name="ready"),
    path("admin/", admin.site.urls),
    path("api/v1/", include(api.urlpatterns)),
    path("design/", design.design, name="design"),
    path("glossary/", glossary.glossary, name="glossary"),
    path("jump/", jump.jump, name="jump"),
    path("guide/", guides.guide, name="guide"),
    path("", include("secretariats.urls")),
    path("", include("timetracking.urls")),
    path("", include("costsharing.urls")),
    path("", include("reporting.urls")),
]
