from django.apps import AppConfig
from django.urls import register_converter

from privacy.identifiers import PublicIdConverter


class PrivacyConfig(AppConfig):
    name = "privacy"

    def ready(self) -> None:
        import privacy.checks  # noqa: F401 - registers itself

        register_converter(PublicIdConverter, "public_id")
