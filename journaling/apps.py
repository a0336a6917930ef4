from django.apps import AppConfig


class JournalingConfig(AppConfig):
    name = "journaling"
    verbose_name = "Journal"

    def ready(self) -> None:
        from couples import content_pack
        from journaling import content, taking_leave
        from leaving import belongings, shelves

        content_pack.register("prompts", content.PROMPTS.load, content.PROMPTS.dump)
        shelves.register(taking_leave.SHELVES)
        belongings.register(*taking_leave.BELONGINGS)
