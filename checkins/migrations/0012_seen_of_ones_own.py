from django.db import migrations

OF_ANYBODY = "SELECT EXISTS (SELECT FROM checkins_seen WHERE check_in_id = given)"
# Whether a day has been read is asked only of one's own; of any other the answer is no.
OF_MINE = """SELECT EXISTS (SELECT FROM checkins_seen
        JOIN checkins_checkin mine ON mine.id = check_in_id
        WHERE check_in_id = given AND mine.person_id = moments_me())"""


def question(body: str) -> str:
    return f"""
        CREATE OR REPLACE FUNCTION moments_is_seen(given bigint) RETURNS boolean
            LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
            AS $$ {body} $$;
    """


class Migration(migrations.Migration):
    dependencies = [("checkins", "0011_access")]
    operations = [migrations.RunSQL(question(OF_MINE), question(OF_ANYBODY))]
