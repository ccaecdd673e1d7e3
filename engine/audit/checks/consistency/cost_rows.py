"""Cost rows in money (以金额计的成本指标), in 万元."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from engine.audit.checks.consistency.stated import achieved_of, target_of
from engine.audit.document import AuditRow, AuditTable
from indicators.quantities import Quantity
from indicators.vocabulary.forms import Dimension

TEN_THOUSAND_YUAN = Quantity(Decimal(1), "万", "元")


_OF_ONE = re.compile("人均|户均|平均|单位成本|单价|每|标准|均价")
"""The cost of one piece is no part of the sum."""


class CostRow(NamedTuple):
    """A cost row with its money in 万元."""

    row: AuditRow
    target: Fraction
    achieved: Fraction


def cost_rows(table: AuditTable) -> list[CostRow]:
    """Every cost row whose target and achieved are sums of money."""
    found = []
    for row in table.rows:
        target, achieved = target_of(row), achieved_of(row)
        if row.indicator is None or row.indicator.dimension is not Dimension.COST or not target or not achieved:
            continue
        if _OF_ONE.search(row.name):
            continue
        sums = target.measured_in(TEN_THOUSAND_YUAN), achieved.measured_in(TEN_THOUSAND_YUAN)
        if sums[0] is not None and sums[1] is not None:
            found.append(CostRow(row, sums[0], sums[1]))
    return found
