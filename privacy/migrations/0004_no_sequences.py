from django.db import migrations

ROLES = "moments_web, moments_steward"
# Keys are identity columns, which draw their numbers without any right. Whoever may read a sequence
# can count what others write: how often, and when.
NONE = f"""
REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM {ROLES};
ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON SEQUENCES FROM {ROLES};
"""
AS_BEFORE = f"""
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {ROLES};
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {ROLES};
"""


class Migration(migrations.Migration):
    dependencies = [("privacy", "0003_access")]
    operations = [migrations.RunSQL(NONE, AS_BEFORE)]
