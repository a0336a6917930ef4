from django.urls import path

from checkins.views import moments, rhythm

ONE = "<public_id:public_id>/"

urlpatterns = [
    path("rhythm/", rhythm.rhythm, name="rhythm"),
    path("rhythm/propose/", rhythm.propose, name="propose"),
    path(f"rhythm/{ONE}answer/", rhythm.propose, name="answer"),
    path(f"rhythm/{ONE}accept/", rhythm.accept, name="accept"),
    path(f"rhythm/{ONE}withdraw/", rhythm.withdraw, name="withdraw"),
    path(f"rhythm/{ONE}end/", rhythm.end, name="end"),
    path("moments/", moments.moments, name="moments"),
    path(f"moments/{ONE}", moments.moment, name="moment"),
    path(f"moments/{ONE}step/", moments.go_on, name="go_on"),
    path(f"moments/{ONE}mark/", moments.mark, name="mark"),
    path(f"moments/{ONE}move/", moments.move, name="move"),
    path(f"moments/{ONE}take-out/", moments.take_out, name="take_out"),
    path(f"live/moments/{ONE}", moments.live_moment, name="live_moment"),
]
