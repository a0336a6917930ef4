from django.db import migrations

from couples import staff
from privacy import rls

ME = "moments_me()"
MINE = f"person_id = {ME}"
MY_COUPLE = "couple_id = (SELECT moments_my_couple())"
BEGUN = f"{MY_COUPLE} AND couple_id IN (SELECT couple_id FROM closeness_seat WHERE {MINE})"
# A round in which somebody had no cards yet would tell that the other began earlier.
SINCE = f"""{MY_COUPLE} AND public_id IN (SELECT round_id FROM closeness_card WHERE {MINE})"""
IN_PROGRESS = """round_id IN (SELECT public_id FROM closeness_round WHERE closed_at IS NULL)"""
TO_THERAPIST = """care_link_id IN (SELECT id FROM couples_carelink
    WHERE therapist_id = moments_me() AND ended_at IS NULL)
    AND couple_id IN (SELECT moments_agreed_couples('milestones'))"""

# Of one's own card, while its round is open: whoever says something to it again has said the last. What is
# not theirs goes on to the policy, which refuses it like anything that is not there.
TAKE = """
DECLARE
    is_open boolean;
BEGIN
    PERFORM FROM closeness_card
        WHERE public_id = NEW.card_id AND person_id = moments_me() AND NEW.person_id = moments_me()
        FOR UPDATE;
    IF NOT FOUND THEN
        RETURN NEW;
    END IF;
    SELECT r.closed_at IS NULL INTO is_open
        FROM closeness_round r JOIN closeness_card c ON c.round_id = r.public_id
        WHERE c.public_id = NEW.card_id FOR SHARE OF r;
    IF is_open IS NOT TRUE THEN
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation', MESSAGE = 'answer_comes_before_the_close';
    END IF;
    DELETE FROM closeness_answer WHERE card_id = NEW.card_id;
    RETURN NEW;
END
"""
SEALED = {
    "seat": (("kept",), ("public_id", "person_id", "couple_id")),
    "deck": (("secret",), ("person_id",)),
    "card": (("what",), ("public_id", "person_id")),
    "answer": (("said",), ("public_id", "person_id", "card_id")),
    "item": (("what", "did", "comfort"), ("public_id", "person_id", "pair")),
    "ownoption": (("name", "what"), ("public_id", "person_id")),
}


class Migration(migrations.Migration):
    dependencies = [
        ("closeness", "0001_initial"),
        ("couples", "0008_keys_of_my_people"),
        ("leaving", "0002_policies"),
        ("privacy", "0007_dealer"),
    ]
    operations = [
        staff.may(staff.EDITORS, "closeness", "option", "view", "add", "change"),
        staff.may(staff.OPERATORS, "closeness", "hidden", "view", "add", "delete"),
        *staff.keeps_history("closeness_historicaloption"),
        rls.append_only("closeness_wording"),
        # Their limits are for nobody else. The house knows that they have begun, to send them word.
        rls.protect(
            "closeness_seat",
            rls.Policy("own", "SELECT", MINE),
            rls.Policy("own_seat", "INSERT", f"{MINE} AND {MY_COUPLE}"),
            rls.Policy("own_limits", "UPDATE", MINE),
            rls.steward("SELECT"),
        ),
        rls.only_changes("closeness_seat", "kept"),
        # Nobody looks into a deck but the dealer: not even whose it is.
        rls.protect("closeness_deck", []),
        rls.protect("closeness_spectrum", rls.Policy("us", "SELECT", BEGUN), rls.steward("SELECT")),
        rls.protect("closeness_round", rls.Policy("us", "SELECT", SINCE), rls.steward("SELECT")),
        rls.protect("closeness_card", rls.Policy("own", "SELECT", f"{MINE} AND {MY_COUPLE}")),
        # It can be put in, and that is all.
        rls.protect(
            "closeness_answer",
            rls.Policy(
                "say",
                "INSERT",
                f"""{MINE} AND card_id IN (SELECT public_id FROM closeness_card
                    WHERE {MINE} AND {IN_PROGRESS})""",
            ),
        ),
        rls.protect(
            "closeness_item",
            rls.Policy("own", "SELECT", f"{MINE} AND {MY_COUPLE} AND (done OR NOT ended)"),
            rls.Policy("own_marks", "UPDATE", f"{MINE} AND {MY_COUPLE} AND (done OR NOT ended)"),
        ),
        rls.only_changes("closeness_item", "did", "comfort"),
        rls.protect("closeness_tally", rls.Policy("us", "SELECT", MY_COUPLE)),
        rls.protect(
            "closeness_ownoption",
            rls.Policy("partner", "SELECT", f"{MY_COUPLE} AND retired_at IS NULL"),
            rls.Policy("writer", "ALL", MINE, check=f"{MINE} AND {MY_COUPLE}"),
        ),
        rls.only_changes("closeness_ownoption", "retired_at"),
        rls.protect(
            "closeness_hold",
            rls.Policy("us", "SELECT", MY_COUPLE),
            rls.Policy("therapist", "ALL", TO_THERAPIST),
        ),
        rls.only_changes("closeness_hold", "ended_at"),
        rls.protect(
            "closeness_holdanswer",
            rls.Policy("own", "SELECT", MINE),
            rls.Policy(
                "own_yes",
                "INSERT",
                f"{MINE} AND hold_id IN (SELECT public_id FROM closeness_hold WHERE {MY_COUPLE})",
            ),
        ),
        # A row that both read is locked whenever either writes something that belongs to it; its system columns
        # would tell the other that it happened.
        *(rls.hide_system_columns(f"closeness_{table}") for table in ("spectrum", "round", "hold")),
        *(
            rls.deals(f"closeness_{table}")
            for table in (
                "seat",
                "deck",
                "spectrum",
                "round",
                "card",
                "answer",
                "item",
                "tally",
                "ownoption",
                "hold",
                "holdanswer",
            )
        ),
        migrations.RunSQL(
            f"GRANT SELECT ON closeness_option, closeness_wording TO {rls.DEALER};",
            f"REVOKE SELECT ON closeness_option, closeness_wording FROM {rls.DEALER};",
        ),
        # The dealer opens what people said to their cards, and needs the keys of whoever has begun.
        rls.allow(
            "keys.person",
            rls.Policy(
                "dealer",
                "SELECT",
                "person_id IN (SELECT person_id FROM closeness_seat)",
                role=rls.DEALER,
            ),
        ),
        rls.before("closeness_take_answer", "closeness_answer", TAKE, role=rls.DEALER),
        *(rls.keep(f"closeness_{table}", *names) for table, names in SEALED.items()),
        *(
            rls.erasable(f"closeness_{table}")
            for table in ("seat", "deck", "card", "answer", "item", "ownoption", "holdanswer")
        ),
    ]
