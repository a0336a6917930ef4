from django.apps import AppConfig


class CouplesConfig(AppConfig):
    name = "couples"

    def ready(self) -> None:
        from couples import next_steps, suggestions

        suggestions.register(next_steps.agreement_waits, order=next_steps.AGREEMENT)
        suggestions.register(next_steps.invite_partner, order=next_steps.INVITE)
