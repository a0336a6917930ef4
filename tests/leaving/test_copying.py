"""What is in a copy, in three forms; and what is not."""

import csv
import io
import json
from datetime import date, datetime
from zipfile import ZipFile

import pytest
from django.db import connection

from couples import pairing
from couples.models import Agreement
from leaving import as_csv, as_html, house_shelves, shelves
from leaving.shelves import REMOVED, Shelf
from privacy.context import acting_as, as_keeper
from tests import factories
from tests.leaving import conftest
from tests.privacy.who import World

FORMULAS = ["=1+1", "@SUM(A1)", "-2", "+3", "\tx", "\rx", "\nx", "\0x"]
LINK = ("kind", "made", "works_until", "withdrawn")
LONG = "ein sehr langes Wort " * 900


@pytest.fixture
def hers(world: World, now: datetime) -> ZipFile:
    return conftest.opened(world.alice, now)


def table(archive: ZipFile, name: str) -> list[dict[str, str]]:
    text = archive.read(f"tables/{name}.csv").decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def everything(archive: ZipFile) -> str:
    return "".join(archive.read(name).decode() for name in archive.namelist())


class TestWhatIsInIt:
    def test_something_of_every_shelf(self, hers: ZipFile) -> None:
        words = conftest.read(hers)
        assert set(words) == {"made_at", *(shelf.name for shelf in shelves.every())}
        assert [name for name, rows in words.items() if not rows] == ["worded"]  # by therapists

    def test_the_archive_is_whole(self, hers: ZipFile) -> None:
        assert hers.testzip() is None
        assert {info.external_attr >> 16 for info in hers.infolist()} == {0o600}

    def test_the_three_say_the_same(self, hers: ZipFile) -> None:
        before, day = conftest.read(hers)["days"]
        earlier, row = table(hers, "days")
        assert before["note"] == earlier["note"] == "Old words."
        page = hers.read("moments.html").decode()
        assert day["appreciation"] == row["appreciation"] == "The tea you made."
        assert "<dd>The tea you made.</dd>" in page
        assert (day["day"], row["day"]) == ("2026-05-06", "2026-05-06")
        assert "Wednesday 6 May 2026" in page

    def test_times_are_those_of_the_reader(self, hers: ZipFile) -> None:
        assert conftest.read(hers)["made_at"] == "2026-05-06T20:30:00+02:00"
        assert "6 May 2026, 20:30" in hers.read("moments.html").decode()


class TestWhatIsNotInIt:
    def test_no_word_of_the_partner_or_of_what_only_others_see(
        self, world: World, now: datetime
    ) -> None:
        secret = "a word of bob’s"
        on = date(2026, 5, 5)
        for one, said in ((world.alice, "mine"), (world.bob, secret)):
            factories.check_in(
                one, world.couple, on, now=now, words={"appreciation": said}, note=(said, "both")
            )
        assert secret not in everything(conftest.opened(world.alice, now))
        assert secret in everything(conftest.opened(world.bob, now))

    def test_nothing_of_the_other_s_marks_and_decisions(self, world: World, now: datetime) -> None:
        his = conftest.read(conftest.opened(world.bob, now))
        assert his["marks"] == his["answers"] == his["exercises"] == his["drafts"] == []
        yes = sorted((one["yes_to"] for one in his["agreements"]), key=len)
        assert yes == [[], list(Agreement.KINDS), list(Agreement.KINDS)]  # nobody, wanda, tess

    def test_nothing_that_could_run_or_call_home(self, hers: ZipFile) -> None:
        page = hers.read("moments.html").decode()
        assert not [bad for bad in ("<script", "http:", "https:", "@import", "url(") if bad in page]
        assert "default-src 'none'" in page


