from django.apps import AppConfig


class MendingConfig(AppConfig):
    name = "mending"

    def ready(self) -> None:
        from couples import suggestions
        from leaving import belongings, shelves
        from mending import reminding, suggesting, taking_leave
        from reminders import kinds

        kinds.register(reminding.WAITS)
        suggestions.register(
            suggesting.words_came, when=suggesting.have_come, order=suggesting.WORDS_CAME
        )
        suggestions.register(
            suggesting.look_again, when=suggesting.has_rested, order=suggesting.HAS_RESTED
        )
        shelves.register(taking_leave.SHELVES)
        belongings.register(*taking_leave.BELONGINGS, kept=taking_leave.KEPT)
