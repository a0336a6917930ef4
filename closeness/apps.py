from django.apps import AppConfig


class ClosenessConfig(AppConfig):
    name = "closeness"
    verbose_name = "Closeness"

    def ready(self) -> None:
        from closeness import closing, content, reminding, taking_leave
        from couples import content_pack
        from leaving import belongings, shelves
        from reminders import kinds, ticking

        content_pack.register("closeness", content.load, content.dump)
        ticking.also("closeness", closing.close_all, first=closing.FIRST)
        kinds.register(reminding.NEW_PAGE)
        shelves.register(taking_leave.SHELVES)
        belongings.register(*taking_leave.BELONGINGS)
