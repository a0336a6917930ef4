import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

from privacy import rls

# Sign-in keeps which browser it was and when; the address tells where somebody was, and is not kept.
NO_ADDRESS = """
CREATE FUNCTION couples_forget_address() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.ip := '0.0.0.0';
    RETURN NEW;
END
$$;
CREATE TRIGGER couples_forget_address BEFORE INSERT OR UPDATE ON usersessions_usersession
    FOR EACH ROW EXECUTE FUNCTION couples_forget_address();
UPDATE usersessions_usersession SET ip = '0.0.0.0';
"""


class Migration(migrations.Migration):
    dependencies = [
        ("couples", "0008_keys_of_my_people"),
        ("usersessions", "0001_initial"),
    ]
    operations = [
        migrations.CreateModel(
            name="Journal",
            fields=[
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "pin",
                    models.CharField(
                        blank=True,
                        max_length=128,
                        verbose_name="its argon2id hash; empty without a lock",
                    ),
                ),
                ("set_at", models.DateTimeField(null=True)),
                (
                    "tries",
                    models.PositiveSmallIntegerField(default=0, verbose_name="wrong ones in a row"),
                ),
                (
                    "shut_until",
                    models.DateTimeField(null=True, verbose_name="no PIN is looked at before"),
                ),
                (
                    "forgotten_at",
                    models.DateTimeField(
                        null=True, verbose_name="the lock goes away a long wait after"
                    ),
                ),
                (
                    "reset_at",
                    models.DateTimeField(null=True, verbose_name="the password was reset by mail"),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(pin="", set_at=None) | (~Q(pin="") & Q(set_at__isnull=False)),
                        name="journal_pin_was_set_at_some_time",
                    ),
                    models.CheckConstraint(
                        condition=Q(tries__lte=5), name="journal_gives_five_tries"
                    ),
                ],
            },
        ),
        # The door is open to whoever resets a password: that it happened is noted before sign-in.
        rls.protect(
            "couples_journal",
            rls.Policy("own", "ALL", "person_id = moments_me() OR moments_door_is_open()"),
        ),
        migrations.RunSQL(
            NO_ADDRESS,
            "DROP FUNCTION couples_forget_address() CASCADE;",
        ),
    ]
