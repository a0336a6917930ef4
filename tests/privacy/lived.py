"""What the people of the world have done here, feature by feature."""

from datetime import timedelta
from unittest.mock import patch

from care.models import Earned, Greeted, LastActivity, Lately, Milestone, TherapistMilestone
from checkins.models import CheckIn, Draft, Mark, Seen, Together
from closeness import decks, doing, holding, own
from closeness.decks import Deck
from closeness.models import Hidden, Option
from couples import agreements
from couples.models import CareLink, Practice
from exercises import favourites
from exercises.models import Answer, Completion, Sitting
from goals.models import Idea, Step
from listening import models as listened
from listening import sharing
from mending import models as mended
from privacy.context import acting_as, as_steward
from tests import factories
from tests.care import story
from tests.closeness import table
from tests.cues import agreed
from tests.cycle import hard
from tests.exercises.conftest import published
from tests.goals import tales as goals
from tests.journaling import tales as pages
from tests.listening import steps
from tests.mending import tales
from tests.privacy.who import World


def everything(world: World) -> None:
    days(world)
    moments(world)
    milestones(world)
    exercises(world)
    listening(world)
    journals(world)
    mending(world)
    attempts(world)
    cycle(world)
    closeness(world)
    shared_goals(world)
    cues(world)


def days(world: World) -> None:
    on = world.now.date()
    for one in (world.alice, world.bob):
        words = {"appreciation": "The tea you made."}
        factories.check_in(
            one, world.couple, on, now=world.now, words=words, note=("Some words.", "both")
        )
    with acting_as(world.alice):
        Draft.objects.create(person=world.alice, on=on, page="p" * 22, saved_at=world.now)
        theirs = CheckIn.objects.get(person=world.bob)
        Seen.objects.create(check_in=theirs, person=world.alice, at=world.now)


def moments(world: World) -> None:
    moment = story.moment(world.couple, world.now.date())
    with acting_as(world.alice):
        Mark.objects.create(moment=moment, person=world.alice, held=True, marked_at=world.now)
        Together.objects.create(moment=moment, couple=world.couple, what="exercise:x")


def milestones(world: World) -> None:
    on, couple = world.now.date(), world.couple
    with acting_as(world.edith):
        milestone = Milestone.objects.create(slug="a-first", title="A first", line="…", rule={})
    with as_steward():
        earned = Earned.objects.create(couple=couple, milestone=milestone, on=on, at=world.now)
        LastActivity.objects.get_or_create(couple=couple, kind="ratings", defaults={"on": on})
        Lately.objects.get_or_create(couple=couple, defaults={"until": on, "closeness": 5})
    with acting_as(world.alice):
        Greeted.objects.create(earned=earned, person=world.alice, at=world.now)
    with acting_as(world.tess):
        TherapistMilestone.objects.create(
            couple=couple,
            therapist=world.tess,
            title="A walk",
            added_at=world.now,
            reached_on=on,
            marked_at=world.now,
        )


def exercises(world: World) -> None:
    version = published("a-true-thank-you", "write", now=world.now)
    alice = world.alice
    with acting_as(alice):
        sitting = Sitting.objects.create(
            person=alice,
            exercise=version.exercise,
            version=version,
            started_at=world.now,
            touched_at=world.now,
            finished_at=world.now,
        )
        Answer.objects.create(
            sitting=sitting,
            step=version.steps.get(),
            person=alice,
            words="Some words.",
            kept_at=world.now,
        )
        Completion.objects.create(
            sitting=sitting,
            person=alice,
            couple=world.couple,
            exercise=version.exercise,
            title=version.title,
            on=world.now.date(),
        )
        favourites.add(version.exercise, by=alice)


def listening(world: World) -> None:
    """Done, kept, and shared by both; alice has something half typed, too."""
    session = steps.invited(world.couple, world.alice, now=world.now)
    done = steps.walk(session, *steps.WHOLE, now=world.now)
    for one in (world.alice, world.bob):
        with acting_as(one):
            link = agreements.link_of(world.couple)
            assert link
            sharing.share(done, link, by=one, now=world.now)
    with acting_as(world.alice):
        whose = {"session": done, "person": world.alice, "kept_at": world.now}
        listened.Draft.objects.create(**whose, place="2-1-speaking", words="Some wor")


