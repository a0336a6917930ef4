from django.urls import path

from benchmarks.plain import views

urlpatterns = [
    path("", views.home, name="home"),
    path("write/", views.write, name="write"),
    path("health/", views.health, name="health"),
]
