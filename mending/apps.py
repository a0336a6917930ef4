from django.apps import AppConfig


class MendingConfig(AppConfig):
    name = "mending"
    verbose_name = "Repair"

    def ready(self) -> None:
        from couples import content_pack, suggestions
        from leaving import belongings, shelves
        from mending import content, reminding, suggesting, taking_leave
        from reminders import kinds

        content_pack.register("repairs", content.PHRASES.load, content.PHRASES.dump)
        kinds.register(reminding.WAITS)
        kinds.register(reminding.REACHED_OUT)
        suggestions.register(
            suggesting.a_line_came,
            when=suggesting.has_reached_out,
            order=suggesting.REACHED_OUT,
            private=True,
        )
        suggestions.register(
            suggesting.words_came,
            when=suggesting.have_come,
            order=suggesting.WORDS_CAME,
            private=True,
        )
        suggestions.register(
            suggesting.look_again,
            when=suggesting.has_rested,
            order=suggesting.HAS_RESTED,
            private=True,
        )
        shelves.register(taking_leave.SHELVES)
        belongings.register(*taking_leave.BELONGINGS, kept=taking_leave.KEPT)
