"""The programming interface, put together: each app's part, the schema, the page to try it."""

from csp.constants import SELF
from csp.decorators import csp_update
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.generic import TemplateView
from drf_spectacular.views import SpectacularAPIView
from rest_framework.permissions import IsAuthenticated

from secretariats.api.glossary import GlossaryView
from secretariats.api.views import NothingView

# The style sheet of the page to try it carries its pictures as data.
docs = csp_update({"img-src": [SELF, "data:"]})(
    TemplateView.as_view(template_name="api_docs.html")
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("glossary/", GlossaryView.as_view(), name="api_glossary"),
    path("", include("secretariats.api.urls")),
    path("", include("timetracking.api.urls")),
    path("", include("costsharing.api.urls")),
    path("", include("reporting.api.urls")),
    path(
        "schema/",
        SpectacularAPIView.as_view(permission_classes=[IsAuthenticated]),
        name="api_schema",
    ),
    path("docs/", docs, name="api_docs"),
    re_path(r"^", NothingView.as_view(), name="api_nothing"),
]
