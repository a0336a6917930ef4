from django.urls import path

from reminders import demo_views

app_name = "demo"
urlpatterns = [path("mail/", demo_views.mail, name="mail")]
