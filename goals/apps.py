from django.apps import AppConfig


class GoalsConfig(AppConfig):
    name = "goals"
    verbose_name = "Shared goals"

    def ready(self) -> None:
        from couples import content_pack, suggestions
        from goals import content, suggesting, taking_leave
        from leaving import belongings, shelves

        content_pack.register("goals", content.IDEAS.load, content.IDEAS.dump)
        suggestions.register(
            suggesting.one_is_offered, when=suggesting.are_there, order=suggesting.IS_OFFERED
        )
        suggestions.register(
            suggesting.have_a_look, when=suggesting.are_there, order=suggesting.A_LOOK, private=True
        )
        shelves.register(taking_leave.SHELVES)
        belongings.register(*taking_leave.BELONGINGS)
