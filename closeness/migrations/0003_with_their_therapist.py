from importlib import import_module

from django.db import migrations, models

from privacy import rls

before = import_module("closeness.migrations.0002_policies")

AGREED = "couple_id IN (SELECT moments_agreed_couples('closeness'))"
TO_THERAPIST = before.TO_THERAPIST.replace("'milestones'", "'closeness'")

# Whoever proposes one takes the same lock first: then no hold outlives the agreement under which it came.
END = """
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('hold:' || {link}, 0));
    UPDATE closeness_hold SET ended_at = {at} WHERE care_link_id = {link} AND ended_at IS NULL;
    RETURN NULL;
END
"""
# The row of the two is touched even where nothing is held: a second yes that is under way waits for it.
LET_GO = """
BEGIN
    IF TG_OP = 'DELETE' OR NEW.ended_at IS NOT NULL THEN
        UPDATE closeness_spectrum SET held_at = NULL, held_until = NULL
            WHERE couple_id = OLD.couple_id;
    END IF;
    RETURN NULL;
END
"""


LEVELS = [
    (2, "Words, banter and attention"),
    (3, "Time and play together"),
    (4, "Affectionate touch, with nothing to follow"),
    (5, "Sensual touch without a goal"),
    (6, "Sexual closeness, gentle"),
    (7, "Sexual closeness, open"),
]


def therapist(rows: str) -> str:
    return f'ALTER POLICY "therapist" ON closeness_hold USING ({rows}) WITH CHECK ({rows});'


class Migration(migrations.Migration):
    dependencies = [("closeness", "0002_policies"), ("couples", "0020_agreed_to_closeness")]
    operations = [
        migrations.AlterField("hidden", "level", models.PositiveSmallIntegerField(choices=LEVELS)),
        rls.allow("closeness_tally", rls.Policy("therapist", "SELECT", AGREED)),
        migrations.RunSQL(therapist(TO_THERAPIST), therapist(before.TO_THERAPIST)),
        rls.duty(
            "closeness_end_withdrawn_hold",
            "couples_agreement",
            END.format(link="NEW.care_link_id", at="NEW.decided_at"),
            role=rls.DEALER,
            withdrawn="NOT NEW.closeness",
        ),
        rls.duty(
            "closeness_end_hold_of_link",
            "couples_carelink",
            END.format(link="NEW.id", at="NEW.ended_at"),
            after="UPDATE",
            role=rls.DEALER,
            ended="OLD.ended_at IS NULL AND NEW.ended_at IS NOT NULL",
        ),
        rls.duty(
            "closeness_let_go",
            "closeness_hold",
            LET_GO,
            after="UPDATE OR DELETE",
            role=rls.DEALER,
            held="OLD.ended_at IS NULL",
        ),
    ]
