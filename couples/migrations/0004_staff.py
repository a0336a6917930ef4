from django.db import migrations

from couples import staff


class Migration(migrations.Migration):
    dependencies = [
        ("couples", "0003_who_asked_is_not_kept"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [
        staff.may(staff.OPERATORS, "couples", "user", "view", "add", "change"),
        staff.may(staff.OPERATORS, "couples", "practice", "view", "add", "change"),
        staff.may(staff.OPERATORS, "couples", "therapist", "view", "add", "change"),
    ]
