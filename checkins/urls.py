from django.urls import include, path, register_converter

from checkins import dates
from checkins.views import check_in, history, today

register_converter(dates.DayConverter, "day")
register_converter(dates.MonthConverter, "month")

app_name = "checkins"
urlpatterns = [
    path("", today.today, name="today"),
    path("check-in/", check_in.check_in, name="check_in"),
    path("check-in/yesterday/", check_in.check_in, {"days_ago": 1}, name="check_in_yesterday"),
    path("check-in/draft/", check_in.draft, name="draft"),
    path("history/", history.history, name="history"),
    path("history/remove/", history.remove_draft, name="remove_draft"),
    path("history/week/", history.week, name="week"),
    path("history/week/<day:until>/", history.week, name="week_until"),
    path("history/<month:month>/", history.history, name="month"),
    path("history/<day:on>/", history.day, name="day"),
    path("", include("checkins.moment_urls")),
]
