"""A sealed value opens with its key and in its place, and in no other way."""

import os
from datetime import date, timedelta

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given
from hypothesis import strategies as st

from privacy import tokens
from privacy.tokens import CannotBeOpened, DataKey

DAY = date(2026, 5, 6)
SECRET = "A plum, and the blue door."
PLACE = tokens.place("checkins_note", "text", 7, DAY, 1)


def data_key(number: int = 1) -> DataKey:
    return DataKey(number, 7, AESGCM(os.urandom(32)))


class TestAToken:
    @given(st.text(max_size=600))
    def test_opens_to_what_was_sealed(self, words: str) -> None:
        key = data_key()
        assert tokens.open_(tokens.seal(words, key, PLACE), key, PLACE) == words

    @given(st.integers(0, 255))
    def test_of_a_short_text_tells_nothing_of_its_length(self, length: int) -> None:
        assert len(tokens.seal("x" * length, data_key(), PLACE)) == 9 + 12 + 256 + 16

    def test_of_a_longer_one_grows_by_steps(self) -> None:
        sizes = {len(tokens.seal("x" * length, data_key(), PLACE)) for length in range(1024)}
        assert sizes == {9 + 12 + 16 + 256 * step for step in (1, 2, 3, 4)} | {
            9 + 12 + 16 + 256 * 5
        } - {9 + 12 + 16 + 256 * 5}

    def test_is_another_one_each_time(self) -> None:
        key = data_key()
        assert len({tokens.seal("yes", key, PLACE) for _ in range(100)}) == 100

    def test_with_any_bit_flipped_is_refused(self) -> None:
        key = data_key()
        token = tokens.seal(SECRET, key, PLACE)
        opened = 0
        for bit in range(8 * len(token)):
            flipped = bytearray(token)
            flipped[bit // 8] ^= 1 << bit % 8
            try:
                tokens.open_(bytes(flipped), key, PLACE)
            except CannotBeOpened:
                continue
            opened += 1
        assert opened == 0

    @given(st.integers(0, 9 + 12 + 256 + 15))
    def test_cut_short_is_refused(self, length: int) -> None:
        key = data_key()
        token = tokens.seal(SECRET, key, PLACE)[:length]
        with pytest.raises(CannotBeOpened):
            tokens.open_(token, key, PLACE)

    def test_with_a_wrong_key_is_refused_even_under_its_name(self) -> None:
        token = tokens.seal(SECRET, data_key(), PLACE)
        for _ in range(100):
            with pytest.raises(CannotBeOpened):
                tokens.open_(token, data_key(), PLACE)

    @pytest.mark.parametrize(
        "place",
        [
            ("checkins_draft", "text", 7, DAY, 1),
            ("checkins_note", "audience", 7, DAY, 1),
            ("checkins_note", "text", 8, DAY, 1),
            ("checkins_note", "text", 7, DAY + timedelta(days=1), 1),
            ("checkins_note", "text", 7, DAY, 2),
        ],
        ids=["table", "column", "owner", "row", "version"],
    )
    def test_in_another_place_is_refused(self, place: tuple[str, str, int, date, int]) -> None:
        key = data_key()
        token = tokens.seal(SECRET, key, PLACE)
        with pytest.raises(CannotBeOpened):
            tokens.open_(token, key, tokens.place(*place))
