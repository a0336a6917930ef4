from datetime import datetime

import pytest

from couples import suggestions
from couples.models import User
from couples.suggestions import Suggestion


def nothing(person: User, now: datetime) -> Suggestion | None:
    return None


class TestPlaces:
    def test_each_is_taken_once(self) -> None:
        taken = min(suggestions._offers)
        with pytest.raises(ValueError, match="is taken by"):
            suggestions.register(nothing, order=taken)

    def test_a_provider_may_register_again(self) -> None:
        taken = min(suggestions._offers)
        offer = suggestions._offers[taken]
        suggestions.register(offer, order=taken)
        assert suggestions._offers[taken] is offer
