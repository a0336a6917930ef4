"""When a milestone is reached. A rule is data: its kind, and the numbers that the kind asks for.

Whatever a rule looks at, both partners may see it already. Were one of them shown a milestone that
rests on something only the other knows, the line would give it away.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from care.evidence import Evidence
from couples.happenings import Kind

Numbers = Mapping[str, int]
CHECKED_IN = frozenset({Kind.CHECKED_IN, Kind.CHECK_IN_CHANGED})


@dataclass(frozen=True, slots=True)
class Rule:
    """`after`: what can make it true; `numbers`: what it asks for, each with its lowest and highest."""

    says: str
    after: Collection[Kind]
    holds: Callable[[Evidence, Numbers], bool]
    numbers: Mapping[str, tuple[int, int]] = field(default_factory=dict)


def _first_day_both(seen: Evidence, numbers: Numbers) -> bool:
    return seen.on in seen.days_of_both


def _days_both_of(seen: Evidence, numbers: Numbers) -> bool:
    """Any stretch of days that holds this one, for a day may be filled in afterwards."""
    span = timedelta(days=numbers["of"] - 1)
    days = [day for day in seen.days_of_both if abs(day - seen.on) <= span]
    return any(
        sum(first <= day <= first + span for day in days) >= numbers["days"] for first in days
    )


def _at_once(seen: Evidence, numbers: Numbers) -> bool:
    """What happened is itself the milestone."""
    return True


def _moments_held_in(seen: Evidence, numbers: Numbers) -> bool:
    return seen.moments_held(weeks=numbers["weeks"]) >= numbers["moments"]


def _appreciations_on_days(seen: Evidence, numbers: Numbers) -> bool:
    return seen.appreciations >= numbers["days"]


def _hard_day_then_moment(seen: Evidence, numbers: Numbers) -> bool:
    return seen.is_after_a_hard_day(within_days=numbers["within_days"])


def _notes_shared(seen: Evidence, numbers: Numbers) -> bool:
    return seen.notes_each >= numbers["each"]


def _back_after_pause(seen: Evidence, numbers: Numbers) -> bool:
    return seen.pause_ended is not None


def _both_felt_heard(seen: Evidence, numbers: Numbers) -> bool:
    return seen.times_both_felt_heard(at_least=numbers["heard"]) >= numbers["sessions"]


def _stayed_when_hard(seen: Evidence, numbers: Numbers) -> bool:
    return seen.times_stayed_when_hard(at_least=numbers["hard"]) >= numbers["sessions"]


RULES: Mapping[str, Rule] = {
    "first_day_both": Rule("both check in on the same day", CHECKED_IN, _first_day_both),
    "days_both_of": Rule(
        "both check in on so many days of so many days in a row",
        CHECKED_IN,
        _days_both_of,
        {"days": (1, 366), "of": (1, 366)},
    ),
    "first_rhythm": Rule("a rhythm is agreed", {Kind.RHYTHM_AGREED}, _at_once),
    "first_moment_held": Rule("a moment is held", {Kind.MOMENT_HELD}, _at_once),
    "moments_held_in": Rule(
        "so many moments are held within so many weeks",
        {Kind.MOMENT_HELD},
        _moments_held_in,
        {"moments": (1, 200), "weeks": (1, 60)},
    ),
    "appreciations_on_days": Rule(
        "an appreciation is given on so many days",
        CHECKED_IN,
        _appreciations_on_days,
        {"days": (1, 1000)},
    ),
    "hard_day_then_moment": Rule(
        "a moment is held within so many days after a hard day",
        {Kind.MOMENT_HELD},
        _hard_day_then_moment,
        {"within_days": (1, 14)},
    ),
    "notes_shared": Rule(
        "each shares so many notes with the other", CHECKED_IN, _notes_shared, {"each": (1, 1000)}
    ),
    "both_felt_heard": Rule(
        "both felt heard, from 0 to 10, in so many listening sessions",
        {Kind.LISTENING_FINISHED},
        _both_felt_heard,
        {"heard": (0, 10), "sessions": (1, 100)},
    ),
    "stayed_when_hard": Rule(
        "so many listening sessions were gone through to the end, although it was hard for one or both",
        {Kind.LISTENING_FINISHED},
        _stayed_when_hard,
        {"hard": (0, 10), "sessions": (1, 100)},
    ),
    "back_after_pause": Rule("both check in after a pause", CHECKED_IN, _back_after_pause),
}


def after(kind: Kind) -> list[str]:
    """The rules that something of this kind can make true."""
    return [name for name, rule in RULES.items() if kind in rule.after]


def holds(rule: Mapping[str, object], seen: Evidence) -> bool:
    numbers = {key: value for key, value in rule.items() if isinstance(value, int)}
    return RULES[str(rule["kind"])].holds(seen, numbers)


def problem(rule: object) -> str:
    """What is wrong with it, in a sentence for whoever writes it; empty when nothing is."""
    if not isinstance(rule, dict) or not isinstance(rule.get("kind"), str):
        return 'A rule names its kind, such as {"kind": "first_day_both"}.'
    if rule["kind"] not in RULES:
        return f"“{rule['kind']}” is no kind of rule. The kinds are: {', '.join(RULES)}."
    asked = RULES[rule["kind"]].numbers
    given = {key: value for key, value in rule.items() if key != "kind"}
    if given.keys() != asked.keys():
        return f"“{rule['kind']}” asks for {_listed(asked) or 'no numbers'}, no more and no less."
    return next((found for key in asked if (found := _off(key, given[key], *asked[key]))), "") or (
        _beyond(given)
    )


def _listed(names: Collection[str]) -> str:
    return " and ".join(f"“{name}”" for name in names)


def _off(key: str, value: object, low: int, high: int) -> str:
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        return f"“{key}” is a whole number from {low} to {high}."
    return ""


def _beyond(given: Mapping[str, int]) -> str:
    if given.get("days", 0) > given.get("of", given.get("days", 0)):
        return "“days” cannot be more than “of”."
    return ""
