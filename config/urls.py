from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from config import views

urlpatterns = [
    path("", include("checkins.urls")),
    path("", include("couples.urls")),
    path("", include("care.urls")),
    path("", include("journaling.urls")),
    path("", include("listening.urls")),
    path("", include("mending.urls")),
    path("closeness/", include("closeness.urls")),
    path("cycle/", include("cycle.urls")),
    path("goals/", include("goals.urls")),
    path("cues/", include("cues.urls")),
    path("exercises/", include("exercises.urls")),
    path("settings/reminders/", include("reminders.urls")),
    path("settings/", include("leaving.urls")),
    # Not its list of sessions: ours shows less, and ends them one by one.
    path("account/", include("allauth.account.urls")),
    path("account/2fa/", include("allauth.mfa.urls")),
    path("admin/", admin.site.urls),
    path("health/", views.health, name="health"),
]
if settings.DEMO:
    urlpatterns.append(path("demo/", include("reminders.demo_urls")))
