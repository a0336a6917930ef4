"""A session as it stands in front of somebody: what they read, and what they are asked."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, Final

from django.urls import reverse

from couples.models import CareLink, User
from listening import drafting, turns, wording
from listening.forms import StepForm, WordsForm, form_class
from listening.models import Line, Rating, Session
from listening.turns import Act
from listening.wording import Page
from privacy.ready import Ready

State = Session.State
STEPS: Final = range(1, 10)
FIRST_STEPS: Final = {
    State.INVITED: 1,
    State.READY: 1,
    State.SPEAKING: 2,
    State.REFLECTING: 3,
    State.CHECKING: 3,
    State.CLARIFYING: 3,
    State.TIRED: 3,
    State.VALIDATING: 4,
    State.RATING: 8,
    State.CLOSING: 9,
}
IN_TURN: Final = 3  # steps of one turn
OF_BOTH: Final = (State.RATING, State.CLOSING)
BOTH_HEARD: Final = 7
AT_A_GLANCE: Final = 3  # lines; of more than these only the last are unfolded
LAST: Final = 2
TEMPLATES: Final = {
    State.INVITED: "invited",
    State.CHECKING: "checking",
    State.TIRED: "tired",
    State.RATING: "rating",
    State.CLOSING: "closing",
    State.PAUSED: "paused",
    State.DONE: "done",
    State.STOPPED: "over",
    State.EXPIRED: "over",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address says of the page: on one shared device, who has it in hand, at which version."""

    holder: str = ""
    at: str = ""

    def is_held(self, session: Session) -> bool:
        return self.at == str(session.version)


@dataclass(frozen=True, slots=True)
class Unsent:
    """What came too late; `is_kept`: it stands in its field again after the time-out."""

    words: str
    is_kept: bool = False


@dataclass(frozen=True)
class Scene:
    """`actor`: who takes the step on this screen; `hand_to`: who gets the device first, one or either."""

    session: Session
    me: User
    actor: User | None
    hand_to: list[User]
    lines: list[Line]
    topic: Line | None
    ratings: list[Rating]
    asked: Asked
    now: datetime
    sent: StepForm | None = None
    hint: str = ""
    unsent: Unsent | None = None
    link: CareLink | None = None
    is_shared: bool = False

    @cached_property
    def form(self) -> StepForm | None:
        return _form(self)

    @property
    def typed(self) -> str | None:
        """What stands in the field from before; None where it cannot be opened."""
        return self.form.initial.get("words", "") if self.form and not self.form.is_bound else ""

    @property
    def step_url(self) -> str:
        """Where a step is sent; should it come back, the same person still has the device in hand."""
        address = reverse("listening:step", args=[self.session.public_id])
        if self.actor and self.asked.is_held(self.session):
            return f"{address}?{in_hand(self.session, self.actor)}"
        return address

    @property
    def reader(self) -> User:
        return self.actor or self.me

    @property
    def other(self) -> User:
        return self.session.other_than(self.reader)

    @property
    def number(self) -> int:
        state = State(self.session.resumes or self.session.state)
        later = IN_TURN if self.session.turn == 2 and state not in OF_BOTH else 0
        return FIRST_STEPS.get(state, len(STEPS)) + later

    @property
    def steps(self) -> range:
        return STEPS

    @property
    def template(self) -> str:
        if self.hand_to:
            return "listening/hand_over.html"
        return f"listening/{TEMPLATES.get(State(self.session.state), 'step')}.html"

    @property
    def page(self) -> Page:
        return wording.filled(_page(self), self.session, self.other.display_name)

    @property
    def both_felt_heard(self) -> bool:
        """Each has said so for themselves: what was entered on one device, one alone may have entered."""
        heard = [one.heard for one in self.ratings]
        is_of_each = len(heard) == 2 and not self.session.is_on_one_device
        return is_of_each and min(heard) >= BOTH_HEARD

    @property
    def seen(self) -> str:
        return seen(self.session, self.me, now=self.now)

    @property
    def rest_is_over(self) -> bool:
        return self.session.has_rested(self.now)

    @property
    def may_rest(self) -> bool:
        return turns.may(self.session, Act.PAUSE, self.me)

    @property
    def offers_rest(self) -> bool:
        """The page of the step does so itself."""
        return self.session.state == State.TIRED and not self.hand_to

    @property
    def is_back(self) -> bool:
        return self.session.is_back(self.me)

    @property
    def shown(self) -> tuple[list[Line], list[Line], list[Line]]:
        """How it began, what is folded up since then, and what was said last."""
        if len(self.lines) <= AT_A_GLANCE:
            return self.lines, [], []
        return self.lines[:1], self.lines[1:-LAST], self.lines[-LAST:]

    @property
    def turns_said(self) -> list[tuple[User, list[Line]]]:
        """The whole of it, by turn: whose it was, and what was said."""
        said = {turn: [one for one in self.lines if one.turn == turn] for turn in (1, 2)}
        host, guest = self.session.people
        begins = (host, guest) if self.session.host_begins else (guest, host)
        return [(begins[turn - 1], said[turn]) for turn in (1, 2) if said[turn]]


