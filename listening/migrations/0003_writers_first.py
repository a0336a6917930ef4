from django.db import migrations

from privacy import rls


class Migration(migrations.Migration):
    dependencies = [("listening", "0002_policies")]
    operations = [
        rls.rename("own", "writer", "listening_rating"),
        rls.rename("own", "us", "listening_session"),
        rls.rename("read", "us", "listening_line"),
    ]
