from django.urls import path, register_converter

from couples import views
from privacy.identifiers import PublicIdConverter

register_converter(PublicIdConverter, "public_id")

app_name = "couples"
urlpatterns = [
    path("welcome/", views.welcome, name="welcome"),
    path("us/", views.us, name="us"),
    path("settings/", views.settings, name="settings"),
    path("leave/", views.leave, name="leave"),
]
