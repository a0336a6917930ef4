from django.urls import path

from care import views

app_name = "care"
urlpatterns = [
    path("caseload/", views.caseload, name="caseload"),
    path("caseload/alone/", views.told, name="told"),
    path("caseload/<public_id:public_id>/", views.couple, name="couple"),
    path("caseload/<public_id:public_id>/milestones/", views.add_milestone, name="add_milestone"),
    path(
        "caseload/milestones/<public_id:public_id>/mark/",
        views.mark_milestone,
        name="mark_milestone",
    ),
    path(
        "caseload/milestones/<public_id:public_id>/unmark/",
        views.unmark_milestone,
        name="unmark_milestone",
    ),
    path(
        "caseload/milestones/<public_id:public_id>/remove/",
        views.remove_milestone,
        name="remove_milestone",
    ),
    path("caseload/<public_id:public_id>/closeness/", views.propose_hold, name="propose_hold"),
    path("caseload/holds/<public_id:public_id>/lift/", views.lift_hold, name="lift_hold"),
    path("milestones/", views.path, name="milestones"),
]
