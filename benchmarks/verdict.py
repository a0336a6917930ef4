from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a benchmark says at its end: ours beside the plain thing, and whether that is the goal."""

    what: str
    ours: str
    plain: str
    ratio: float
    goal: float
    at_least: bool = False
    note: str = ""  # told after the ratio: what it was taken from, or what else was seen

    @property
    def is_met(self) -> bool:
        return self.ratio >= self.goal if self.at_least else self.ratio <= self.goal

    def tell(self) -> int:
        """Gives 1 for a goal that was missed."""
        sign, word = "≥" if self.at_least else "≤", "met" if self.is_met else "MISSED"
        print(f"{self.what}: {self.ours} beside {self.plain}")
        print(f"  ratio {self.ratio:.2f}, goal {sign} {self.goal:.2f}: {word}", flush=True)
        if self.note:
            print(f"  {self.note}", flush=True)
        return 0 if self.is_met else 1
