from django.db import migrations

MY_COUPLE = "couple_id = (SELECT moments_my_couple())"


def ends(rows: str) -> str:
    return f'ALTER POLICY "end" ON couples_carelink USING ({rows}) WITH CHECK ({MY_COUPLE});'


class Migration(migrations.Migration):
    """A link that one of the two has ended is not brought back by the other: what both once agreed to would
    count again.
    """

    dependencies = [("couples", "0022_few_answers")]
    operations = [migrations.RunSQL(ends(f"{MY_COUPLE} AND ended_at IS NULL"), ends(MY_COUPLE))]
