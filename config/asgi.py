import os

from django.core.asgi import get_asgi_application
from django.db import connections

from couples.streams import Streams
from privacy import masters

# Each request has a thread of its own here, so connections are kept in a pool, not by threads.
os.environ.setdefault("DATABASE_POOL", "16")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = Streams(get_asgi_application())
masters.open_canaries()
connections.close_all()  # of a process that only begins; requests open their own
