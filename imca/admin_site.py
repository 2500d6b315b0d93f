"""The administration: for looking only, until actions for its writes exist."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING

from django.contrib.admin import AdminSite
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from secretariats.context import has_role

if TYPE_CHECKING:
    from typing import Any, NoReturn

    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase


class House(AdminSite):
    """The administration behind the site's own login."""

    site_header = site_title = _("Administration")
    index_title = _("People, roles and units")

    def has_permission(self, request: HttpRequest) -> bool:
        """Let in administrators and auditors, and who may open the administration anyway."""
        user = request.user
        if not user.is_authenticated or not user.is_active:
            return False
        return user.is_superuser or has_role(request, {"administrator", "auditor"})

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """Say no to whoever is logged in and may not come in; send others to log in."""
        guarded = super().admin_view(view, cacheable)

        @wraps(guarded)
        def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.user.is_authenticated and not self.has_permission(request):
                raise PermissionDenied
            answer: HttpResponseBase = guarded(request, *args, **kwargs)
            return answer

        return inner

    def password_change(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> NoReturn:
        """Change nothing here, passwords included."""
        raise Http404

    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Send to the one login of the site; who is logged in already may not come in."""
        if request.user.is_authenticated:
            raise PermissionDenied
        return redirect_to_login(request.GET.get("next") or request.get_full_path())