class TestAfterParting:
    def test_what_was_shared_is_gone_and_ones_own_word_stays(
        self, world: World, now: datetime
    ) -> None:
        with acting_as(world.bob):
            pairing.unpair(world.couple, by=world.bob, now=now)
        hers = conftest.read(conftest.opened(world.alice, now))
        assert hers["moments"] == hers["rhythms"] == hers["reached"] == hers["rests"] == []
        assert hers["marks"][0]["moment"] == REMOVED
        assert [one["with"] for one in hers["couples"]] == [None, None]
        assert [one["note"] for one in hers["days"]] == ["Old words.", "Some words."]

    def test_a_partner_of_before_is_not_named(self, hers: ZipFile) -> None:
        assert [one["with"] for one in conftest.read(hers)["couples"]] == [None, "Bob"]
        assert "Carol" not in everything(hers)


class TestOddWords:
    @pytest.mark.parametrize("words", FORMULAS)
    def test_no_cell_is_a_formula(self, words: str) -> None:
        assert as_csv.cell(words) == f"'{words}"
        assert as_csv.cell([words, "x"]) == f"'{words}; x"

    def test_what_was_typed_comes_back_as_it_was(self, now: datetime) -> None:
        typist = factories.person("typist")
        odd = "<script>alert(1)</script> “ß” \U0001f331 \u202e\n\n=1+1,\";'"
        with acting_as(typist):
            ours = pairing.couple_of(typist, now=now)
        factories.check_in(typist, ours, now.date(), now=now, note=(odd + LONG, "only_me"))
        archive = conftest.opened(typist, now)
        assert conftest.read(archive)["days"][0]["note"] == odd + LONG
        assert table(archive, "days")[0]["note"] == odd + LONG
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in archive.read("moments.html").decode()

    def test_a_long_name_is_whole(self, now: datetime) -> None:
        name = "Wolfeschlegelsteinhausenbergerdorff " * 2
        long = factories.person("long", display_name=name[:60])
        assert name[:60] in conftest.opened(long, now).read("moments.html").decode()


class TestWhatCannotBeOpened:
    def test_it_says_so_and_everything_else_is_there(self, world: World, now: datetime) -> None:
        with as_keeper(), connection.cursor() as cursor:
            cursor.execute(
                "UPDATE checkins_note SET text = set_byte(text, 40, get_byte(text, 40) # 1)"
            )
        days = conftest.read(conftest.opened(world.alice, now))["days"]
        assert [day["note"] for day in days] == ["This text can’t be opened."] * 2
        assert days[0]["appreciation"] == "The walk."
        day = days[-1]
        assert day["appreciation"] == "The tea you made."


class TestSmallAccounts:
    def test_an_empty_one_has_a_copy(self, now: datetime) -> None:
        words = conftest.read(conftest.opened(factories.person("newcomer"), now))
        assert [name for name, rows in words.items() if rows] == ["made_at", "account"]

    def test_a_therapist_takes_their_own_words_and_nothing_of_couples(
        self, world: World, now: datetime
    ) -> None:
        archive = conftest.opened(world.tess, now)
        words = conftest.read(archive)
        full = [name for name, rows in words.items() if rows]
        assert full == ["made_at", "worded", "account", "invitations"]
        assert [list(one) for one in words["invitations"]] == [list(LINK)]
        assert "The tea you made." not in everything(archive)
        assert "Some words." not in everything(archive)

    def test_staff_have_an_account_and_no_more(self, world: World, now: datetime) -> None:
        words = conftest.read(conftest.opened(world.edith, now))
        assert [name for name, rows in words.items() if rows] == ["made_at", "account"]


class TestShelves:
    def test_each_place_is_taken_once(self) -> None:
        another = Shelf("another", "Another", "", {}, house_shelves.account)
        with pytest.raises(ValueError, match="taken by account"):
            shelves.register({house_shelves.FIRST: another})

    def test_names_are_those_of_files(self) -> None:
        names = [shelf.name for shelf in shelves.every()]
        assert len(set(names)) == len(names)
        assert all(name.isidentifier() for name in names)

    def test_values_in_words(self) -> None:
        assert [as_html.in_words(one) for one in (True, False, None, 0, ["a", "b"])] == [
            *("yes", "no", "", "0", "a; b"),
        ]
        assert json.loads(json.dumps(as_csv.cell(0))) == 0
