"""Robin and Sam live through their six weeks: each thing done by whoever does it, at its own time."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from care import milestones
from care.demo import ROBIN, SAM, closeness, cues, cycle, goals, journals, people, weeks
from care.demo.weeks import Weeks
from checkins import checking_in, marking, moments, rhythms
from checkins.checking_in import Answers, Page
from checkins.models import Moment, Note, SafetyAnswer
from checkins.models.rhythm import Times
from couples import pauses, yourself, zones
from couples.models import Agreement, Couple, User
from exercises import doing_together, favourites, practising
from mending import attempting, giving, liking, outcomes, receiving, rehearsing
from mending.models import Answer, Apology, Part, Result
from privacy.context import acting_as
from privacy.identifiers import new_public_id

TWO_WEEKS = timedelta(weeks=2)  # they are here before their first check-in, and set goals
WEDNESDAYS_AND_SUNDAYS = 0b1000100
IN_THE_EVENING = Times(WEDNESDAYS_AND_SUNDAYS, time(19, 30), 10, people.ZONE)


@dataclass(frozen=True, slots=True)
class Cast:
    robin: User
    sam: User
    noor: User
    couple: Couple

    @property
    def both(self) -> tuple[tuple[User, Weeks], ...]:
        return (self.robin, weeks.ROBIN), (self.sam, weeks.SAM)


def live(noor: User, *, today: date) -> None:
    """Up to yesterday; today is left to whoever tries the site."""
    first = today - timedelta(days=weeks.DAYS)
    cast = _gather(noor, at(first - TWO_WEEKS, 9))
    _set_goals(cast, at(first - TWO_WEEKS, 19))
    for number in range(weeks.DAYS):
        on = first + timedelta(days=number)
        _turns(cast, number, on)
        for person, given in cast.both:
            with acting_as(person):
                _day(person, given, cast.couple, number, on)
        _hold_moment(cast, on)
        closeness.end_week(cast.couple, cast.robin, cast.sam, now=at(on, 21))
    _look_forward(cast, at(today - timedelta(days=1), 22))
    for person, _ in cast.both:
        with acting_as(person):
            milestones.greet(person, cast.couple, now=at(today - timedelta(days=1), 22))


def at(on: date, hour: int, minute: int = 0) -> datetime:
    return zones.to_utc(on, time(hour, minute), people.ZONE)


def _gather(noor: User, now: datetime) -> Cast:
    robin = people.person(ROBIN.email, "Robin", now=now)
    sam = people.person(SAM.email, "Sam", now=now)
    return Cast(robin, sam, noor, people.couple(robin, sam, now=now))


def _turns(cast: Cast, number: int, on: date) -> None:
    """What happens once."""
    turn = {
        0: _look_at_goals,
        1: _find_a_rhythm,
        4: _agree,
        5: _leave_out_the_questions,
        35: _leave_out_the_questions,
        weeks.A_REST_FROM: _rest,
        14: _look_at_goals,
        20: _choose_in_private,
        21: _look_ahead,
        22: _apologise,
        24: _want_to_find_again,
        28: _look_at_goals,
        29: _keep_journals,
        33: _say_what_helps,
        34: _see_them_there,
        36: _reach_out,
        37: _draw_their_cycle,
        38: _apologise_in_turn,
        39: _agree_on_cues,
    }.get(number)
    if turn:
        turn(cast, at(on, 12))


def _set_goals(cast: Cast, now: datetime) -> None:
    goals.set_together(cast.couple, cast.robin, cast.sam, now=now)
    _look_at_goals(cast, now)


def _look_at_goals(cast: Cast, now: datetime) -> None:
    goals.look(cast.couple, cast.robin, cast.sam, now=now)


def _find_a_rhythm(cast: Cast, now: datetime) -> None:
    with acting_as(cast.robin):
        proposal = rhythms.propose(IN_THE_EVENING, couple=cast.couple, by=cast.robin, now=now)
    with acting_as(cast.sam):
        rhythms.accept(proposal, by=cast.sam, now=now + timedelta(hours=3))


def _agree(cast: Cast, now: datetime) -> None:
    people.agree(cast.couple, cast.noor, cast.robin, cast.sam, kinds=Agreement.KINDS, now=now)


def _leave_out_the_questions(cast: Cast, now: datetime) -> None:
    for person in (cast.robin, cast.sam):
        with acting_as(person):
            yourself.skip(by=person, now=now)


def _rest(cast: Cast, now: datetime) -> None:
    with acting_as(cast.sam):
        pauses.begin(cast.couple, days=weeks.A_REST_OF, now=now - timedelta(hours=11))


def _apologise(cast: Cast, now: datetime) -> None:
    _send(cast, cast.robin, weeks.SORRY_OF_ROBIN, now)


def _apologise_in_turn(cast: Cast, now: datetime) -> None:
    """Sam to Robin, who lets Sam know; and Robin looks for words once more."""
    apology = _send(cast, cast.sam, weeks.SORRY_OF_SAM, now)
    later = now + timedelta(hours=9)
    with acting_as(cast.robin):
        receiving.note(apology, Answer.TAKEN, by=cast.robin, now=later)
        receiving.tell(apology, Answer.TAKEN, by=cast.robin)
        begun = rehearsing.begin(cast.couple, by=cast.robin, now=later)
        for name, words in weeks.SORRY_AGAIN.items():
            rehearsing.keep(begun, Part.Name(name), words=words, now=later)


def _keep_journals(cast: Cast, now: datetime) -> None:
    journals.write(cast.couple, cast.robin, cast.sam, now=now + timedelta(hours=9))


def _say_what_helps(cast: Cast, now: datetime) -> None:
    for person, (slugs, own) in ((cast.robin, weeks.HELPS_ROBIN), (cast.sam, weeks.HELPS_SAM)):
        with acting_as(person):
            liking.keep(cast.couple, slugs, own, seen=0, by=person)


def _reach_out(cast: Cast, now: datetime) -> None:
    """In a quarrel Robin sends Sam a line; both note how it went."""
    chosen, token = f"{attempting.OWN}{weeks.HELPS_SAM[1][0]}", new_public_id()
    with acting_as(cast.robin):
        sent = attempting.send(cast.couple, chosen, token=token, by=cast.robin, now=now)
    for person, result in ((cast.robin, Result.HELPED), (cast.sam, Result.A_LITTLE)):
        with acting_as(person):
            outcomes.note(sent, result, by=person, now=now + timedelta(hours=5))


def _choose_in_private(cast: Cast, now: datetime) -> None:
    closeness.begin(cast.couple, cast.robin, cast.sam, now=now)


def _draw_their_cycle(cast: Cast, now: datetime) -> None:
    cycle.draw(cast.couple, cast.robin, cast.sam, now=now)


def _agree_on_cues(cast: Cast, now: datetime) -> None:
    cues.agree(cast.couple, cast.robin, cast.sam, now=now)


def _send(cast: Cast, person: User, words: dict[str, str], now: datetime) -> Apology:
    with acting_as(person):
        found = rehearsing.begin(cast.couple, by=person, now=now)
        for name, part in words.items():
            rehearsing.keep(found, Part.Name(name), words=part, now=now)
        found.refresh_from_db()
        return giving.send(cast.couple, found, seen=found.version, by=person, now=now)


def _look_ahead(cast: Cast, now: datetime) -> None:
    with acting_as(cast.noor):
        for title, line in (
            ("An evening out, just the two of you", "You went, and you stayed till the end."),
            ("A first talk about the summer", ""),
        ):
            milestones.add(cast.couple, title=title, line=line, by=cast.noor, now=now)


def _want_to_find_again(cast: Cast, now: datetime) -> None:
    with acting_as(cast.robin):
        for slug in ("settling-breath", "touch-that-asks-nothing", "words-for-needs"):
            if version := practising.find(slug, by=cast.robin):
                favourites.add(version.exercise, by=cast.robin)


def _look_forward(cast: Cast, now: datetime) -> None:
    """What their next moment is for."""
    with acting_as(cast.robin):
        if version := practising.find("good-news", by=cast.robin):
            doing_together.put(version, couple=cast.couple, by=cast.robin, now=now)


def _see_them_there(cast: Cast, now: datetime) -> None:
    with acting_as(cast.noor):
        own = cast.couple.own_milestones.order_by("added_at", "pk")[0]
        milestones.mark(own, on=now.date(), now=now)


def _day(person: User, given: Weeks, couple: Couple, number: int, on: date) -> None:
    if slug := given.exercises.get(number):
        _practise(person, couple, slug, at(on, 17))
    closeness, stress = given.closeness[number], given.stress[number]
    if closeness is None or stress is None:
        return
    checking_in.hand_in(
        by=person,
        couple=couple,
        on=on,
        answers=_answers(given, number, closeness, stress),
        page=Page("demo"),
        now=at(on, 21, number % 30),
    )


def _answers(given: Weeks, number: int, closeness: int, stress: int) -> Answers:
    audience, note = given.notes.get(number, (Note.Audience.ONLY_ME, ""))
    energy = max(1, 9 - stress + number % 3 - 1)
    return Answers(
        closeness=closeness,
        safe=_safe(closeness),
        stress=stress,
        energy=energy,
        sleep_half_hours=11 + energy // 2 + number % 2,
        needs=given.needs.get(number, ()),
        appreciation=given.appreciations.get(number, ""),
        note=note,
        audience=audience,
    )


def _safe(closeness: int) -> str:
    if closeness <= 2:
        return SafetyAnswer.Answer.NOT_REALLY
    return SafetyAnswer.Answer.MOSTLY if closeness == 3 else SafetyAnswer.Answer.YES


def _practise(person: User, couple: Couple, slug: str, now: datetime) -> None:
    version = practising.find(slug, by=person)
    if version:
        sitting = practising.start(version, by=person, now=now)
        practising.finish(sitting, by=person, couple=couple, now=now + timedelta(minutes=8))


def _hold_moment(cast: Cast, on: date) -> None:
    with acting_as(cast.robin):
        moments.keep_up(cast.couple, now=at(on, 19))
        tonight = Moment.objects.of(cast.couple).planned().with_rest().filter(on=on).first()
        earlier = Moment.objects.of(cast.couple).filter(on__lt=on).count()
    if tonight is None or tonight.rests:
        return
    for person, _ in cast.both:
        with acting_as(person):
            held = earlier not in weeks.NOT_HELD or person != cast.sam
            marking.mark(tonight, held=held, by=person, now=tonight.ends_at)
