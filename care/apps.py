from django.apps import AppConfig


class CareConfig(AppConfig):
    name = "care"

    def ready(self) -> None:
        from care import content, listening, taking_leave
        from couples import content_pack
        from leaving import belongings, shelves

        listening.begin()
        content_pack.register("milestones", content.load, content.dump)
        shelves.register(taking_leave.SHELVES)
        belongings.register(*taking_leave.BELONGINGS, kept=taking_leave.KEPT)
