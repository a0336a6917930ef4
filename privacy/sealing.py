"""What lay plain in a table is sealed: migration operations.

    operations = sealing.seal(
        "checkins_note",
        {"text": "text"},
        key="check_in_id",
        binding=("person_id", "on", "version"),
    )

There is no way back: a migration that opened everything would be a hole in the wall.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.migrations import RunPython, RunSQL
from django.db.migrations.operations.base import Operation

from privacy import keys, rls, tokens

BATCH = 1_000
OWN_KEYS = f"{keys.FIND} person_id = ANY (%s) AND replaced_at IS NULL"


@dataclass(frozen=True, slots=True)
class Plain:
    """`words`: by name of the sealed column, the SQL for what it is to hold (NULL for nothing).
    `binding`: owner, what names the row, its version; as in the field.
    """

    table: str
    words: Mapping[str, str]
    key: str
    binding: tuple[str, ...]
    steps: Mapping[str, int] = field(default_factory=dict)

    def seal(self, apps: Any, schema_editor: Any) -> None:
        """The owner of the tables is held by row-level security as well, but for this transaction."""
        with schema_editor.connection.cursor() as cursor:
            cursor.execute(f"ALTER TABLE {self.table} NO FORCE ROW LEVEL SECURITY")
            for rows in self._batches(cursor):
                own = _own_keys(cursor, {row[1] for row in rows})
                cursor.execute(self._update, self._sealed(rows, own))
            cursor.execute(f"ALTER TABLE {self.table} FORCE ROW LEVEL SECURITY")

    def _batches(self, cursor: Any) -> Iterator[list[Any]]:
        names = ", ".join(f'"{name}"' for name in (self.key, *self.binding))
        question = f"""SELECT {names}, {", ".join(self.words.values())} FROM {self.table}
            WHERE "{self.key}" > %s ORDER BY "{self.key}" LIMIT {BATCH}"""
        last = 0
        while True:
            cursor.execute(question, [last])
            rows: list[Any] = cursor.fetchall()
            if not rows:
                return
            last = rows[-1][0]
            yield rows

    def _sealed(self, rows: list[Any], own: Mapping[int, tokens.DataKey]) -> list[list[Any]]:
        """As arrays: the keys of the rows, then each column."""
        first = 1 + len(self.binding)
        return [
            [row[0] for row in rows],
            *(
                [self._token(name, row[1:first], row[first + number], own) for row in rows]
                for number, name in enumerate(self.words)
            ),
        ]

    def _token(
        self, name: str, binding: Any, words: str | None, own: Mapping[int, tokens.DataKey]
    ) -> bytes | None:
        if words is None:
            return None
        place = tokens.place(self.table, name, *binding)
        step = self.steps.get(name, tokens.STEP)
        return tokens.seal(words, own[binding[0]], place, step=step)

    @property
    def _update(self) -> str:
        names = list(self.words)
        return f"""UPDATE {self.table} SET {", ".join(f'"sealed_{name}" = "new_{name}"' for name in names)}
            FROM unnest(%s::bigint[]{", %s::bytea[]" * len(names)})
            AS made(key, {", ".join(f'"new_{name}"' for name in names)})
            WHERE {self.table}."{self.key}" = made.key"""


def seal(
    table: str,
    words: Mapping[str, str],
    *,
    key: str = "id",
    binding: tuple[str, ...],
    steps: Mapping[str, int] | None = None,
    instead_of: tuple[str, ...] = (),
    optional: tuple[str, ...] = (),
) -> list[Operation]:
    """`words` as in Plain; `instead_of`: the columns that go; `optional`: what may hold nothing."""
    plain = Plain(table, words, key, binding, steps or {})
    gone = instead_of or tuple(words)
    return [
        RunSQL("\n".join(f'ALTER TABLE {table} ADD "sealed_{name}" bytea;' for name in words)),
        RunPython(plain.seal),
        RunSQL(
            "\n".join(
                [
                    *(f'ALTER TABLE {table} DROP COLUMN "{name}";' for name in gone),
                    *(f'ALTER TABLE {table} RENAME "sealed_{name}" TO "{name}";' for name in words),
                    *(
                        f'ALTER TABLE {table} ALTER "{name}" SET NOT NULL;'
                        for name in words
                        if name not in optional
                    ),
                ]
            )
        ),
        rls.keep(table, tuple(words), tuple(dict.fromkeys((key, *binding)))),
    ]


def _own_keys(cursor: Any, people: set[int]) -> dict[int, tokens.DataKey]:
    """The current keys of these people, made where there are none."""
    cursor.execute("SET LOCAL ROLE moments_keeper")
    cursor.executemany(keys.MAKE, [keys.fresh(person_id) for person_id in people])
    cursor.execute(OWN_KEYS, [list(people)])
    opened = [keys.opened(*row) for row in cursor.fetchall()]
    cursor.execute("RESET ROLE")
    return {key.person_id: key for key in opened if key}