def journals(world: World) -> None:
    """Alice has a page of her own, and shares another."""
    with acting_as(world.edith):
        pages.prompts_there("a-true-thank-you")
    pages.shared(world.couple, world.alice, now=world.now - timedelta(days=2))
    pages.reframed(world.alice, now=world.now)


def mending(world: World) -> None:
    """Alice has sent one, has let bob know what she makes of his, and rehearses another."""
    earlier = world.now - timedelta(days=2)
    theirs = tales.sent(world.couple, world.bob, now=earlier)
    tales.answered(theirs, world.alice, mended.Answer.NOT_YET, told=True, now=earlier)
    tales.sent(world.couple, world.alice, now=earlier)
    tales.rehearsed(world.couple, world.alice, now=world.now)


def attempts(world: World) -> None:
    """Alice has sent a line, of which both noted how it went; each has a list of what they like to hear."""
    earlier = world.now - timedelta(days=2)
    with acting_as(world.edith):
        tales.phrases_there()
    attempt = tales.tried(world.couple, world.alice, now=earlier)
    for one in (world.alice, world.bob):
        tales.likes(world.couple, one, "start-over", own=("A hug.",))
        tales.noted(attempt, one, mended.Result.A_LITTLE, now=earlier)


def cycle(world: World) -> None:
    """Each has shared a hard moment; alice has begun another, named the cycle and marked a way out."""
    earlier = world.now - timedelta(days=2)
    with acting_as(world.edith):
        hard.choices_there()
    hard.shared(world.couple, world.bob, hard.HIS, now=earlier)
    hard.shared(world.couple, world.alice, hard.HERS, now=earlier)
    hard.begun(world.alice, story="And then …", now=earlier)
    hard.named(world.couple, world.alice, "The spin", now=earlier)
    hard.marked(world.couple, world.alice, "Hold out a hand", now=earlier)


def closeness(world: World) -> None:
    """A week has closed before the two rest; alice has said something again, and has an idea of her own."""
    alice, bob, couple = world.alice, world.bob, world.couple
    began = world.now - timedelta(days=8)
    table.options_there(first=12, others=1)
    with acting_as(world.edith):
        Option.objects.get(slug="l1-0").save()
        Hidden.objects.create(practice=Practice.objects.get(name="Hillside Practice"), level=7)
    with patch.object(decks, "fresh", side_effect=map(Deck, ("hers", "his"))):
        table.begin(alice, bob, now=began)
    for one in (alice, bob):
        table.say(one, table.yes, now=began)
    at = table.close()
    for one in (alice, bob):
        item, thing = table.items(one, now=at)[0]
        with acting_as(one):
            doing.did(item, thing, by=one)
    table.say(alice, table.yes, now=at)
    with acting_as(alice):
        own.add(
            couple,
            level=1,
            name="Our bench",
            what="To sit there.",
            minutes=10,
            token="t" * 22,
            by=alice,
            now=at,
        )
    with acting_as(world.tess):
        until = world.now.date() + timedelta(days=14)
        link = CareLink.objects.get(couple=couple, ended_at=None)
        hold = holding.propose(link, level=3, until=until, now=world.now)
    with acting_as(alice):
        holding.agree(hold, by=alice, now=world.now)


def shared_goals(world: World) -> None:
    """One that both signed and rated, of which each wrote a version; alice has begun another."""
    earlier, couple = world.now - timedelta(days=2), world.couple
    with acting_as(world.edith):
        Idea.objects.create(slug="hello", stage="safety", title="We say hello")
    goal = goals.agreed(couple, world.bob, world.alice, now=earlier)
    goals.changed(goal, world.alice, "Ten minutes", seen=1, now=earlier)
    goals.signed(goal, world.bob, seen=2, now=earlier)
    for one in (world.alice, world.bob):
        goals.rated(goal, one, Step.HOPED, seen=2, now=earlier)
    goals.begun(world.alice, title="Half a title", now=earlier)


def cues(world: World) -> None:
    """Each has signed one of the other’s, and lets another one rest; the newest of alice’s is signed."""
    earlier = world.now - timedelta(days=2)
    couple, two = world.couple, (world.bob, world.alice)
    with acting_as(world.edith):
        agreed.ideas_there()
    for one, other in (two, two[::-1]):
        waits = agreed.proposed(couple, one, agreed.LAMP, now=earlier)
        agreed.let_rest(waits, other, now=earlier)
        agreed.signed(couple, one, signer=other, now=earlier)
