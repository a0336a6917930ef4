"""Row-level security as migration operations.

    operations = [
        rls.protect(
            "checkins_note",
            rls.Policy("own", "ALL", "owner_id = moments_me()"),
            rls.Policy("partner_reads", "SELECT", "audience = 'both' AND …"),
            rls.steward("SELECT"),
        ),
        rls.append_only("couples_agreement"),
    ]

`protect` enables and forces security, so that the owner of the table is held as well. Policies of one
command add up (OR), and PostgreSQL asks the last by name first. So whoever wrote a row is a `writer` and
a couple is `us`: after `partner` and `therapist`, whose answers cost more. `moments_me()` and its sisters
are defined in privacy and couples migrations.
"""

from dataclasses import dataclass

from django.db.migrations import RunSQL

WEB = "moments_web"
STEWARD = "moments_steward"
KEEPER = "moments_keeper"
DEALER = "moments_dealer"
FEW = 30


@dataclass(frozen=True, slots=True)
class Policy:
    """`rows`: which rows are seen or changed; `check`: which may be written (default: the same)."""

    name: str
    command: str
    rows: str
    check: str = ""
    role: str = WEB

    def sql(self, table: str) -> str:
        using = "" if self.command == "INSERT" else f" USING ({self.rows})"
        checked = "" if self.command in {"SELECT", "DELETE"} else (self.check or self.rows)
        check = f" WITH CHECK ({checked})" if checked else ""
        return f'CREATE POLICY "{self.name}" ON {table} FOR {self.command} TO {self.role}{using}{check};'


def steward(*commands: str) -> list[Policy]:
    """The house itself may run these commands on every row of the table."""
    return [
        Policy(f"steward_{command.lower()}", command, "true", role=STEWARD) for command in commands
    ]


def protect(table: str, *policies: Policy | list[Policy]) -> RunSQL:
    flat = [one for part in policies for one in (part if isinstance(part, list) else [part])]
    lines = [
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;",
        f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY;",
        *(policy.sql(table) for policy in flat),
    ]
    undo = [
        *(f'DROP POLICY "{policy.name}" ON {table};' for policy in flat),
        f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY;",
        f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;",
    ]
    return RunSQL("\n".join(lines), "\n".join(undo))


def reword(table: str, *policies: str, rows: str, was: str) -> RunSQL:
    """The same rows, or others, for policies that only look."""
    return RunSQL(
        [f'ALTER POLICY "{policy}" ON {table} USING ({rows});' for policy in policies],
        [f'ALTER POLICY "{policy}" ON {table} USING ({was});' for policy in policies],
    )


def allow(table: str, *policies: Policy) -> RunSQL:
    """More policies on a table that is protected already."""
    return RunSQL(
        "\n".join(policy.sql(table) for policy in policies),
        "\n".join(f'DROP POLICY "{policy.name}" ON {table};' for policy in policies),
    )


def rename(policy: str, to: str, *tables: str) -> RunSQL:
    return RunSQL(
        "\n".join(f'ALTER POLICY "{policy}" ON {table} RENAME TO "{to}";' for table in tables),
        "\n".join(f'ALTER POLICY "{to}" ON {table} RENAME TO "{policy}";' for table in tables),
    )


def keep(table: str, sealed: tuple[str, ...], named_by: tuple[str, ...]) -> RunSQL:
    """The keeper may put new ciphertext for old, in these columns, and read what binds it to its row."""
    columns = ", ".join(f'"{name}"' for name in (*named_by, *sealed))
    policies = [
        Policy(f"keeper_{command.lower()}", command, "true", role=KEEPER)
        for command in ("SELECT", "UPDATE")
    ]
    grants = f"SELECT ({columns}), UPDATE ({', '.join(sealed)}) ON {table}"
    return RunSQL(
        "\n".join([f"GRANT {grants} TO {KEEPER};", *(one.sql(table) for one in policies)]),
        "\n".join(
            [
                *(f'DROP POLICY "{one.name}" ON {table};' for one in policies),
                f"REVOKE {grants} FROM {KEEPER};",
            ]
        ),
    )


def deals(table: str) -> RunSQL:
    """The dealer alone sees all of it (`context.as_dealer`)."""
    grant = f"SELECT, INSERT, UPDATE, DELETE ON {table}"
    policy = Policy("dealer", "ALL", "true", role=DEALER)
    return RunSQL(
        f"GRANT {grant} TO {DEALER}; {policy.sql(table)}",
        f'DROP POLICY "{policy.name}" ON {table}; REVOKE {grant} FROM {DEALER};',
    )


