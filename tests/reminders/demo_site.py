"""The addresses of the demo, for tests of what only it has."""

from django.urls import include, path

from config.urls import urlpatterns as everywhere

urlpatterns = [*everywhere, path("demo/", include("reminders.demo_urls"))]
