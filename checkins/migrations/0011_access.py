from django.db import migrations

from privacy import rls

# Reading the partner's day is noted in the transaction that lets it be read, at no statement's cost.
READ = """
BEGIN
    PERFORM privacy_keep(NEW.at, NEW.person_id, theirs.person_id, 'day', couple.public_id, 'opened', 'done')
    FROM checkins_checkin theirs JOIN couples_couple couple ON couple.id = theirs.couple_id
    WHERE theirs.id = NEW.check_in_id;
    RETURN NULL;
END
"""


class Migration(migrations.Migration):
    dependencies = [("checkins", "0010_sealed"), ("privacy", "0003_access")]
    operations = [rls.duty("checkins_note_reading", "checkins_seen", READ, read="true")]
