from django.urls import path

from cues import views

ONE = "<public_id:public_id>/"

app_name = "cues"
urlpatterns = [
    path("", views.home, name="home"),
    path("new/", views.new, name="new"),
    path(f"{ONE}change/", views.change, name="change"),
    path(f"{ONE}sign/", views.sign, name="sign"),
    path(f"{ONE}rest/", views.let_rest, name="let_rest"),
    path(f"{ONE}take-back/", views.take_back, name="take_back"),
    path(f"{ONE}retire/", views.retire, name="retire"),
]
