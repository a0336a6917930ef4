"""What this side of the house does when something has taken place; its sums the database keeps itself."""

from care import milestones, rules
from couples import celebrations, happenings


def begin() -> None:
    happenings.listen(
        milestones.look, *sorted({k for rule in rules.RULES.values() for k in rule.after})
    )
    celebrations.register("milestones", milestones.of_today, when=milestones.may_be_new)
