from django.urls import path

from exercises import views

app_name = "exercises"
urlpatterns = [
    path("", views.browse, name="browse"),
    path("own/", views.own, name="own"),
    path("own/<public_id:sitting_id>/", views.look_back, name="look_back"),
    path("own/<public_id:sitting_id>/done/", views.done, name="done"),
    path("own/<public_id:sitting_id>/<int:position>/", views.step, name="step"),
    path("own/<public_id:sitting_id>/<int:position>/keep/", views.keep, name="keep"),
    path("<slug:slug>/", views.exercise, name="exercise"),
    path("<slug:slug>/start/", views.start, name="start"),
    path("<slug:slug>/again/", views.start_again, name="start_again"),
]
