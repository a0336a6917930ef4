"""Six weeks of Robin and Sam: what each of them gave on which day. A dot is a day without a check-in."""

from dataclasses import dataclass
from typing import Final

from checkins.models import Note

DAYS: Final = 42
A_REST_FROM, A_REST_OF = 17, 3


def _week(*weeks: str) -> list[int | None]:
    return [None if word == "." else int(word) for week in weeks for word in week.split()]


@dataclass(frozen=True, slots=True)
class Weeks:
    closeness: list[int | None]
    stress: list[int | None]
    appreciations: dict[int, str]
    notes: dict[int, tuple[str, str]]
    needs: dict[int, tuple[str, ...]]
    exercises: dict[int, str]


ROBIN = Weeks(
    closeness=_week(
        "3 3 4 . 3 4 4",
        "3 2 3 4 4 . 5",
        "4 2 3 . . . 4",
        "5 5 4 6 5 . 6",
        "6 5 6 6 . 7 6",
        "7 6 7 . 7 8 7",
    ),
    stress=_week(
        "7 7 6 . 7 6 5",
        "8 8 7 6 6 . 5",
        "7 8 7 . . . 6",
        "5 5 6 4 5 . 4",
        "4 5 4 4 . 3 4",
        "3 4 3 . 4 3 3",
    ),
    appreciations={
        0: "You made the coffee before I was up.",
        2: "Thank you for taking the late call so that I could sleep.",
        6: "You laughed at dinner. I had missed that.",
        10: "You asked how the meeting went, and you waited for the answer.",
        13: "You remembered my mother’s birthday.",
        20: "It was good to come back to this together.",
        23: "You put your phone away without my asking.",
        26: "Thank you for the walk. I did not want to go, and then I did.",
        30: "You said what you needed. That made it easier for me.",
        34: "Your hand on my back while we were cooking.",
        38: "You stayed in the room when it got difficult.",
        41: "The note on the fridge.",
    },
    notes={
        1: (Note.Audience.ONLY_ME, "I keep waiting for the other shoe to drop."),
        8: (
            Note.Audience.THERAPIST,
            "Yesterday I went upstairs in the middle of a sentence again. I would like to talk about that.",
        ),
        16: (
            Note.Audience.THERAPIST,
            "I am tired of trying, and I don’t want to say that to Sam yet.",
        ),
        22: (Note.Audience.PARTNER, "I noticed that I was less on guard today."),
        29: (
            Note.Audience.BOTH,
            "We held our moment although both of us were late. It felt like ours.",
        ),
        37: (Note.Audience.PARTNER, "I liked it when you sat down next to me."),
        40: (Note.Audience.BOTH, "I would like to bring up the summer next time, if you do too."),
    },
    needs={
        1: ("to-be-heard",),
        8: ("time-alone", "quiet-company"),
        15: ("comfort",),
        24: ("a-hug-without-more",),
        33: ("time-for-us",),
        39: ("to-laugh",),
    },
    exercises={
        5: "settling-breath",
        12: "the-pull-to-withdraw",
        20: "safe-before-close",
        27: "a-true-thank-you",
        36: "one-small-act",
    },
)

SAM = Weeks(
    closeness=_week(
        "2 3 3 4 . 3 4",
        "4 3 2 . 3 4 4",
        "3 3 2 . . . 3",
        "4 . 5 5 5 4 5",
        "5 6 5 . 6 6 7",
        "6 7 6 7 . 7 8",
    ),
    stress=_week(
        "5 5 6 5 . 6 5",
        "6 6 8 . 6 5 5",
        "6 7 7 . . . 6",
        "6 . 5 5 4 5 5",
        "5 4 5 . 4 4 3",
        "4 3 4 3 . 3 3",
    ),
    appreciations={
        1: "You let me sleep in.",
        6: "Thank you for saying sorry about Friday.",
        11: "You cooked although you were worn out.",
        14: "You told me about your day without being asked.",
        21: "You left the light on for me.",
        25: "You listened until I was done.",
        28: "Thank you for driving. I know you hate that road.",
        31: "You noticed that I was quiet.",
        35: "You made us a list, and you put tea on it.",
        41: "We laughed so much on the stairs.",
    },
    notes={
        3: (
            Note.Audience.PARTNER,
            "It was easier to write this than to say it. I would like to try both.",
        ),
        9: (Note.Audience.THERAPIST, "I felt shut out and said things that I regret."),
        19 + 1: (Note.Audience.PARTNER, "The days off were good for me."),
        24: (Note.Audience.BOTH, "I said what I needed before I was angry about it."),
        32: (Note.Audience.ONLY_ME, "Maybe this works."),
        39: (Note.Audience.PARTNER, "Thank you for waiting."),
    },
    needs={
        0: ("a-kind-word",),
        9: ("to-be-heard", "comfort"),
        16: ("quiet-company",),
        25: ("help-with-the-day",),
        34: ("time-for-us", "to-laugh"),
    },
    exercises={7: "settling-breath", 18 + 5: "a-need-without-blame", 33: "a-true-thank-you"},
)

NOT_HELD = {2, 5}  # of their moments, counted from the first
# Apologies, by the name of each part.
HELPS_ROBIN = (["slow-down", "on-your-side"], ["Shall we sit on the balcony?"])
HELPS_SAM = (["start-over", "tea", "twenty-minutes"], ["I am still here, you know."])
SORRY_OF_ROBIN = {
    "responsibility": "On Saturday I answered mails while you told me about your father. I was not there.",
    "regret": "I keep seeing your face when you stopped talking.",
    "repair": "I would like to hear it again, with the phone in the other room. What would help you?",
}
SORRY_OF_SAM = {
    "responsibility": "I said yes to the weekend, and let you find out by yourself that I had not meant it.",
    "explanation": "I was afraid that a no would spoil the evening. It explains it, and does not excuse it.",
    "repair": "I will say it when I am unsure, on the same day. I have written to the hotel myself.",
    "change": "Next time I will ask for a night to think about it.",
}
SORRY_AGAIN = {"responsibility": "I was short with you this morning, and you had done nothing."}
