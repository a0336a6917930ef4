from django.urls import path

from journaling.views import pages, sharing, write

NEW = "journal/new/<slug:slug>/<public_id:blank>/"
MINE = "journal/<public_id:public_id>/"
SHARED = "journal/shared/"

app_name = "journaling"
urlpatterns = [
    path("journal/", pages.home, name="home"),
    path("journal/prompts/", pages.prompts, name="prompts"),
    path("journal/new/<slug:slug>/", write.begin, name="begin"),
    path(NEW, write.new, name="new"),
    path(f"{NEW}keep/", write.keep_new, name="keep_new"),
    path(SHARED, sharing.theirs, name="theirs"),
    path(f"{SHARED}<public_id:public_id>/", sharing.their_page, name="their_page"),
    path(MINE, pages.entry, name="entry"),
    path(f"{MINE}write/", write.write, name="write"),
    path(f"{MINE}keep/", write.keep, name="keep"),
    path(f"{MINE}share/", sharing.share, name="share"),
    path(f"{MINE}take-back/", sharing.take_back, name="take_back"),
    path(f"{MINE}remove/", pages.remove, name="remove"),
]
