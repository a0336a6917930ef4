"""Who may do what with the row about alice, table by table; `tests/privacy/who.py` says who is who.

A new protected table is a new line here: without one the test fails. `reads`, `changes`, `erases` and
`writes` are about alice's own row; `joins` is the same row in the asker's own name, which is how
somebody would slip into another couple. To the database all staff are one: what is said of edith, who is
an editor, is said of oscar, an operator.
"""

from dataclasses import dataclass

EVERYBODY = "alice bob carol mallory tess wanda tom edith visitor nobody"
BOTH = "alice bob"
PEOPLE = "alice bob carol mallory tess wanda tom edith"

# Whom somebody may read of at all, whatever the table: a row about anybody else is a leak.
CIRCLES = {
    "alice": "alice bob tess wanda",  # who named wanda once, both may know
    "bob": "alice bob tess wanda",
    "carol": "carol",
    "mallory": "mallory trent tom",
    "tess": "tess alice bob",
    "wanda": "wanda",
    "tom": "tom",
}
# Read by everybody: it is the same for everybody, and about nobody.
CONTENT = {
    "care_milestone": "what can be reached",
    "couples_helpline": "numbers to call, also for whoever is not signed in",
    "couples_practice": "names of practices, on the page behind a therapist’s link",
    "exercises_exercise": "what can be practised",
    "exercises_exerciseversion": "its published texts",
    "exercises_step": "their steps",
}


@dataclass(frozen=True)
class Rule:
    reads: str = ""
    changes: str = ""
    erases: str = ""
    writes: str = ""
    joins: str = ""


# Who changed what in the content: for staff, who add to it and change nothing.
HISTORY = Rule(reads="edith", writes="edith")

# What somebody writes for themselves alone: the keeper puts it under newer keys.
PRIVATE = Rule(
    reads="alice keeper", changes="alice keeper", erases="alice", writes="alice", joins=PEOPLE
)

# Whatever of closeness is private, the dealer alone sees whole, and the keeper puts under newer keys.
DEALT = "dealer keeper"

