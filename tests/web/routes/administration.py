"""Addresses of the administration."""

from tests.web.routes.rows import ADMINS, INSIDE, NOBODY, Row, row

# The administration is there to look: what stands in one line here holds for all its tables.
ADMINISTRATION: dict[tuple[str, str], Row] = {
    ("index", "GET"): INSIDE,
    ("app_list", "GET"): INSIDE,
    ("jsi18n", "GET"): INSIDE,
    ("changelist", "GET"): INSIDE,
    ("changelist", "POST"): INSIDE,
    ("change", "GET"): row(200, {"auditor", "administrator"}, stranger=302),
    ("change", "POST"): NOBODY,
    ("history", "GET"): row(200, {"auditor", "administrator"}, stranger=302),
    ("add", "GET"): NOBODY,
    ("add", "POST"): NOBODY,
    ("delete", "GET"): NOBODY,
    ("delete", "POST"): NOBODY,
    ("password_change", "GET"): row(404, ADMINS),
    ("password_change", "POST"): row(404, ADMINS),
    ("password_change_done", "GET"): INSIDE,
    ("autocomplete", "GET"): row(403, ADMINS),
    ("login", "GET"): NOBODY,
    ("login", "POST"): NOBODY,
    ("logout", "POST"): row(302, ADMINS),
}
