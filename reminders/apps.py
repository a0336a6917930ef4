from django.apps import AppConfig


class RemindersConfig(AppConfig):
    name = "reminders"

    def ready(self) -> None:
        from couples import happenings
        from reminders import couple_kinds, kinds

        kinds.register(couple_kinds.PARTNER_JOINED)
        kinds.register(couple_kinds.AGREEMENT)
        happenings.listen(
            couple_kinds.tell,
            happenings.Kind.PARTNER_JOINED,
            happenings.Kind.THERAPIST_NAMED,
        )
