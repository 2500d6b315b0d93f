"""Django's administration behind the site's own login."""

from django.contrib.admin.apps import AdminConfig


class HouseConfig(AdminConfig):
    """Django's administration with the house's own door."""

    default_site = "imca.admin_site.House"
