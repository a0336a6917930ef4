from django.urls import path

from goals.views import goal, writing

NEW = "new/"
ONE = "<public_id:public_id>/"

app_name = "goals"
urlpatterns = [
    path("", goal.home, name="home"),
    path(NEW, writing.write, name="write"),
    path(f"{NEW}keep/", writing.keep, name="keep"),
    path(f"{NEW}forget/", writing.forget, name="forget"),
    path(ONE, goal.goal, name="goal"),
    path(f"{ONE}change/", writing.change, name="change"),
    path(f"{ONE}keep/", writing.keep_change, name="keep_change"),
    path(f"{ONE}sign/", goal.sign, name="sign"),
    path(f"{ONE}rate/", goal.rate, name="rate"),
    path(f"{ONE}rest/", goal.rest, name="rest"),
]