def scene(session: Session, me: User, *, asked: Asked, now: datetime, **more: Any) -> Scene:
    actor, hand_to = _whose(session, me, asked)
    lines = _LINES(session=session)
    return Scene(
        session,
        me,
        actor,
        hand_to,
        lines=[] if hand_to else _to_show(session, lines),
        topic=next((one for one in lines if one.kind == Line.Kind.TOPIC), None),
        ratings=list(Rating.objects.of(session)) if session.state == State.DONE else [],
        asked=asked,
        now=now,
        **more,
    )


def seen(session: Session, me: User, *, now: datetime) -> str:
    """What an open page shows, in a word: as long as it is the same, there is nothing new to show. That
    the other has taken their part of a step of both is nothing new to somebody who still takes theirs.
    """
    if session.state in OF_BOTH and not session.is_on_one_device and not session.is_in(me):
        return session.place()
    return f"{session.version}-rested" if session.has_rested(now) else str(session.version)


def who(session: Session, act: Act, named: str, me: User) -> User:
    """Who takes a step that was sent: oneself; on one shared device whoever it waits for, or is named."""
    if not session.is_on_one_device:
        return me
    rule = turns.rule(session, act)
    if rule and rule.whose != turns.EACH:
        return turns.waits_for(session)[0]
    if named:
        return session.host if named == "host" else session.guest
    return me


def where_to(session: Session, taken_by: User) -> str:
    """The page after a step. Whoever goes on on the same device has it in hand already."""
    waits = turns.waits_for(session)
    of_both = session.state in (State.INVITED, *OF_BOTH, State.PAUSED)
    if session.is_on_one_device and waits == [taken_by] and not of_both:
        return f"{session.get_absolute_url()}?{in_hand(session, taken_by)}"
    return session.get_absolute_url()


def in_hand(session: Session, person: User) -> str:
    return f"holder={name_of(session, person)}&at={session.version}"


def name_of(session: Session, person: User) -> str:
    return "host" if person.pk == session.host_id else "guest"


def _whose(session: Session, me: User, asked: Asked) -> tuple[User | None, list[User]]:
    """Who acts on this screen, and to whom it is handed first."""
    waits = turns.waits_for(session)
    if not session.is_on_one_device or session.state in (State.INVITED, State.PAUSED):
        return (me if me in waits else None), []
    if session.spoken and session.state not in OF_BOTH:
        return (waits[0] if waits else None), []
    holder = {"host": session.host, "guest": session.guest}.get(asked.holder)
    if holder in waits and asked.is_held(session):
        return holder, []
    return None, waits


_LINES = Ready[Line](
    lambda session: (
        Line.objects.filter(session=session).select_related("said_by").order_by("version")
    ),
    session=Session,
)


def _to_show(session: Session, lines: list[Line]) -> list[Line]:
    """What was said in this turn; at a beginning, what made sense to the other in the last one."""
    said = [one for one in lines if one.kind != Line.Kind.TOPIC]
    if not session.is_open:
        return said
    of_this = [one for one in said if one.turn == session.turn]
    if of_this and session.state not in OF_BOTH:
        return of_this
    return [one for one in said[-1:] if one.kind == Line.Kind.MAKES_SENSE]


def _page(scene: Scene) -> Page:
    session = scene.session
    if session.state == State.RATING:
        return wording.RATING if scene.actor else wording.RATED
    if session.state == State.CLOSING:
        return wording.CLOSING if scene.actor else wording.CLOSED
    return wording.page(session, waits=scene.actor is None)


def _form(scene: Scene) -> StepForm | None:
    """For whoever acts here: as it was sent, if it is for this very step, or with what was typed before."""
    act = turns.act_of(scene.session)
    if scene.actor is None or act is None:
        return None
    kind, place = form_class(act, scene.session), scene.session.place()
    sent = scene.sent
    fits = isinstance(sent, kind) and sent.data.get("place", place) == place
    form = sent if sent and fits else kind(initial=_initial(scene, act, place))
    if isinstance(form, WordsForm):
        words = form.fields["words"]
        words.label, words.help_text = scene.page.label, scene.page.hint
    return form


def _initial(scene: Scene, act: Act, place: str) -> dict[str, Any]:
    words = "" if scene.session.spoken else drafting.words_of(scene.session, by=scene.me)
    return {
        "act": act,
        "seen": scene.session.version,
        "who": name_of(scene.session, scene.reader),
        "place": place,
        "words": words,
    }
