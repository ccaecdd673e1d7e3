"""Which characters a font has (字库覆盖), read from the table ``cmap`` of the file itself.

fonttools can tell too, but it is large, and this is all that is asked of it. OpenType 1.9, chapter *cmap*.
"""

from __future__ import annotations

from collections.abc import Iterator
from struct import error, iter_unpack, unpack_from

_UNICODE = {(0, 3), (0, 4), (0, 6), (3, 1), (3, 10)}
"""Platform and encoding of the subtables that speak of Unicode."""


def font_coverage(data: bytes) -> frozenset[int]:
    """Code points for which a font file (.ttf, .otf, .ttc, .otc) has a glyph; none if the file is broken."""
    try:
        return frozenset(point for face in _faces(data) for point in _face_coverage(data, face))
    except (error, IndexError):
        return frozenset()


def _faces(data: bytes) -> tuple[int, ...]:
    if data[:4] != b"ttcf":
        return (0,)
    (count,) = unpack_from(">I", data, 8)
    return unpack_from(f">{min(count, 64)}I", data, 12)


def _face_coverage(data: bytes, face: int) -> Iterator[int]:
    (tables,) = unpack_from(">H", data, face + 4)
    for at in range(face + 12, face + 12 + 16 * tables, 16):
        tag, _, start, _ = unpack_from(">4sIII", data, at)
        if tag == b"cmap":
            yield from _cmap(data, start)


def _cmap(data: bytes, start: int) -> Iterator[int]:
    (count,) = unpack_from(">H", data, start + 2)
    for at in range(start + 4, start + 4 + 8 * count, 8):
        platform, encoding, offset = unpack_from(">HHI", data, at)
        if (platform, encoding) in _UNICODE:
            (kind,) = unpack_from(">H", data, start + offset)
            yield from _READ.get(kind, _none)(data, start + offset)


def _none(_data: bytes, _at: int) -> Iterator[int]:
    return iter(())


def _segments(data: bytes, at: int) -> Iterator[int]:
    """Format 4: segments of the basic plane; glyph 0 is the box for a missing character."""
    (double,) = unpack_from(">H", data, at + 6)
    shape = f">{double // 2}H"
    ends, starts = unpack_from(shape, data, at + 14), unpack_from(shape, data, at + 16 + double)
    deltas, offsets = unpack_from(shape, data, at + 16 + 2 * double), unpack_from(shape, data, at + 16 + 3 * double)
    for place, (first, last, delta, offset) in enumerate(zip(starts, ends, deltas, offsets, strict=True)):
        for point in range(first, min(last, 0xFFFE) + 1):
            glyph = point
            if offset:
                (glyph,) = unpack_from(">H", data, at + 16 + 3 * double + 2 * place + offset + 2 * (point - first))
            if glyph and (glyph + delta) & 0xFFFF:
                yield point


def _groups(data: bytes, at: int) -> Iterator[int]:
    """Format 12: groups of all planes."""
    (count,) = unpack_from(">I", data, at + 12)
    for first, last, glyph in iter_unpack(">III", data[at + 16 : at + 16 + 12 * count]):
        yield from range(first + (not glyph), min(last, 0x10FFFF) + 1)


_READ = {4: _segments, 12: _groups}
