"""Effort and cohorts: rows that add up to the people and to the metric."""

from collections import defaultdict
from datetime import date

import pytest

from tests.demo.exports import all_values, rows_of


def test_the_effort_of_a_month_is_that_of_the_people_of_the_squad(files):
    people = {row["squad_id"]: int(row["people"]) for row in rows_of(files, "squad")}
    spent: dict[tuple[str, str], float] = defaultdict(float)

    for row in rows_of(files, "effort"):
        assert float(row["person_months"]) > 0
        spent[row["squad_id"], row["period"]] += float(row["person_months"])

    assert len(spent) == 5 * 22
    for (squad, _), total in spent.items():
        assert total == pytest.approx(people[squad])


def test_some_effort_serves_no_objective_and_less_than_a_fifth_of_it(files):
    rows = rows_of(files, "effort")

    outside = sum(float(row["person_months"]) for row in rows if not row["objective_id"])

    assert 0.05 < outside / sum(float(row["person_months"]) for row in rows) < 0.2


def test_a_cohort_starts_whole_and_gives_the_metric_after_three_months(files):
    values = all_values(files)
    at_three = 0

    for row in rows_of(files, "cohort_value"):
        if row["age"] == "0":
            assert float(row["value"]) == 100
        if row["age"] == "3":
            year, month = (int(part) for part in row["cohort"].split("-"))
            read_on = date(year + (month + 2) // 12, (month + 2) % 12 + 1, 1)
            assert float(row["value"]) == values["retention_90d", read_on, ""]
            at_three += 1

    assert at_three == 19
