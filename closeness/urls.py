from django.urls import path

from closeness.views import cards, ideas, levels, pace, things, week

THING = "things/<public_id:public_id>/"

app_name = "closeness"
urlpatterns = [
    path("", week.home, name="home"),
    path("begin/", week.begin, name="begin"),
    path("rest/", week.rest, name="rest"),
    path("hold/<public_id:public_id>/agree/", week.agree, name="agree"),
    path("cards/", cards.cards, name="cards"),
    path("cards/keep/", cards.keep, name="keep"),
    path(f"{THING}did/", things.did, name="did"),
    path(f"{THING}smaller/", things.smaller, name="smaller"),
    path(f"{THING}not-this-week/", things.not_this_week, name="not_this_week"),
    path(f"{THING}take-back/", things.take_back, name="take_back"),
    path("how/<public_id:public_id>/", things.how, name="how"),
    path("together/", things.together, name="together"),
    path("pace/", pace.pace, name="pace"),
    path("pace/further/", pace.further, name="further"),
    path("pace/back/<int:level>/", pace.back, name="back"),
    path("pace/line/", pace.line, name="line"),
    path("pace/take-back/", pace.take_all_back, name="take_all_back"),
    path("level/<int:level>/", levels.level, name="level"),
    path("level/<int:level>/close/", levels.close, name="close_level"),
    path("ideas/", ideas.ideas, name="ideas"),
    path("ideas/<public_id:public_id>/remove/", ideas.remove, name="remove_idea"),
]
