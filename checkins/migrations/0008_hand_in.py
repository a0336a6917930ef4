from django.db import migrations

# One round trip for a day in its parts. It runs with the asker's own rights: every row that it writes
# is held by the policies of its table. `began_from` is the version that a page knows, 0 for none; a
# day that has become another meanwhile, or has been read, is left alone, and the answer is NULL.
HAND_IN = """
CREATE FUNCTION checkins_hand_in(
    couple bigint, day date, late boolean, at timestamptz, began_from integer, pages text[],
    closeness integer, stress integer, energy integer, sleep integer,
    safe text, need bigint, other_need bigint, thanks text, note text, readers text
) RETURNS bigint LANGUAGE plpgsql SECURITY INVOKER AS $$
DECLARE
    me bigint := moments_me();
    whole bigint;
BEGIN
    INSERT INTO checkins_checkin AS kept (
        person_id, couple_id, "on", closeness, stress, energy, sleep_half_hours,
        back_filled, submitted_at, version
    ) VALUES (me, couple, day, closeness, stress, energy, sleep, late, at, 1)
    ON CONFLICT (person_id, "on") DO UPDATE SET
        couple_id = excluded.couple_id, closeness = excluded.closeness, stress = excluded.stress,
        energy = excluded.energy, sleep_half_hours = excluded.sleep_half_hours,
        version = kept.version + 1
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
    INSERT INTO checkins_safetyanswer (check_in_id, person_id, couple_id, "on", answer)
    VALUES (whole, me, couple, day, safe);
    IF thanks <> '' OR need IS NOT NULL THEN
        INSERT INTO checkins_sharedwords (
            check_in_id, person_id, couple_id, "on", first_need_id, second_need_id, appreciation
        ) VALUES (whole, me, couple, day, need, other_need, thanks);
    END IF;
    IF note <> '' THEN
        INSERT INTO checkins_note (check_in_id, person_id, couple_id, "on", text, audience)
        VALUES (whole, me, couple, day, note, readers);
    END IF;
    DELETE FROM checkins_draft WHERE person_id = me AND "on" = day AND page = ANY (pages);
    RETURN whole;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("checkins", "0007_nobody_agrees_for_the_other")]
    operations = [migrations.RunSQL(HAND_IN, "DROP FUNCTION checkins_hand_in;")]
