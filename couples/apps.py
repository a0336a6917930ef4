from django.apps import AppConfig


class CouplesConfig(AppConfig):
    name = "couples"

    def ready(self) -> None:
        from couples import (
            content_pack,
            glance,
            helplines,
            journal,
            next_steps,
            pauses,
            suggestions,
            yourself,
        )

        content_pack.register("helplines", helplines.LIST.load, helplines.LIST.dump)
        glance.register("rest", pauses.is_over_both)
        glance.register("lock", journal.may_be_closed)
        suggestions.register(next_steps.which_clock, order=next_steps.CLOCK)
        suggestions.register(
            next_steps.agreement_waits, when=next_steps.is_undecided, order=next_steps.AGREEMENT
        )
        suggestions.register(
            next_steps.invite_partner, when=next_steps.is_alone, order=next_steps.INVITE
        )
        suggestions.register(yourself.offer, when=yourself.is_due, order=yourself.ORDER)
