from django.apps import AppConfig


class CheckinsConfig(AppConfig):
    name = "checkins"
    verbose_name = "check-ins"

    def ready(self) -> None:
        from checkins import content  # noqa: PLC0415
        from couples import content_pack  # noqa: PLC0415

        content_pack.register("needs", content.load)
