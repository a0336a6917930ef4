from django.db import migrations

from privacy import rls

# The last day never moves back when a day is filled in afterwards. Closeness is the mean of both
# together: a sum that could tell one partner from the other is not kept. The lock lets the second of
# two partners wait for the first, and then see what the first has written; it is not the couple's
# own, for pairing holds that one while it waits for rows that a cause may hold.
KEEP = """
DECLARE
    last date;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('care:' || NEW.couple_id, 0));
    INSERT INTO care_lastactivity AS kept (couple_id, kind, "on")
    VALUES (NEW.couple_id, TG_ARGV[0], NEW."on")
    ON CONFLICT (couple_id, kind) DO UPDATE SET "on" = greatest(kept."on", excluded."on")
    RETURNING "on" INTO last;
    IF TG_ARGV[0] = 'ratings' THEN
        INSERT INTO care_lately (couple_id, until, closeness, closeness_before)
        SELECT NEW.couple_id, last, avg(closeness) FILTER (WHERE "on" > last - 7),
            avg(closeness) FILTER (WHERE "on" <= last - 7)
        FROM checkins_checkin WHERE couple_id = NEW.couple_id AND "on" BETWEEN last - 13 AND last
        HAVING bool_or("on" > last - 7)
        ON CONFLICT (couple_id) DO UPDATE SET until = excluded.until,
            closeness = excluded.closeness, closeness_before = excluded.closeness_before;
    END IF;
    RETURN NULL;
END
"""


class Migration(migrations.Migration):
    dependencies = [
        ("care", "0003_editors"),
        ("checkins", "0001_initial"),
        ("couples", "0005_narrower_rights"),
    ]
    operations = [
        rls.duty(
            "care_keep_sums",
            "couples_happening",
            KEEP,
            ratings="NEW.kind IN ('checked_in', 'check_in_changed')",
            milestones="NEW.kind = 'moment_held'",
            exercises="NEW.kind = 'exercise_finished'",
        )
    ]
