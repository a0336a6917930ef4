from django.apps import AppConfig


class ListeningConfig(AppConfig):
    name = "listening"

    def ready(self) -> None:
        from couples import happenings, suggestions
        from leaving import belongings, shelves
        from listening import ending, reminding, suggesting, taking_leave
        from reminders import kinds, ticking

        happenings.listen(ending.stop_when_unpaired, happenings.Kind.UNPAIRED)
        happenings.listen(reminding.tell, happenings.Kind.LISTENING_INVITED)
        kinds.register(reminding.WAITS)
        ticking.also("listening", ending.expire_all, first=[ending.FIRST])
        suggestions.register(
            suggesting.under_way, when=suggesting.is_open, order=suggesting.UNDER_WAY
        )
        suggestions.register(
            suggesting.listen, when=suggesting.have_not_lately, order=suggesting.LISTEN
        )
        shelves.register(taking_leave.SHELVES)
        belongings.register(*taking_leave.BELONGINGS, kept=taking_leave.KEPT)
