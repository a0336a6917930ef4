from django.urls import path

from mending.views import apology, attempt, liked, rehearsal

ONE = "<public_id:public_id>/"
MINE = f"apology/rehearsal/{ONE}"
SENT = f"apology/sent/{ONE}"
RECEIVED = f"apology/received/{ONE}"
ATTEMPT = f"repair/{ONE}"

app_name = "mending"
urlpatterns = [
    path("apology/", apology.home, name="home"),
    path("apology/new/", rehearsal.begin, name="begin"),
    path(MINE, rehearsal.rehearsal, name="rehearsal"),
    path(f"{MINE}<int:number>/", rehearsal.part, name="part"),
    path(f"{MINE}<int:number>/keep/", rehearsal.keep, name="keep"),
    path(f"{MINE}rest/", rehearsal.rest, name="rest"),
    path(f"{MINE}send/", rehearsal.send, name="send"),
    path(f"{MINE}said/", rehearsal.say, name="say"),
    path(f"{MINE}remove/", rehearsal.throw_away, name="throw_away"),
    path(SENT, apology.sent, name="sent"),
    path(f"{SENT}take-back/", apology.take_back, name="take_back"),
    path(RECEIVED, apology.received, name="received"),
    path(f"{RECEIVED}note/", apology.note, name="note"),
    path(f"{RECEIVED}tell/", apology.tell, name="tell"),
    path(f"{RECEIVED}put-away/", apology.put_away, name="put_away"),
    path("repair/", attempt.home, name="repair"),
    path("repair/send/", attempt.send, name="send_attempt"),
    path("repair/list/", liked.liked, name="liked"),
    path(ATTEMPT, attempt.attempt, name="attempt"),
    path(f"{ATTEMPT}note/", attempt.note, name="note_attempt"),
    path(f"{ATTEMPT}put-away/", attempt.put_away, name="put_away_attempt"),
    path(f"{ATTEMPT}take-back/", attempt.take_back, name="take_back_attempt"),
]
