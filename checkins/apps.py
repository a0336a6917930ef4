from django.apps import AppConfig


class CheckinsConfig(AppConfig):
    name = "checkins"
    verbose_name = "Check-ins"

    def ready(self) -> None:
        from checkins import (
            content,
            days,
            moments,
            needs,
            reminding,
            rhythms,
            showing,
            suggesting,
            taking_leave,
            together,
        )
        from couples import content_pack, glance, happenings, suggestions, topics
        from couples import together as doing_together
        from leaving import belongings, shelves
        from reminders import kinds, ticking

        content_pack.register("needs", content.NEEDS.load, content.NEEDS.dump)
        topics.register("needs", needs.as_topics)
        happenings.listen(rhythms.stop_when_unpaired, happenings.Kind.UNPAIRED)
        happenings.listen(
            reminding.tell, happenings.Kind.RHYTHM_AGREED, happenings.Kind.MOMENT_MISSED
        )
        doing_together.keep(together.CALENDAR)
        kinds.register(reminding.CHECK_INS)
        kinds.register(reminding.MOMENTS)
        ticking.also("moments", moments.plan_ahead)
        glance.register("days", days.lately)
        glance.register("moment", showing.may_be_ahead)
        shelves.register(taking_leave.SHELVES)
        belongings.register(*taking_leave.BELONGINGS, kept=taking_leave.KEPT)
        suggestions.register(
            suggesting.a_time_is_proposed,
            when=suggesting.is_to_answer,
            order=suggesting.A_TIME_IS_PROPOSED,
        )
        suggestions.register(
            suggesting.how_was_it, when=suggesting.has_begun, order=suggesting.HOW_WAS_IT
        )
        suggestions.register(
            suggesting.a_rhythm, when=suggesting.have_none, order=suggesting.A_RHYTHM
        )
