from datetime import timedelta

from django.db import migrations, models
from django.db.models import F, Q, Value

from privacy import rls

MY_COUPLE = "couple_id = (SELECT moments_my_couple())"
OLD = rls.Policy("ask", "INSERT", f"{MY_COUPLE} AND asked_by_id = moments_me()")
NEW = rls.Policy("ask", "INSERT", MY_COUPLE)
DROP = "DROP POLICY ask ON couples_pause;"


class Migration(migrations.Migration):
    dependencies = [("couples", "0002_policies")]
    operations = [
        migrations.RunSQL(DROP, OLD.sql("couples_pause")),
        migrations.RemoveField("pause", "asked_by"),
        migrations.RunSQL(NEW.sql("couples_pause"), DROP),
        migrations.AddConstraint(
            "pause",
            models.CheckConstraint(
                condition=Q(ends_at__lte=F("starts_at") + Value(timedelta(days=14))),
                name="pause_lasts_14_days_at_most",
            ),
        ),
        migrations.AddConstraint(
            "invitation",
            models.UniqueConstraint(
                fields=["made_by"],
                condition=Q(kind="partner", used_at=None, withdrawn_at=None),
                name="partner_has_one_link_at_a_time",
            ),
        ),
    ]
