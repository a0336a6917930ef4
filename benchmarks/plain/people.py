"""`python -m benchmarks.plain.people 400`: tables and people; prints the keys of their sessions."""

import importlib
import sys
from typing import Any

import django
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model
from django.core.management import call_command


def main(number: int) -> None:
    django.setup()
    call_command("migrate", "auth", verbosity=0)  # first: our table refers to its own
    call_command("migrate", run_syncdb=True, verbosity=0)
    user_model: Any = get_user_model()
    store = importlib.import_module(settings.SESSION_ENGINE).SessionStore
    people = [user_model(username=f"person{one}", password="!") for one in range(number)]
    for person in user_model._default_manager.bulk_create(people):
        session = store()
        session[SESSION_KEY] = str(person.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = person.get_session_auth_hash()
        session.create()
        print(session.session_key)


if __name__ == "__main__":
    main(int(sys.argv[1]))
