from django.contrib.admin.apps import AdminConfig


class StaffAdminConfig(AdminConfig):
    """The stock admin, behind the house's own door."""

    default_site = "couples.staff_site.StaffSite"
