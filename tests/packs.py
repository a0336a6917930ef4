"""A content pack of one list."""

from datetime import datetime
from pathlib import Path

import pytest

from couples.content_lists import ContentList
from couples.content_pack import ContentError, ContentRefused


def write(kept: ContentList, folder: Path, text: str) -> Path:
    kept.path(folder).write_text(text)
    return folder


def mistakes(kept: ContentList, folder: Path, text: str, *, now: datetime) -> list[ContentError]:
    with pytest.raises(ContentRefused) as refused:
        kept.load(write(kept, folder, text), now)
    assert not kept.model._default_manager.exists()
    return refused.value.errors
