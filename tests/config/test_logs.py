"""A traceback names places and classes; what an exception said stays unsaid."""

import logging
import time

import pytest

from config.logs import Wordless

WORDS = "the tea you made"


def written(message: str = "It broke", *, error: BaseException | None = None) -> str:
    info = (type(error), error, error.__traceback__) if error else None
    record = logging.LogRecord("moments", logging.ERROR, __file__, 1, message, (), info)
    return Wordless("%(levelname)s %(message)s").format(record)


def forget() -> None:
    raise KeyError(WORDS)


def stumble() -> None:
    try:
        forget()
    except KeyError as error:
        raise ValueError(f"not {WORDS}") from error


def broken() -> BaseException:
    with pytest.raises(ValueError, match=WORDS) as caught:
        stumble()
    return caught.value


class TestALine:
    def test_it_tells_the_time_in_utc(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("TZ", "Pacific/Auckland")
        time.tzset()
        record = logging.LogRecord("moments", logging.INFO, __file__, 1, "Begun", (), None)
        record.created, record.msecs = 1_780_000_000, 7
        try:
            text = Wordless("%(asctime)s %(message)s").format(record)
        finally:
            monkeypatch.undo()
            time.tzset()
        assert text == "2026-05-28T20:26:40.007Z Begun"


class TestATraceback:
    def test_it_says_where_and_what_and_none_of_the_words(self) -> None:
        text = written(error=broken())
        assert WORDS not in text
        assert "in stumble" in text
        assert text.index("builtins.KeyError") < text.index("builtins.ValueError")

    def test_a_message_of_our_own_stays(self) -> None:
        assert written("It broke") == "ERROR It broke"


class TestAnAddressThatOpensSomething:
    def test_it_is_cut_short(self) -> None:
        for begin in ("/join/", "/account/password/reset/key/", "/account/confirm-email/"):
            assert written(f"Not Found: {begin}secret-part/") == f"ERROR Not Found: {begin}…/"
