from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from couples.guards import everyone


@everyone
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """200 when the database and the cache answer, for probes; says nothing else."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    cache.get("health")
    return HttpResponse("ok", content_type="text/plain")
