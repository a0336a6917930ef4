from django.apps import AppConfig


class CareConfig(AppConfig):
    name = "care"

    def ready(self) -> None:
        from care import content, listening
        from couples import content_pack, groups

        listening.begin()
        content_pack.register("milestones", content.load)
        groups.may(
            groups.EDITORS,
            "care.view_milestone",
            "care.add_milestone",
            "care.change_milestone",
        )
