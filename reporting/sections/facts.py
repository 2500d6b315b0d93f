"""The frozen context of a report, read with its types."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any

from reporting.core.verdict import Verdict, verdict
from secretariats.core.exact import cents_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def exact(figure: Mapping[str, str]) -> Fraction:
    """Return the exact value of a figure."""
    return Fraction(figure["exact"])


def whole_cents(text: str) -> int:
    """Return an amount such as ``"-1234.50"`` in cents."""
    return int(Fraction(text) * 100)


def difference_text(more: str, less: str) -> str:
    """Return the difference of two rounded amounts, as such an amount."""
    return cents_text(whole_cents(more) - whole_cents(less))


def sum_text(amounts: Iterable[str]) -> str:
    """Return the sum of rounded amounts, as such an amount."""
    return cents_text(sum(whole_cents(text) for text in amounts))


@dataclass(frozen=True, slots=True)
class Received:
    """What one instrument received beside its share by key: rounded texts and the finding."""

    code: str
    received: str
    funded: str
    balance: str
    lowest: str
    highest: str
    verdict: Verdict


@dataclass(frozen=True)
class Facts:
    """The context of a report (``reporting.queries.progress_report``)."""

    context: Mapping[str, Any]

    @property
    def results(self) -> Mapping[str, Any]:
        """The results of the run."""
        return self.context["results"]  # type: ignore[no-any-return]

    @property
    def currency(self) -> str:
        """The currency of every amount."""
        return str(self.results["currency"])

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """The instruments, the one with the largest share by key first, then by code."""
        found = self.results["instruments"]
        shares: dict[str, Fraction] = dict.fromkeys(found, Fraction(0))
        for key in self.results["keys"]:
            for code, share in key["shares"].items():
                shares[code] = max(shares.get(code, Fraction(0)), Fraction(share))
        return tuple(sorted(found, key=lambda code: (-shares[code], code)))

    @property
    def palette(self) -> Mapping[str, int]:
        """Instrument code → slot of the palette; empty in contexts frozen before there was one."""
        return self.context.get("palette", {})  # type: ignore[no-any-return]

    @property
    def measured(self) -> bool:
        """Whether the limitations are known; a report's always are."""
        return bool(self.context["limitations"])

    @property
    def coverage(self) -> Fraction | None:
        """Recorded over expected minutes of the team."""
        return self.limitation("coverage")

    def limitation(self, name: str) -> Fraction | None:
        """Return a figure of the team's limitations, None for a share of nothing."""
        value = self.context["limitations"].get(name)
        return None if value is None else Fraction(value)

    def figures(self, name: str) -> dict[str, str]:
        """Return instrument → a rounded figure, such as ``received``, in order."""
        found = self.results["instruments"]
        return {code: found[code][name]["rounded"] for code in self.codes}

    @cached_property
    def received(self) -> tuple[Received, ...]:
        """What each instrument received, in order."""
        return tuple(self._received(code) for code in self.codes)

    def _received(self, code: str) -> Received:
        found = self.results["instruments"][code]
        return Received(
            code=code,
            received=found["received"]["rounded"],
            funded=found["funded"]["rounded"],
            balance=found["balance"]["rounded"],
            lowest=found["lowest"]["rounded"],
            highest=found["highest"]["rounded"],
            verdict=verdict(
                lowest=exact(found["lowest"]),
                funded=exact(found["funded"]),
                highest=exact(found["highest"]),
                coverage=self.coverage,
            )
            if self.measured
            else Verdict.NOT_MEASURED,
        )
