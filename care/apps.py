from django.apps import AppConfig


class CareConfig(AppConfig):
    name = "care"

    def ready(self) -> None:
        from care import content, listening
        from couples import content_pack

        listening.begin()
        content_pack.register("milestones", content.load)
