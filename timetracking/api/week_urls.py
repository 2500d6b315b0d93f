"""Addresses of the interface to weeks that are handed in, and to corrections of them."""

from django.urls import path

from timetracking.api import amendments, weeks

urlpatterns = [
    path("weeks/", weeks.WeeksView.as_view(), name="api_weeks"),
    path("weeks/submit/", weeks.WeekSubmitView.as_view(), name="api_week_submit"),
    path("weeks/take-back/", weeks.WeekTakeBackView.as_view(), name="api_week_take_back"),
    path("weeks/approve/", weeks.WeeksApproveView.as_view(), name="api_weeks_approve"),
    path("weeks/<int:pk>/send-back/", weeks.WeekSendBackView.as_view(), name="api_week_back"),
    path("amendments/", amendments.AmendmentsView.as_view(), name="api_amendments"),
    path(
        "amendments/<int:pk>/withdraw/",
        amendments.AmendmentWithdrawView.as_view(),
        name="api_amendment_withdraw",
    ),
    path(
        "amendments/<int:pk>/decide/",
        amendments.AmendmentDecideView.as_view(),
        name="api_amendment_decide",
    ),
]