def append_only(table: str) -> RunSQL:
    """What is written stays as it was written: nobody but the owner changes or removes a row."""
    return RunSQL(
        f"REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM {WEB}, {STEWARD};",
        f"GRANT UPDATE, DELETE ON {table} TO {WEB}, {STEWARD};",
    )


def only_changes(table: str, *columns: str, role: str = WEB) -> RunSQL:
    """Pages, or the house, may change these columns and no others: who and whose stays as it was written."""
    return RunSQL(
        f"REVOKE UPDATE ON {table} FROM {role}; GRANT UPDATE ({', '.join(columns)}) ON {table} TO {role};",
        f"GRANT UPDATE ON {table} TO {role};",
    )


def erasable(table: str, rows: str = "person_id IN (SELECT moments_leavers())") -> RunSQL:
    """The house may read, empty and remove these rows: of people whose erasure has begun (`leaving`)."""
    return allow(table, Policy("erasure", "ALL", rows, role=STEWARD))


def hide_system_columns(table: str) -> RunSQL:
    """Pages read every column and not what PostgreSQL notes of a row by itself: `xmax` moves when anybody
    adds a row that refers to it, `xmin` says when it was written. A column added later has to be granted.
    """
    return RunSQL(
        f"""REVOKE SELECT ON {table} FROM {WEB};
        DO $$ BEGIN EXECUTE (
            SELECT format('GRANT SELECT (%s) ON {table} TO {WEB}', string_agg(quote_ident(attname), ', '))
            FROM pg_attribute WHERE attrelid = '{table}'::regclass AND attnum > 0 AND NOT attisdropped
        ); END $$;""",
        f"GRANT SELECT ON {table} TO {WEB};",
    )


def question(name: str, arguments: str, returns: str, body: str) -> RunSQL:
    """A function that policies ask. It looks with the steward's eyes and answers only about the asker."""
    signature = f"{name}({', '.join(word.split()[1] for word in arguments.split(',') if word)})"
    made = f"CREATE FUNCTION {name}({arguments}) RETURNS {returns} LANGUAGE sql STABLE"
    return RunSQL(_as_steward(made, signature, body), f"DROP FUNCTION {signature};")


def answers_few(*questions: str) -> RunSQL:
    """PostgreSQL expects a thousand rows of every question, and for so many would rather read through
    everybody’s rows than look up a few. To be said again after a question is written anew.
    """
    return RunSQL(
        [f"ALTER FUNCTION {question} ROWS {FEW};" for question in questions],
        [f"ALTER FUNCTION {question} ROWS 1000;" for question in questions],
    )


def duty(
    name: str, table: str, body: str, *, after: str = "INSERT", role: str = STEWARD, **cases: str
) -> RunSQL:
    """What the steward does whenever a row is added, or what else it comes `after`: `cases` are words
    for `TG_ARGV[0]`, each with the condition on the row under which it is called.
    """
    made = f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql"
    triggers = [
        f"""CREATE TRIGGER {name}_{word} AFTER {after} ON {table} FOR EACH ROW
        WHEN ({when}) EXECUTE FUNCTION {name}('{word}');"""
        for word, when in cases.items()
    ]
    return RunSQL(
        "\n".join([_as(role, made, f"{name}()", body), *triggers]),
        f"DROP FUNCTION {name}() CASCADE;",
    )


def before(name: str, table: str, body: str, *, role: str) -> RunSQL:
    """What this role does before a row is added, whoever adds it."""
    made = f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql"
    trigger = f"""CREATE TRIGGER {name} BEFORE INSERT ON {table} FOR EACH ROW
        EXECUTE FUNCTION {name}();"""
    return RunSQL(
        "\n".join([_as(role, made, f"{name}()", body), trigger]), f"DROP FUNCTION {name}() CASCADE;"
    )


def _as_steward(made: str, signature: str, body: str) -> str:
    return _as(STEWARD, made, signature, body)


def _as(role: str, made: str, signature: str, body: str) -> str:
    return f"""
        {made} SECURITY DEFINER SET search_path = public, pg_temp AS $$ {body} $$;
        GRANT CREATE ON SCHEMA public TO {role};
        ALTER FUNCTION {signature} OWNER TO {role};
        REVOKE CREATE ON SCHEMA public FROM {role};
    """
