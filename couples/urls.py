from django.urls import path, re_path

from couples.views import care, clients, house, joining, settings, support, us, yourself

app_name = "couples"
urlpatterns = [
    path("welcome/", house.welcome, name="welcome"),
    path("leave/", house.leave, name="leave"),
    path("support/", support.support, name="support"),
    path("yourself/", yourself.yourself, name="yourself"),
    path("yourself/questions/", yourself.questions, name="questions"),
    path("yourself/afterwards/", yourself.afterwards, name="afterwards"),
    path("yourself/take-back/", yourself.take_back, name="take_back"),
    path("settings/", settings.settings, name="settings"),
    path("settings/looks/", settings.looks, name="looks"),
    path("us/", us.us, name="us"),
    path("us/invitation/", us.invitation, name="invitation"),
    path("us/invitation/renew/", us.renew, name="renew"),
    path("us/invitation/withdraw/", us.withdraw, name="withdraw"),
    path("us/pause/", us.pause, name="pause"),
    path("us/pause/end/", us.resume, name="resume"),
    path("us/part/", us.part, name="part"),
    path("us/therapist/", care.therapist, name="therapist"),
    path("us/therapist/end/", care.end_therapist, name="end_therapist"),
    path("us/agreement/", care.agreement, name="agreement"),
    path("us/agreement/withdraw/", care.withdraw_agreement, name="withdraw_agreement"),
    path("us/agreement/decisions/", care.decisions, name="decisions"),
    path("invite/", clients.invite, name="invite"),
    path(
        "invite/<public_id:public_id>/withdraw/",
        clients.withdraw_client_link,
        name="withdraw_client_link",
    ),
    re_path(r"^join/(?P<token>[A-Za-z0-9_-]{43})/$", joining.join, name="join"),
]
