from django.urls import path

from listening import views

ONE = "<public_id:public_id>/"

app_name = "listening"
urlpatterns = [
    path("listening/", views.home, name="home"),
    path("listening/new/", views.invite, name="invite"),
    path(f"listening/{ONE}", views.session, name="session"),
    path(f"listening/{ONE}step/", views.step, name="step"),
    path(f"listening/{ONE}draft/", views.draft, name="draft"),
    path(f"listening/{ONE}forget/", views.forget, name="forget"),
    path(f"listening/{ONE}share/", views.share, name="share"),
    path(f"live/listening/{ONE}", views.live_session, name="live_session"),
]
