"""Django's PostgreSQL backend, with a cheaper look at whether the server is still there."""

import select

from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    def is_usable(self) -> bool:
        """Asked before every page. A server that went away has closed the socket, which can then be
        read from: one look at it takes no round trip. What it cannot tell is asked as usual.
        """
        if self.connection is None or self.connection.closed:
            return False
        told = select.poll()
        told.register(self.connection.fileno(), select.POLLIN | select.POLLHUP | select.POLLERR)
        return not told.poll(0) or super().is_usable()
