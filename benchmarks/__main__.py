"""`python -m benchmarks` runs them all, `python -m benchmarks check_in today` those that are named."""

import importlib
import sys

from benchmarks import house

NAMES = (
    "check_in",
    "protection",
    "today",
    "dashboard",
    "tick",
    "first_page",
    "streams",
    "turn",
    "enumeration",
    "closeness",
    "rotation",
)


def main(names: list[str]) -> int:
    unknown = set(names) - set(NAMES)
    if unknown:
        print(f"There is no benchmark {', '.join(sorted(unknown))}; there are {', '.join(NAMES)}.")
        return 2
    missed = 0
    with house.opened():
        for name in names or NAMES:
            # Each reads models, and so can be imported only now that Django is set up.
            for verdict in importlib.import_module(f"benchmarks.{name}").run():
                missed += verdict.tell()
    return min(missed, 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
