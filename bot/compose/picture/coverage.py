"""Which characters a font file can draw, read from its `cmap` table (OpenType specification, "cmap")."""

import struct
from bisect import bisect_right
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Coverage:
    """Code points a font maps to a glyph, as sorted inclusive ranges."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def __contains__(self, codepoint: int) -> bool:
        place = bisect_right(self.starts, codepoint) - 1
        return place >= 0 and codepoint <= self.ends[place]


def parse_coverage(path: Path) -> Coverage:
    """Read the coverage of a TrueType or OpenType file; of several subtables the fullest counts."""
    with path.open("rb") as file:
        cmap = _read_table(file, b"cmap")
    ranges = max((_parse_subtable(cmap, offset) for offset in _list_offsets(cmap)), key=_count)
    merged = _merge(sorted(ranges))
    return Coverage(tuple(start for start, _ in merged), tuple(end for _, end in merged))


def _read_table(file: BinaryIO, tag: bytes) -> bytes:
    """A table of a font file, or of the first font in a collection."""
    head = file.read(16)
    file.seek(struct.unpack_from(">L", head, 12)[0] if head[:4] == b"ttcf" else 0)
    (count,) = struct.unpack_from(">H", file.read(12), 4)
    for name, _, offset, length in struct.iter_unpack(">4sLLL", file.read(16 * count)):
        if name == tag:
            file.seek(offset)
            return file.read(length)
    msg = f"font without a {tag.decode()} table"
    raise ValueError(msg)


def _list_offsets(cmap: bytes) -> list[int]:
    (count,) = struct.unpack_from(">H", cmap, 2)
    return [struct.unpack_from(">L", cmap, 8 + 8 * place)[0] for place in range(count)]


def _parse_subtable(cmap: bytes, offset: int) -> list[Range]:
    (kind,) = struct.unpack_from(">H", cmap, offset)
    if kind == 12:
        return _parse_groups(cmap, offset)
    return _parse_segments(cmap, offset) if kind == 4 else []


def _parse_groups(cmap: bytes, offset: int) -> list[Range]:
    (count,) = struct.unpack_from(">L", cmap, offset + 12)
    groups = struct.iter_unpack(">LLL", cmap[offset + 16 : offset + 16 + 12 * count])
    return [(start + (glyph == 0), end) for start, end, glyph in groups]


def _parse_segments(cmap: bytes, offset: int) -> list[Range]:
    (double,) = struct.unpack_from(">H", cmap, offset + 6)
    columns = [
        struct.unpack_from(f">{double // 2}H", cmap, offset + 14 + double * c + 2 * (c > 0)) for c in range(4)
    ]
    ranges: list[Range] = []
    for place, (end, start, delta, jump) in enumerate(zip(*columns, strict=True)):
        at = offset + 16 + 3 * double + 2 * place + jump
        for code in range(start, min(end, 0xFFFE) + 1):
            glyph = (code + delta) & 0xFFFF if jump == 0 else _read_glyph(cmap, at + 2 * (code - start))
            if glyph:
                ranges.append((code, code))
    return ranges


def _read_glyph(cmap: bytes, at: int) -> int:
    (glyph,) = struct.unpack_from(">H", cmap, at)
    return int(glyph)


def _count(ranges: list[Range]) -> int:
    return sum(end - start + 1 for start, end in ranges)


def _merge(ranges: list[Range]) -> list[Range]:
    merged: list[Range] = []
    for start, end in ranges:
        if merged and start <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
