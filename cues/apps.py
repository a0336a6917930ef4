from django.apps import AppConfig


class CuesConfig(AppConfig):
    name = "cues"
    verbose_name = "Cues"

    def ready(self) -> None:
        from couples import at_hand, content_pack, suggestions
        from cues import content, suggesting, taking_leave, weekly
        from leaving import belongings, shelves

        content_pack.register("cues", content.CUES.load, content.CUES.dump)
        at_hand.keep(weekly.line)
        suggestions.register(
            suggesting.a_cue_waits,
            when=suggesting.waits,
            order=suggesting.A_CUE_WAITS,
            private=True,
        )
        shelves.register(taking_leave.SHELVES)
        belongings.register(*taking_leave.BELONGINGS)
