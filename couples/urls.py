from django.urls import path

from couples import views

app_name = "couples"
urlpatterns = [
    path("welcome/", views.welcome, name="welcome"),
    path("us/", views.us, name="us"),
    path("settings/", views.settings, name="settings"),
    path("leave/", views.leave, name="leave"),
]
