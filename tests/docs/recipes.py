"""Files that no page can show: too large, not text, not readable. Named in docs/errors.md."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path


def _too_large(folder: Path) -> None:
    (folder / "大.toml").write_bytes(b"# 5 MB\n" * (5 * 1024 * 1024 // 7))


def _not_text(folder: Path) -> None:
    (folder / "自评表.xlsx").write_bytes(b"PK\x03\x04\x14\x00\x06\x00")


def _unreadable(folder: Path) -> None:
    (folder / "附件").write_text("附件是一个文件，不是文件夹", encoding="utf-8")


def _empty(folder: Path) -> None:
    (folder / "空.toml").write_bytes(b"\n\n")


def _folder(folder: Path) -> None:
    (folder / "空文件夹").mkdir()


def _long_text(folder: Path) -> None:
    reason = "，".join(["每少 1 份扣 2 分"] * 60)
    head = (
        '[project]\nname = "示例项目"\nfiscal_year = 2024\nrulebook = "urumqi-2024"\n\n'
        "[funding]\noriginal_budget = 10\nrevised_budget = 10\noutturn = 10\n\n"
        '[[indicator]]\ndimension = "产出指标"\ncategory = "数量指标"\nname = "检查报告"\n'
    )
    row = f'target = "≥20 份"\nweight = 90\nachieved = "=20 份"\nscoring_rule = "{reason}"\n'
    (folder / "长.toml").write_text(head + row, encoding="utf-8")


RECIPES: dict[str, Callable[[Path], None]] = {
    "file-too-large": _too_large,
    "file-not-text": _not_text,
    "file-unreadable": _unreadable,
    "file-empty": _empty,
    "file-is-directory": _folder,
    "text-too-long": _long_text,
}
