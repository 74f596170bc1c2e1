"""Key results, squads and cohorts for tests of charts: full, empty, hostile."""

from datetime import date

from lib.domain.okrs import progress
from lib.domain.periods import add_months
from lib.views.cohorts import CohortAge, CohortComparison
from lib.views.committee.alignment import AlignedKeyResult, AlignedObjective, AlignedSquad
from lib.views.committee.key_results import KeyResultLine, confidence_falls, confidence_slide
from lib.views.committee.overview import KeyResultPace, ObjectivePace
from lib.views.outlook import Outlook
from lib.views.steering.effort import effort_split
from lib.views.targets import TargetChange
from tests.charts.gallery import HOSTILE
from tests.okr_builders import (
    a_check_in,
    a_key_result,
    a_squad,
    an_effort,
    an_initiative,
    an_objective,
)

JANUARY, OCTOBER, DECEMBER = date(2026, 1, 1), date(2026, 10, 1), date(2026, 12, 1)


def a_line(name="K1", *, value=6.0, path=(7, 7, 5, 6), outlook=None, **changes):
    """Return a key result reported up to October, with confidence from January."""
    result = a_key_result(name, **{"unit": "%", **changes})
    checks = tuple(
        a_check_in(name, period=add_months(JANUARY, k), confidence=value)
        for k, value in enumerate(path)
    )
    pace = KeyResultPace(
        result, value, path[-1] if path else None, progress(result, value, OCTOBER)
    )
    return KeyResultLine(
        pace=pace,
        squad=a_squad(),
        reached=OCTOBER,
        check_ins=checks,
        falls=confidence_falls(checks),
        slide=confidence_slide(checks),
        outlook=outlook or a_silent_outlook(),
        changes=(),
        grade_at_first_target=None,
    )


def a_silent_outlook(state="few_values"):
    return Outlook(state, "check_ins", (OCTOBER,), (6.0,), DECEMBER)


def a_forecast(chance=0.65, verdict="likely"):
    """Return 20 months up to October and a forecast of the two that follow."""
    months = tuple(add_months(OCTOBER, k - 19) for k in range(20))
    return Outlook(
        state="forecast",
        basis="metric",
        months=months,
        values=tuple(4.0 + 0.1 * k for k in range(20)),
        ends=DECEMBER,
        ahead=(date(2026, 11, 1), DECEMBER),
        path=(6.1, 6.2),
        low=(5.6, 5.5),
        high=(6.6, 6.9),
        chance=chance,
        verdict=verdict,
    )


def objective_of(*lines, **changes):
    return ObjectivePace(an_objective(**changes), tuple(line.pace for line in lines), 0.5)


def line_sets():
    """Return sets of key results by name."""
    return {
        "none": (),
        "one": (a_line(),),
        "no value": (a_line(value=None, path=()),),
        "both kinds": (a_line("K1"), a_line("K2", kind="aspirational", weight=0.3, value=9.0)),
        "hostile": (a_line(name_fr=HOSTILE, name_en=HOSTILE, unit="**x**"),),
        "same names": (a_line("K1", name_en="Twin"), a_line("K2", name_en="Twin")),
    }


def aligned(*, initiatives=2, squad=True, loose=0, results=1):
    """Return one objective with its tree."""
    leaves = tuple(an_initiative(f"I{k}") for k in range(initiatives))
    branch = AlignedSquad(a_squad() if squad else None, leaves)
    return AlignedObjective(
        objective=an_objective(weight=0.4),
        key_results=tuple(AlignedKeyResult(a_line(f"K{k}"), (branch,)) for k in range(results)),
        loose=tuple(an_initiative(f"L{k}") for k in range(loose)),
        served=bool(initiatives or loose),
    )


def a_split(*shares, agreed=(0.6, 0.25, 0.15)):
    """Return the effort of some months, each given as its shares of build, maintain and repair."""
    squad = a_squad(
        **dict(zip(("build_share", "maintain_share", "repair_share"), agreed, strict=True))
    )
    return effort_split(
        squad,
        [
            an_effort(kind, 10 * share, period=add_months(JANUARY, k))
            for k, month in enumerate(shares)
            for kind, share in zip(("build", "maintain", "repair"), month, strict=True)
        ],
    )


def a_comparison(metric, *, ages=6, after=True, **changes):
    """Return cohorts before and after a launch, with the same first value."""
    cohorts = tuple(
        CohortAge(
            age=age,
            before=100.0 if age == 0 else 50.0 - age,
            after=(100.0 if age == 0 else 54.0 - age) if after else None,
            low=100.0 if age == 0 else 48.0 - age,
            high=100.0 if age == 0 else 52.0 - age,
            count_before=8,
            count_after=4 if after else 0,
        )
        for age in range(ages)
    )
    return CohortComparison(
        **{
            "metric": metric,
            "initiative": an_initiative(),
            "launched_on": date(2026, 3, 3),
            "ages": cohorts,
            "compared": cohorts[-1] if cohorts and after else None,
            "all_beyond": True,
            "chance": 2 / 495,
            **changes,
        }
    )


def a_change(**changes):
    return TargetChange(
        **{
            "key_result_id": "K1",
            "metric_id": None,
            "period": None,
            "quarter": "2026-Q4",
            "former_target": 10.0,
            "target": 8.0,
            "former_start": 0.0,
            "start": 0.0,
            "former_kind": "committed",
            "kind": "committed",
            "changed_on": date(2026, 10, 14),
            "seq": 17,
            "author": "product director",
            "reason": None,
            **changes,
        }
    )
