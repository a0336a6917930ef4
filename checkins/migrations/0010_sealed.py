from django.db import migrations, models

import privacy.fields
from privacy import sealing

OF_A_DAY = {"owner": "person_id", "row": ("on",), "version": "version"}
ONE_SIZE = privacy.fields.ONE_SIZE
PARTS = ("sharedwords", "safetyanswer", "note")
NEEDS = """(SELECT coalesce(json_agg(slug ORDER BY array_position(
    ARRAY[first_need_id, second_need_id], id)), '[]')::text
    FROM checkins_need WHERE id IN (first_need_id, second_need_id))"""

PARAMETERS = """
    couple bigint, day date, late boolean, at timestamptz, began_from integer, pages text[],
    closeness integer, stress integer, energy integer, sleep integer"""

# As before, but for the words: they come sealed, bound to the version that the day is about to have.
# The database sees whether there are any, and who may read the note.
HAND_IN = f"""
DROP FUNCTION checkins_hand_in;
CREATE FUNCTION checkins_hand_in({PARAMETERS},
    safe bytea, needs bytea, thanks bytea, note bytea, readers text
) RETURNS bigint LANGUAGE plpgsql SECURITY INVOKER AS $$
DECLARE
    me bigint := moments_me();
    edition integer := began_from + 1;
    whole bigint;
BEGIN
    INSERT INTO checkins_checkin AS kept (
        person_id, couple_id, "on", closeness, stress, energy, sleep_half_hours,
        back_filled, submitted_at, version
    ) VALUES (me, couple, day, closeness, stress, energy, sleep, late, at, 1)
    ON CONFLICT (person_id, "on") DO UPDATE SET
        couple_id = excluded.couple_id, closeness = excluded.closeness, stress = excluded.stress,
        energy = excluded.energy, sleep_half_hours = excluded.sleep_half_hours,
        version = edition
    WHERE kept.version = began_from AND NOT moments_is_seen(kept.id)
    RETURNING id INTO whole;
    IF whole IS NULL THEN
        RETURN NULL;
    END IF;
    IF began_from > 0 THEN
        DELETE FROM checkins_safetyanswer WHERE check_in_id = whole;
        DELETE FROM checkins_sharedwords WHERE check_in_id = whole;
        DELETE FROM checkins_note WHERE check_in_id = whole;
    END IF;
    INSERT INTO checkins_safetyanswer (check_in_id, person_id, couple_id, "on", version, answer)
    VALUES (whole, me, couple, day, edition, safe);
    IF needs IS NOT NULL THEN
        INSERT INTO checkins_sharedwords (
            check_in_id, person_id, couple_id, "on", version, needs, appreciation
        ) VALUES (whole, me, couple, day, edition, needs, thanks);
    END IF;
    IF note IS NOT NULL THEN
        INSERT INTO checkins_note (check_in_id, person_id, couple_id, "on", version, text, audience)
        VALUES (whole, me, couple, day, edition, note, readers);
    END IF;
    DELETE FROM checkins_draft WHERE person_id = me AND "on" = day AND page = ANY (pages);
    RETURN whole;
END $$;
"""

STATE = [
    migrations.RemoveConstraint("sharedwords", "shared_words_name_two_different_needs"),
    migrations.RemoveField("sharedwords", "first_need"),
    migrations.RemoveField("sharedwords", "second_need"),
    migrations.AddField(
        "sharedwords",
        "needs",
        privacy.fields.EncryptedChoicesField(
            default=list, verbose_name="slugs of one or two needs", **OF_A_DAY
        ),
    ),
    migrations.AlterField(
        "sharedwords",
        "appreciation",
        privacy.fields.EncryptedTextField(null=True, **OF_A_DAY),
    ),
    migrations.AlterField(
        "safetyanswer",
        "answer",
        privacy.fields.EncryptedChoiceField(
            choices=[("yes", "yes"), ("mostly", "mostly"), ("not_really", "not really")],
            **OF_A_DAY,
        ),
    ),
    migrations.AlterField(
        "mark",
        "held",
        privacy.fields.EncryptedBooleanField(
            verbose_name="we held it", owner="person_id", row=("moment_id",)
        ),
    ),
    migrations.AlterField("note", "text", privacy.fields.EncryptedTextField(**OF_A_DAY)),
    migrations.AlterField(
        "draft",
        "fields",
        privacy.fields.EncryptedJSONField(
            default=dict,
            verbose_name="field name to the words in it",
            owner="person_id",
            row=("on",),
        ),
    ),
]


def part(name: str, words: dict[str, str], **options: object) -> list[migrations.RunSQL]:
    return sealing.seal(
        f"checkins_{name}",
        words,
        key="check_in_id",
        binding=("person_id", "on", "version"),
        **options,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("checkins", "0009_no_day_before_joining"),
        ("privacy", "0002_keys"),
    ]
    operations = [
        *(
            migrations.AddField(
                name, "version", models.PositiveIntegerField(db_default=1, default=1)
            )
            for name in PARTS
        ),
        *(
            migrations.RunSQL(
                f"""UPDATE checkins_{name} part SET version = whole.version
                FROM checkins_checkin whole WHERE whole.id = part.check_in_id;"""
            )
            for name in PARTS
        ),
        migrations.RemoveIndex("safetyanswer", "unsafe_days_of_couple"),
        migrations.SeparateDatabaseAndState(
            state_operations=STATE,
            database_operations=[
                *part(
                    "sharedwords",
                    {"needs": NEEDS, "appreciation": "nullif(appreciation, '')"},
                    steps={"needs": ONE_SIZE},
                    instead_of=("first_need_id", "second_need_id", "appreciation"),
                    optional=("appreciation",),
                ),
                *part("safetyanswer", {"answer": "answer"}, steps={"answer": ONE_SIZE}),
                *part("note", {"text": "text"}),
                *sealing.seal(
                    "checkins_draft", {"fields": "fields::text"}, binding=("person_id", "on")
                ),
                *sealing.seal(
                    "checkins_mark",
                    {"held": "held::integer::text"},
                    binding=("person_id", "moment_id"),
                    steps={"held": ONE_SIZE},
                ),
                migrations.RunSQL(HAND_IN),
            ],
        ),
        migrations.AddIndex(
            "safetyanswer",
            models.Index(fields=["couple", "on"], name="safety_answers_of_couple"),
        ),
    ]
