from django.apps import AppConfig


class CheckinsConfig(AppConfig):
    name = "checkins"
    verbose_name = "check-ins"

    def ready(self) -> None:
        from checkins import content, reminding, rhythms
        from couples import content_pack, happenings
        from reminders import kinds

        content_pack.register("needs", content.load)
        happenings.listen(rhythms.stop_when_unpaired, happenings.Kind.UNPAIRED)
        kinds.register(reminding.CHECK_INS)
