from django.db import migrations, models


class Migration(migrations.Migration):
    """Whatever was agreed before names no closeness, and so shows none."""

    dependencies = [("couples", "0018_agreed_to_goals")]

    operations = [
        migrations.AddField(
            model_name=name,
            name="closeness",
            field=models.BooleanField(default=False),
            preserve_default=False,
        )
        for name in ("agreed", "agreement")
    ]
