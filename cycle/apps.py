from django.apps import AppConfig


class CycleConfig(AppConfig):
    name = "cycle"
    verbose_name = "Our cycle"

    def ready(self) -> None:
        from couples import content_pack
        from cycle import content, taking_leave
        from leaving import belongings, shelves

        content_pack.register("cycle", content.CHOICES.load, content.CHOICES.dump)
        shelves.register(taking_leave.SHELVES)
        belongings.register(*taking_leave.BELONGINGS)
