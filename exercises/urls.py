from django.urls import path

from exercises import views

app_name = "exercises"
urlpatterns = [
    path("", views.browse, name="browse"),
    path("lessons/", views.lessons, name="lessons"),
    path("find/", views.find, name="find"),
    path("found/<str:question>/", views.found, name="found"),
    path("own/", views.own, name="own"),
    path("own/<public_id:sitting_id>/", views.look_back, name="look_back"),
    path("own/<public_id:sitting_id>/done/", views.done, name="done"),
    path("own/<public_id:sitting_id>/<int:position>/", views.step, name="step"),
    path("own/<public_id:sitting_id>/<int:position>/keep/", views.keep, name="keep"),
    path("<slug:slug>/", views.exercise, name="exercise"),
    path("<slug:slug>/start/", views.start, name="start"),
    path("<slug:slug>/again/", views.start_again, name="start_again"),
    path("<slug:slug>/favourite/", views.add_favourite, name="add_favourite"),
    path("<slug:slug>/favourite/end/", views.remove_favourite, name="remove_favourite"),
    path("<slug:slug>/together/", views.put_together, name="put_together"),
    path("<slug:slug>/together/end/", views.take_out, name="take_out"),
]
