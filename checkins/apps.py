from django.apps import AppConfig


class CheckinsConfig(AppConfig):
    name = "checkins"
    verbose_name = "check-ins"

    def ready(self) -> None:
        from checkins import content
        from couples import content_pack

        content_pack.register("needs", content.load)
