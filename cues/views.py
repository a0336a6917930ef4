"""The cues of two: what stands, what waits, and every step of either. What is not there any more, or never
was theirs, leads back to the page of what is there.
"""

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from couples import away, journal, reaching
from couples.guards import Partnered, partner
from couples.hidden import SeenForm
from couples.models import User
from cues import proposing, showing, signing
from cues.forms import ChangeForm, ProposeForm
from cues.models import Cue, Proposal
from privacy.fields import readable
from privacy.identifiers import new_public_id

SENT = "It waits for {name} now."
SIGNED = "Signed. It is the two of yours now."
TAKEN_BACK = "You took it back."
AT_REST = "You let it rest. Nobody learns of it."
RETIRED = "It is retired, for both of you."
GONE = "It is not there any more. This is how it is now."
AS_A_NEW_ONE = (
    "It is not there any more. What you wrote is here: suggest it by itself, or leave it."
)
CHANGED = "The words were changed or taken back meanwhile. This is how it is now."
REFUSED = {
    reaching.NobodyThere: "There is nobody here yet to agree with.",
    reaching.Resting: "The two of you are resting. It can wait until the rest is over.",
    proposing.Enough: f"The two of you have {proposing.MOST_STANDING} cues, and that is plenty to keep in "
    "mind. Retire one, and there is room for another.",
    proposing.EnoughWaiting: f"{proposing.MOST_WAITING} of yours wait already. Take one back, or give it "
    "time.",
    proposing.Changed: CHANGED,
    proposing.Gone: GONE,
    proposing.Signed: "It is signed and stands. Either of you can retire it at any time.",
}


@partner
@require_safe
def home(request: Partnered) -> HttpResponse:
    closed, now = journal.is_closed(request), timezone.now()
    page = showing.page(request.couple, request.user, is_closed=closed, now=now)
    return render(request, "cues/home.html", {"page": page})


@partner
@away.asks("own")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Partnered) -> HttpResponseBase:
    other = request.couple.partner_of(request.user)
    if other is None:
        return redirect("cues:home")
    form = ProposeForm(request.POST if request.method == "POST" else None, initial=_fresh())
    if form.is_valid() and _is_proposed(request, form):
        messages.success(request, SENT.format(name=other.display_name))
        return redirect("cues:home")
    return _new(request, form, other)


@partner
@away.asks("words")
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: Partnered, public_id: str) -> HttpResponseBase:
    other, newest = request.couple.partner_of(request.user), _newest(request, public_id)
    if other is None or newest is None:
        return _as_a_new_one(request, other)
    before = {"seen": newest.version, "words": readable(newest, "words", "")}
    sent = request.POST if request.method == "POST" else None
    form = ChangeForm(sent, initial=_fresh() | before)
    if form.is_valid() and _is_changed(request, form, public_id):
        messages.success(request, SENT.format(name=other.display_name))
        return redirect("cues:home")
    stands = signing.standing(request.couple, public_id)
    context = {"form": form, "partner": other, "newest": newest, "stands": stands}
    return render(request, "cues/change.html", context)


@partner
@require_http_methods(["GET", "HEAD", "POST"])
def retire(request: Partnered, public_id: str) -> HttpResponseBase:
    if request.method == "POST":
        return _done(request, RETIRED, partial(signing.retire, now=timezone.now()), public_id)
    found = signing.standing(request.couple, public_id)
    if found is None:
        return _back(request, GONE)
    return render(request, "cues/retire.html", {"cue": found})


@partner
@require_POST
def sign(request: Partnered, public_id: str) -> HttpResponseBase:
    act = partial(signing.sign, by=request.user, now=timezone.now())
    return _of_version(request, SIGNED, act, public_id)


@partner
@require_POST
def let_rest(request: Partnered, public_id: str) -> HttpResponseBase:
    act = partial(signing.let_rest, by=request.user, now=timezone.now())
    return _of_version(request, AT_REST, act, public_id)


@partner
@require_POST
def take_back(request: Partnered, public_id: str) -> HttpResponseBase:
    act = partial(proposing.take_back, by=request.user, now=timezone.now())
    return _of_version(request, TAKEN_BACK, act, public_id)


def _of_version(
    request: Partnered, said: str, act: Callable[..., None], public_id: str
) -> HttpResponseBase:
    form = SeenForm(request.POST)
    if not form.is_valid():
        return _back(request, CHANGED)
    return _done(request, said, partial(act, seen=form.cleaned_data["seen"]), public_id)


def _done(
    request: Partnered, said: str, act: Callable[..., None], public_id: str
) -> HttpResponseBase:
    try:
        act(request.couple, public_id)
    except tuple(REFUSED) as reason:
        return _back(request, REFUSED[type(reason)])
    messages.success(request, said)
    return redirect("cues:home")


def _back(request: Partnered, why: str) -> HttpResponseBase:
    messages.info(request, why)
    return redirect("cues:home")


def _fresh() -> dict[str, object]:
    return {"token": new_public_id()}


def _new(
    request: Partnered, form: ProposeForm, other: User, *, notice: str = ""
) -> HttpResponseBase:
    context = {"form": form, "partner": other, "ideas": Cue.objects.offered(), "notice": notice}
    return render(request, "cues/new.html", context)


def _as_a_new_one(request: Partnered, other: User | None) -> HttpResponseBase:
    """What was typed for a cue that is gone may be proposed by itself."""
    typed = request.POST.get("words", "")
    if not typed or other is None:
        return _back(request, GONE)
    form = ProposeForm(initial=_fresh() | {"own": typed})
    return _new(request, form, other, notice=AS_A_NEW_ONE)


def _newest(request: Partnered, public_id: str) -> Proposal | None:
    return proposing.newest(request.couple, public_id, by=request.user, now=timezone.now())


def _is_proposed(request: Partnered, form: ProposeForm) -> bool:
    token, now = form.cleaned_data["token"], timezone.now()
    try:
        proposing.propose(request.couple, form.words, token=token, by=request.user, now=now)
    except tuple(REFUSED) as reason:
        form.add_error(None, REFUSED[type(reason)])
        return False
    return True


def _is_changed(request: Partnered, form: ChangeForm, public_id: str) -> bool:
    """False: it is asked once more, over what stands there now."""
    facts = {**form.cleaned_data, "by": request.user, "now": timezone.now()}
    try:
        proposing.change(request.couple, public_id, **facts)
    except tuple(REFUSED) as reason:
        found = _newest(request, public_id)
        seen = found.version if found else form.cleaned_data["seen"]
        form.look_again(request.POST, REFUSED[type(reason)], seen=seen)
        return False
    return True
