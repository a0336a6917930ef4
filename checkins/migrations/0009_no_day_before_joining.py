from django.db import migrations

BEFORE = """SELECT EXISTS (SELECT FROM checkins_checkin mine
        JOIN couples_membership theirs ON theirs.couple_id = mine.couple_id
        WHERE mine.person_id = moments_me() AND mine."on" = day
        AND mine.couple_id = moments_my_couple()
        AND theirs.person_id = writer AND theirs.left_at IS NULL)"""

# Whoever comes into a couple opens no day of the other from before: neither by filling in yesterday
# nor by changing a day that was written elsewhere. What the other wrote then was written alone, and
# perhaps after the two had parted.
AFTER = """SELECT EXISTS (SELECT FROM checkins_checkin mine
        JOIN couples_membership own
            ON own.couple_id = mine.couple_id AND own.person_id = mine.person_id
        JOIN couples_membership theirs ON theirs.couple_id = mine.couple_id
        WHERE mine.person_id = moments_me() AND mine."on" = day
        AND mine.couple_id = moments_my_couple()
        AND mine.submitted_at - CASE WHEN mine.back_filled THEN interval '1 day' ELSE '0' END
            >= own.joined_at
        AND theirs.person_id = writer AND theirs.left_at IS NULL)"""


def question(body: str) -> str:
    return f"""
        CREATE OR REPLACE FUNCTION moments_day_is_open(writer bigint, day date) RETURNS boolean
            LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
            AS $$ {body} $$;
    """


class Migration(migrations.Migration):
    dependencies = [("checkins", "0008_hand_in"), ("couples", "0005_narrower_rights")]
    operations = [migrations.RunSQL(question(AFTER), question(BEFORE))]
