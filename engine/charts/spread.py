"""Labels moved apart (标签错开): in the order wanted, never closer than a line of text."""

from __future__ import annotations

from collections.abc import Sequence


def spread(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Places at least ``gap`` apart within ``low … high``, in the order of ``wanted``, which ascends.

    The caller gives enough room.

    >>> spread([10, 10, 50], 16, 0, 100), spread([95, 96], 16, 0, 100)
    ([10, 26, 50], [84, 100])
    """
    assert gap * (len(wanted) - 1) <= high - low + 1e-6, "no room for so many labels"
    places: list[float] = []
    for want in wanted:
        places.append(max(want, places[-1] + gap if places else low))
    for index in reversed(range(len(places))):
        limit = high if index == len(places) - 1 else places[index + 1] - gap
        places[index] = min(places[index], limit)
    return places
