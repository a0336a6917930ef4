from django.urls import path, re_path

from couples.views import care, clients, devices, house, joining, journal, settings, us

app_name = "couples"
urlpatterns = [
    path("welcome/", house.welcome, name="welcome"),
    path("leave/", house.leave, name="leave"),
    path("settings/", settings.settings, name="settings"),
    path("settings/devices/", devices.list_devices, name="devices"),
    path("settings/devices/end/", devices.end_device, name="end_device"),
    path("settings/devices/end-others/", devices.end_other_devices, name="end_other_devices"),
    path("settings/journal/", journal.settings, name="journal"),
    path("settings/journal/lock/", journal.lock, name="lock_journal"),
    path("settings/journal/change/", journal.change_pin, name="change_pin"),
    path("settings/journal/open/", journal.open_journal, name="open_journal"),
    path("settings/journal/close/", journal.close_journal, name="close_journal"),
    path("settings/journal/unlock/", journal.unlock, name="unlock_journal"),
    path("settings/journal/forget/", journal.forget_pin, name="forget_pin"),
    path("settings/journal/remember/", journal.remember_pin, name="remember_pin"),
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
