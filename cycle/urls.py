from django.urls import path

from cycle.views import moment, ours, writing

NEW = "moments/new/"
ONE = "moments/<public_id:public_id>/"

app_name = "cycle"
urlpatterns = [
    path("", ours.home, name="home"),
    path("name/", ours.name, name="name"),
    path("ways-out/", ours.exits, name="exits"),
    path("ways-out/<public_id:public_id>/remove/", ours.remove_exit, name="remove_exit"),
    path("shared/", moment.shared, name="shared"),
    path("moments/", moment.mine, name="mine"),
    path(NEW, writing.write, name="write"),
    path(f"{NEW}keep/", writing.keep, name="keep"),
    path(f"{NEW}forget/", writing.forget, name="forget"),
    path(ONE, moment.moment, name="moment"),
    path(f"{ONE}change/", writing.change, name="change"),
    path(f"{ONE}keep/", writing.keep_change, name="keep_change"),
    path(f"{ONE}share/", moment.share, name="share"),
    path(f"{ONE}unshare/", moment.unshare, name="unshare"),
    path(f"{ONE}remove/", moment.remove, name="remove"),
]
