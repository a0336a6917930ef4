from django.apps import AppConfig


class ExercisesConfig(AppConfig):
    name = "exercises"

    def ready(self) -> None:
        from couples import content_pack, suggestions, together
        from exercises import content, doing_together, scheduling, suggesting, taking_leave
        from leaving import belongings, shelves
        from reminders import ticking

        content_pack.register("exercises", content.load, content.dump)
        together.register(doing_together.KIND, doing_together.find)
        suggestions.register(suggesting.go_on, when=suggesting.is_under_way, order=suggesting.GO_ON)
        suggestions.register(suggesting.something_new, order=suggesting.SOMETHING_NEW)
        ticking.also("published", scheduling.publish_due, first=scheduling.FIRST)
        shelves.register(taking_leave.SHELVES)
        belongings.register(*taking_leave.BELONGINGS, kept=taking_leave.KEPT)
