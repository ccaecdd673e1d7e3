"""A race with a known winner (抢办): somebody else takes a step between a decision and its writing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from engine.store.store import Store
from engine.store.writer import Writer


class Interrupted(Store):
    """A store in which somebody else is faster, once, just before this writer begins."""

    def __init__(self, store: Store, meanwhile: Callable[[], None]) -> None:
        self.__dict__.update(store.__dict__)
        self._meanwhile: Callable[[], None] | None = meanwhile

    @contextmanager
    def writing(self, *, together: bool = False) -> Iterator[Writer]:
        meanwhile, self._meanwhile = self._meanwhile, None
        if meanwhile is not None:
            meanwhile()
        with super().writing(together=together) as writer:
            yield writer
