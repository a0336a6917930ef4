import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import privacy.identifiers
from couples import staff
from privacy import fields, rls

MINE = "person_id = moments_me()"

POLICIES = [
    rls.protect(
        "couples_helpline",
        rls.Policy("everyone_reads", "SELECT", "true"),
        rls.Policy("content_work", "ALL", "moments_is_staff()"),
    ),
    # Not even the steward: no rule of the house may rest on what somebody said here.
    rls.protect(
        "couples_safetycheck",
        rls.Policy("own", "SELECT", MINE),
        rls.Policy("answer", "INSERT", MINE),
        rls.Policy("erase", "DELETE", MINE),
    ),
    # Whom it was told to is written in the row: the partner can end the link to the therapist alone, and
    # that must not take somebody's words from the one they turned to.
    rls.protect(
        "couples_toldalone",
        rls.Policy("own", "SELECT", MINE),
        rls.Policy(
            "tell",
            "INSERT",
            f"""{MINE} AND therapist_id = (SELECT moments_my_therapist())
            AND signed = (SELECT display_name FROM couples_user WHERE id = moments_me())""",
        ),
        rls.Policy("take_back", "DELETE", MINE),
        rls.Policy("therapist", "SELECT", "therapist_id = moments_me()"),
    ),
    # Whoever was told reads it, also where the couple has not agreed.
    rls.allow(
        "keys.person",
        rls.Policy(
            "of_who_told_me",
            "SELECT",
            "person_id IN (SELECT person_id FROM couples_toldalone WHERE therapist_id = moments_me())",
        ),
    ),
    rls.keep(
        "couples_safetycheck",
        ("afraid", "decided_for", "pressed", "hurt", "watched"),
        named_by=("id", "person_id", "public_id"),
    ),
    rls.keep("couples_toldalone", ("text",), named_by=("id", "person_id", "public_id")),
    staff.may(staff.EDITORS, "couples", "helpline", "view", "add", "change"),
]

AGREED = """
BEGIN
    PERFORM privacy_keep(NEW.decided_at, NEW.person_id, NEW.person_id, 'agreement', NEW.public_id,
        CASE WHEN NEW.ratings OR NEW.notes OR NEW.milestones OR NEW.exercises
            THEN 'agreed' ELSE 'withdrew' END, 'done');
    RETURN NULL;
END
"""

SIGNED_IN = """
BEGIN
    PERFORM privacy_keep(NEW.created_at, NEW.user_id, NEW.user_id, 'account', '', 'signed_in', 'done');
    RETURN NULL;
END
"""

# The list of the admin can be changed by staff; this one cannot.
STAFF_WORK = """
DECLARE
    kind text := (SELECT app_label || '.' || model FROM django_content_type
        WHERE id = NEW.content_type_id);
    about bigint := CASE kind
        WHEN 'couples.user' THEN NEW.object_id::bigint
        WHEN 'couples.therapist' THEN
            (SELECT person_id FROM couples_therapist WHERE id = NEW.object_id::bigint)
        END;
BEGIN
    PERFORM privacy_keep(NEW.action_time, NEW.user_id, about, coalesce(kind, ''),
        (SELECT public_id FROM couples_user WHERE id = about),
        (ARRAY['added', 'changed', 'deleted'])[NEW.action_flag], 'done');
    RETURN NULL;
END
"""

DUTIES = [
    rls.duty("couples_note_agreement", "couples_agreement", AGREED, decided="true"),
    rls.duty("couples_note_sign_in", "usersessions_usersession", SIGNED_IN, began="true"),
    rls.duty("couples_note_staff_work", "django_admin_log", STAFF_WORK, noted="true"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("couples", "0009_journal"),
    ]

    operations = [
        migrations.CreateModel(
            name="Helpline",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(max_length=60, unique=True)),
                ("country", models.CharField(max_length=60)),
                ("name", models.CharField(max_length=100)),
                ("phone", models.CharField(max_length=30, verbose_name="number to call")),
                (
                    "meaning",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="who it is for, and when"
                    ),
                ),
                ("site", models.URLField(blank=True, verbose_name="web page")),
                ("order", models.PositiveSmallIntegerField(default=0)),
                (
                    "checked_on",
                    models.DateField(
                        blank=True,
                        help_text="The day on which somebody here last made sure that this is right. Look at each of them twice a year: a wrong number is worse than none.",
                        null=True,
                    ),
                ),
                ("retired", models.BooleanField(default=False, verbose_name="no longer shown")),
                (
                    "packed",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=64,
                        verbose_name="hash of what the content pack last wrote",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SafetyCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "public_id",
                    models.CharField(
                        default=privacy.identifiers.new_public_id,
                        editable=False,
                        max_length=22,
                        unique=True,
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "afraid",
                    fields.EncryptedChoiceField(
                        blank=True,
                        choices=[("no", "no"), ("sometimes", "sometimes"), ("yes", "yes")],
                        owner="person_id",
                        row=("public_id",),
                    ),
                ),
                (
                    "decided_for",
                    fields.EncryptedChoiceField(
                        blank=True,
                        choices=[("no", "no"), ("sometimes", "sometimes"), ("yes", "yes")],
                        owner="person_id",
                        row=("public_id",),
                    ),
                ),
                (
                    "pressed",
                    fields.EncryptedChoiceField(
                        blank=True,
                        choices=[("no", "no"), ("sometimes", "sometimes"), ("yes", "yes")],
                        owner="person_id",
                        row=("public_id",),
                    ),
                ),
                (
                    "hurt",
                    fields.EncryptedChoiceField(
                        blank=True,
                        choices=[("no", "no"), ("sometimes", "sometimes"), ("yes", "yes")],
                        owner="person_id",
                        row=("public_id",),
                    ),
                ),
                (
                    "watched",
                    fields.EncryptedChoiceField(
                        blank=True,
                        choices=[("no", "no"), ("sometimes", "sometimes"), ("yes", "yes")],
                        owner="person_id",
                        row=("public_id",),
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ToldAlone",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "public_id",
                    models.CharField(
                        default=privacy.identifiers.new_public_id,
                        editable=False,
                        max_length=22,
                        unique=True,
                    ),
                ),
                ("signed", models.CharField(max_length=60)),
                ("text", fields.EncryptedTextField(owner="person_id", row=("public_id",))),
                ("at", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "therapist",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        *POLICIES,
        *DUTIES,
    ]