RULES = {
    "account_emailaddress": Rule(
        reads="alice edith visitor",
        changes="alice visitor",
        erases="alice visitor",
        writes="alice edith visitor",
        joins=PEOPLE,
    ),
    "account_emailconfirmation": Rule(
        reads="visitor", changes="visitor", erases="visitor", writes="visitor"
    ),
    "care_earned": Rule(reads="alice bob tess steward", writes="steward"),
    "care_greeted": Rule(
        reads="alice", changes="alice", erases="alice", writes="alice", joins="alice bob"
    ),
    "care_lastactivity": Rule(reads="tess steward", changes="steward", writes="steward"),
    "care_lately": Rule(reads="tess steward", changes="steward", writes="steward"),
    "care_milestone": Rule(
        reads=f"{EVERYBODY} steward", changes="edith", erases="edith", writes="edith"
    ),
    "care_therapistmilestone": Rule(
        reads="alice bob tess keeper", changes="tess keeper", erases="tess", writes="tess"
    ),
    # The steward reads whose it is, and nothing that was found.
    "care_triage": Rule(
        reads="tess steward keeper", changes="tess keeper", erases="tess steward", writes="tess"
    ),
    "checkins_checkin": Rule(
        reads="alice bob tess steward",
        changes="alice",
        erases="alice",
        writes="alice",
        joins="alice bob",
    ),
    "checkins_draft": PRIVATE,
    "checkins_mark": Rule(
        reads="alice steward keeper",
        changes="alice keeper",
        erases="alice",
        writes="alice",
        joins="alice bob",
    ),
    "checkins_moment": Rule(reads="alice bob tess steward", changes="steward", writes="steward"),
    "checkins_note": Rule(
        reads="alice bob tess steward keeper",
        changes="alice keeper",
        erases="alice",
        writes="alice",
        joins="alice",
    ),
    "checkins_rhythm": Rule(
        reads="alice bob steward", changes="alice bob steward", writes="alice", joins="alice bob"
    ),
    "checkins_safetyanswer": Rule(
        reads="alice tess keeper",
        changes="alice keeper",
        erases="alice",
        writes="alice",
        joins="alice",
    ),
    "checkins_seen": Rule(reads="alice bob steward", writes="alice", joins="alice"),
    "checkins_sharedwords": Rule(
        reads="alice bob steward keeper",
        changes="alice keeper",
        erases="alice",
        writes="alice",
        joins="alice",
    ),
    # Nobody put it there, so it is in nobody’s name.
    "checkins_together": Rule(
        reads="alice bob steward", changes="alice bob steward", erases=BOTH, writes=BOTH
    ),
    # What goes in never comes out: who said it cannot read it either.
    "closeness_answer": Rule(
        reads=DEALT, changes=DEALT, erases="dealer", writes="alice dealer", joins="alice"
    ),
    "closeness_card": Rule(reads=f"alice {DEALT}", changes=DEALT, erases="dealer", writes="dealer"),
    "closeness_deck": Rule(reads=DEALT, changes=DEALT, erases="dealer", writes="dealer"),
    "closeness_hold": Rule(
        reads="alice bob tess dealer",
        changes="tess dealer",
        erases="tess dealer",
        writes="tess dealer",
    ),
    "closeness_holdanswer": Rule(
        reads="alice dealer", changes="dealer", erases="dealer", writes="alice dealer", joins=BOTH
    ),
    "closeness_item": Rule(
        reads=f"alice {DEALT}", changes=f"alice {DEALT}", erases="dealer", writes="dealer"
    ),
    "closeness_ownoption": Rule(
        reads=f"alice bob {DEALT}",
        changes=f"alice {DEALT}",
        erases="alice dealer",
        writes="alice dealer",
        joins=BOTH,
    ),
    "closeness_round": Rule(
        reads="alice bob steward dealer", changes="dealer", erases="dealer", writes="dealer"
    ),
    # The house knows who has begun, to send them word, and not what they want.
    "closeness_seat": Rule(
        reads=f"alice steward {DEALT}",
        changes=f"alice {DEALT}",
        erases="dealer",
        writes="alice dealer",
        joins=BOTH,
    ),
    "closeness_spectrum": Rule(
        reads="alice bob steward dealer", changes="dealer", erases="dealer", writes="dealer"
    ),
    "closeness_tally": Rule(
        reads="alice bob tess dealer", changes="dealer", erases="dealer", writes="dealer"
    ),
    "couples_agreed": Rule(reads="tess steward", erases="steward", writes="steward"),
    "couples_agreement": Rule(reads="alice steward", writes="alice", joins="alice bob"),
    "couples_carelink": Rule(
        reads="alice bob tess steward", changes="alice bob", writes="alice", joins="alice bob"
    ),
    "couples_couple": Rule(
        reads="alice bob tess steward", changes="alice bob", writes="alice", joins=PEOPLE
    ),
    "couples_happening": Rule(reads="alice steward", writes="alice steward", joins="alice bob"),
    "couples_helpline": Rule(reads=EVERYBODY, changes="edith", erases="edith", writes="edith"),
    "couples_invitation": Rule(
        reads="alice steward", changes="alice", writes="alice", joins="alice"
    ),
    "couples_journal": Rule(
        reads="alice visitor",
        changes="alice visitor",
        erases="alice visitor",
        writes="alice visitor",
        joins=PEOPLE,
    ),
    "couples_membership": Rule(reads="alice bob tess steward", writes="alice", joins="alice"),
    "couples_pause": Rule(reads="alice bob steward", changes="alice bob", writes="alice bob"),
    "couples_practice": Rule(
        reads=f"{EVERYBODY} steward", changes="edith", erases="edith", writes="edith"
    ),
    "couples_safetycheck": Rule(
        reads="alice keeper", changes="keeper", erases="alice", writes="alice", joins=PEOPLE
    ),
    "couples_therapist": Rule(
        reads="alice bob tess edith steward",
        changes="edith",
        erases="edith",
        writes="edith",
        joins="edith",
    ),
    "couples_toldalone": Rule(
        reads="alice tess keeper", changes="keeper", erases="alice", writes="alice", joins="alice"
    ),
    "couples_user": Rule(
        reads="alice bob tess edith visitor steward",
        changes="alice edith visitor",
        erases="edith",
        writes="edith visitor",
    ),
    "couples_user_groups": Rule(
        reads="edith steward", changes="edith", erases="edith", writes="edith", joins="edith"
    ),
    "couples_user_user_permissions": Rule(
        reads="edith steward", changes="edith", erases="edith", writes="edith", joins="edith"
    ),
    "django_admin_log": Rule(
        reads="edith", changes="edith", erases="edith", writes="edith", joins="edith"
    ),
    "exercises_answer": Rule(
        reads="alice keeper", changes="alice keeper", erases="alice", writes="alice", joins="alice"
    ),
    "exercises_completion": Rule(
        reads="alice tess steward", erases="alice", writes="alice", joins="alice"
    ),
    "exercises_exercise": Rule(reads=EVERYBODY, changes="edith", erases="edith", writes="edith"),
    "exercises_exerciseversion": Rule(reads=EVERYBODY, changes="edith", writes="edith"),
    "exercises_favourites": PRIVATE,
    "exercises_sitting": Rule(
        reads="alice", changes="alice", erases="alice", writes="alice", joins=PEOPLE
    ),
    "exercises_step": Rule(reads=EVERYBODY),
    # A page is its writer’s alone; what was shared of it is the partner’s to read, and nobody’s to change.
    "journaling_entry": PRIVATE,
    "journaling_shared": Rule(
        reads="alice bob keeper", changes="keeper", erases="alice", writes="alice", joins="alice"
    ),
    # Whoever reads somebody's words reads their key as well; only the keeper changes or destroys one.
    "keys.canary": Rule(reads="keeper", changes="keeper", erases="keeper", writes="keeper"),
    "keys.erased": Rule(reads="keeper", writes="keeper"),
    "keys.person": Rule(
        reads="alice bob tess keeper dealer",
        changes="keeper",
        erases="keeper",
        writes="alice keeper",
        joins=PEOPLE,
    ),
    "leaving_erasure": Rule(
        reads="alice steward",
        changes="steward",
        erases="alice",
        writes="alice steward",
        joins=PEOPLE,
    ),
    "leaving_export": Rule(
        reads="alice steward",
        changes="alice steward",
        erases="alice steward",
        writes="alice",
        joins=PEOPLE,
    ),
    "leaving_exportpiece": Rule(
        reads="alice steward", erases="alice steward", writes="alice", joins="alice"
    ),
    # The house moves a session, and writes no word of it; it forgets those of one that is not kept.
    "listening_draft": Rule(
        reads="alice keeper",
        changes="alice keeper",
        erases="alice",
        writes="alice",
        joins="alice bob",
    ),
    "listening_line": Rule(
        reads="alice bob tess keeper", changes="keeper", writes="alice", joins="alice"
    ),
    "listening_rating": Rule(reads="alice bob tess steward", writes="alice", joins="alice bob"),
    "listening_session": Rule(reads="alice bob tess steward", changes="steward"),
    "listening_share": Rule(
        reads="alice steward",
        changes="alice",
        erases="alice",
        writes="alice",
        joins="alice bob",
    ),
    "goals_draft": PRIVATE,
    # Written once; the house counts what is signed and rated, opens no word of it, and says when a goal
    # began. The world’s goal runs and both have rated it: what stands alone is held by tests/goals.
    "goals_goal": Rule(reads="alice bob tess steward", changes="alice bob steward"),
    "goals_ladder": Rule(reads="alice bob keeper", changes="keeper", writes="alice", joins="alice"),
    "goals_rating": Rule(
        reads="alice bob tess steward keeper", changes="keeper", writes="alice", joins=BOTH
    ),
    # Alice’s is of an older version, which nobody signs any more.
    "goals_signature": Rule(reads="alice bob tess steward"),
    "goals_version": Rule(
        reads="alice bob tess steward keeper", changes="keeper", writes="alice", joins=BOTH
    ),
    # What alice noted is shared here; a draft, and what is not shared, has one reader and the keeper.
    "cycle_draft": PRIVATE,
    "cycle_entry": Rule(
        reads="alice bob keeper", changes="alice keeper", erases="alice", writes="alice", joins=BOTH
    ),
    "cycle_exit": Rule(
        reads="alice bob keeper", changes="alice keeper", erases="alice", writes="alice", joins=BOTH
    ),
    "cycle_name": Rule(
        reads="alice bob keeper", changes="alice keeper", writes="alice", joins=BOTH
    ),
    # The house ends a cue, for both; what somebody lets rest of the other’s has one reader.
    "cues_proposal": Rule(
        reads="alice bob steward keeper", changes="steward keeper", writes="alice", joins=BOTH
    ),
    "cues_setaside": Rule(
        reads="alice", changes="alice", erases="alice", writes="alice", joins="alice"
    ),
    "cues_signature": Rule(reads="alice bob", writes="alice", joins="alice"),
    # The house takes an apology back, and reads no word of one that stands. What its receiver makes of it
    # is theirs; here alice is the sender of one and the receiver of another.
    "mending_apology": Rule(
        reads="alice bob tess steward", changes="steward", writes="alice", joins="alice"
    ),
    # Of an attempt a therapist learns nothing until both have noted how it went, as they have here.
    "mending_attempt": Rule(
        reads="alice bob tess steward", changes="steward", writes="alice", joins="alice"
    ),
    "mending_liked": Rule(
        reads="alice bob keeper", changes="alice keeper", erases="alice", writes="alice", joins=BOTH
    ),
    "mending_noticed": Rule(
        reads="alice steward", changes="alice", erases="alice", writes="alice", joins=BOTH
    ),
    "mending_outcome": Rule(
        reads="alice bob steward keeper", changes="keeper", writes="alice", joins=BOTH
    ),
    "mending_said": Rule(reads="alice bob keeper", changes="keeper", writes="alice", joins="alice"),
    "mending_part": Rule(
        reads="alice keeper", changes="alice keeper", erases="alice", writes="alice", joins="alice"
    ),
    "mending_receipt": Rule(
        reads="alice steward keeper",
        changes="alice keeper",
        erases="alice",
        writes="alice",
        joins="alice",
    ),
    # It is meant for bob, who cannot rehearse one for himself.
    "mending_rehearsal": Rule(
        reads="alice",
        changes="alice",
        erases="alice",
        writes="alice",
        joins=PEOPLE.replace("bob ", ""),
    ),
    "mending_reply": Rule(
        reads="alice bob keeper",
        changes="alice keeper",
        erases="alice",
        writes="alice",
        joins="alice",
    ),
    "mending_words": Rule(
        reads="alice bob keeper", changes="keeper", writes="alice", joins="alice"
    ),
    # The keeper puts the secrets of second keys under a newer master key.
    "mfa_authenticator": Rule(
        reads="alice visitor keeper",
        changes="alice visitor keeper",
        erases="alice visitor",
        writes="alice visitor",
        joins=PEOPLE,
    ),
    # Kept through a function; nobody else writes, and what is there stays.
    "privacy_access": Rule(reads="alice", writes="steward"),
    "reminders_preferences": Rule(
        reads="alice steward",
        changes="alice steward",
        erases="alice",
        writes="alice steward",
        joins=PEOPLE,
    ),
    "reminders_reminder": Rule(
        reads="alice steward", changes="steward", erases="steward", writes="steward"
    ),
    "usersessions_usersession": Rule(
        reads="alice visitor",
        changes="alice visitor",
        erases="alice visitor",
        writes="alice visitor",
        joins=PEOPLE,
    ),
    "care_historicalmilestone": HISTORY,
    "checkins_historicalneed": HISTORY,
    "couples_historicalhelpline": HISTORY,
    "exercises_historicalexercise": HISTORY,
    "exercises_historicalexerciseversion": HISTORY,
    "exercises_historicalstep": HISTORY,
    "journaling_historicalprompt": HISTORY,
    "cues_historicalcue": HISTORY,
    "cycle_historicalchoice": HISTORY,
    "closeness_historicaloption": HISTORY,
    "goals_historicalidea": HISTORY,
    "mending_historicalphrase": HISTORY,
}
