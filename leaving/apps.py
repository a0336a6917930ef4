from django.apps import AppConfig


class LeavingConfig(AppConfig):
    name = "leaving"

    def ready(self) -> None:
        from couples import suggestions
        from leaving import (
            belongings,
            erasing,
            exporting,
            hinting,
            house_belongings,
            house_shelves,
            notices,
            shelves,
        )
        from reminders import kinds, ticking

        shelves.register(dict(enumerate(house_shelves.SHELVES, start=house_shelves.FIRST)))
        belongings.register(*house_belongings.BELONGINGS, kept=house_belongings.KEPT)
        belongings.register(kept=house_belongings.histories())
        kinds.register(notices.COPY)
        kinds.register(notices.WARNING)
        ticking.also("copies", exporting.make_all, first=exporting.FIRST)
        ticking.also("erasures", erasing.carry_on, first=erasing.FIRST)
        suggestions.register(
            hinting.look_at_settings, when=hinting.is_running, order=hinting.SETTINGS
        )
