from django.db import migrations, models


class Migration(migrations.Migration):
    """Whatever was agreed before names no goals, and so shows none."""

    dependencies = [("couples", "0016_chronicle_policies")]

    operations = [
        migrations.AddField(
            model_name=name,
            name="goals",
            field=models.BooleanField(default=False),
            preserve_default=False,
        )
        for name in ("agreed", "agreement")
    ]
