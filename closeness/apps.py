from django.apps import AppConfig


class ClosenessConfig(AppConfig):
    name = "closeness"
    verbose_name = "Closeness"

    def ready(self) -> None:
        from closeness import beginning, closing, content, reminding, taking_leave
        from couples import content_pack, happenings
        from leaving import belongings, shelves
        from reminders import kinds, ticking

        content_pack.register("closeness", content.OPTIONS.load, content.OPTIONS.dump)
        happenings.listen(beginning.lay_the_table, happenings.Kind.PARTNER_JOINED)
        ticking.also("closeness", closing.close_all, first=closing.FIRST)
        kinds.register(reminding.NEW_PAGE)
        shelves.register(taking_leave.SHELVES)
        belongings.register(*taking_leave.BELONGINGS)
