import gc
import os

from django.core.wsgi import get_wsgi_application
from django.db import connections

from privacy import masters

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()
masters.open_canaries()
connections.close_all()  # of a process that only begins; requests open their own
# What is loaded by now stays for good: the collector need not look through it again and again.
gc.freeze()
