from django.urls import path

from leaving import views

app_name = "leaving"
urlpatterns = [
    path("copy/", views.copy, name="copy"),
    path("copy/ask/", views.ask_for_copy, name="ask_for_copy"),
    path("copy/remove/", views.remove_copy, name="remove_copy"),
    path("copy/<public_id:public_id>/", views.fetch_copy, name="fetch_copy"),
    path("account/", views.account, name="account"),
    path("account/close/", views.close, name="close"),
    path("account/keep/", views.keep, name="keep"),
]
