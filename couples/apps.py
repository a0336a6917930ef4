from django.apps import AppConfig


class CouplesConfig(AppConfig):
    name = "couples"

    def ready(self) -> None:
        from couples import glance, next_steps, pauses, suggestions

        glance.register("rest", pauses.is_over_both)
        suggestions.register(
            next_steps.agreement_waits, when=next_steps.is_undecided, order=next_steps.AGREEMENT
        )
        suggestions.register(
            next_steps.invite_partner, when=next_steps.is_alone, order=next_steps.INVITE
        )
