from django.apps import AppConfig


class ListeningConfig(AppConfig):
    name = "listening"

    def ready(self) -> None:
        from couples import happenings
        from listening import sessions
        from reminders import ticking

        happenings.listen(sessions.stop_when_unpaired, happenings.Kind.UNPAIRED)
        ticking.also("listening", sessions.expire_all, due=[sessions.IS_DUE])
