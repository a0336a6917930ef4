from django.db import migrations

# Deals the cards of two people and closes their rounds: it reads what both said in private, and of all the
# rest nothing.
GRANTS = """
GRANT USAGE ON SCHEMA public, keys TO moments_dealer;
GRANT SELECT ON keys.person TO moments_dealer;
"""
UNDO = """
REVOKE SELECT ON keys.person FROM moments_dealer;
REVOKE USAGE ON SCHEMA public, keys FROM moments_dealer;
"""


class Migration(migrations.Migration):
    dependencies = [("privacy", "0006_own_clock")]
    operations = [migrations.RunSQL(GRANTS, UNDO)]
