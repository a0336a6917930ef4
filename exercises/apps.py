from django.apps import AppConfig

EDITORS_MAY = [
    f"exercises.{action}_{model}"
    for model in ("exercise", "exerciseversion", "step")
    for action in ("view", "add", "change", "delete")
]


class ExercisesConfig(AppConfig):
    name = "exercises"

    def ready(self) -> None:
        from couples import content_pack, groups, suggestions
        from exercises import content, suggesting

        content_pack.register("exercises", content.load, content.dump)
        groups.may(groups.EDITORS, *EDITORS_MAY)
        suggestions.register(suggesting.go_on, order=suggesting.GO_ON)
        suggestions.register(suggesting.something_new, order=suggesting.SOMETHING_NEW)
