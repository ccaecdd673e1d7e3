"""Files a command writes (写出的文件): never over what it read, and whatever else it replaces is said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from engine.cli.output import note, refuse

NAMELESS = "项目编号或名称是空的"


@dataclass
class Folder:
    """A folder that files are written to, and what the command reads: none of it may be written over."""

    path: Path
    inputs: tuple[Path, ...] = ()
    written: list[Path] = field(default_factory=list)
    replaced: list[Path] = field(default_factory=list)

    def write(self, files: Mapping[str, bytes], as_json: bool) -> None:
        from engine.appendix import overwritten_inputs, replaced_by, write_files

        if problems := overwritten_inputs(self.path, files, self.inputs):
            refuse(problems, as_json)
        self.replaced += replaced_by(self.path, files)
        self.written += write_files(self.path, files)


def say_replaced(replaced: Sequence[Path]) -> None:
    """One line on stderr: a file of another day may have been somebody's only copy."""
    if replaced:
        note(f"替换了原有的文件：{'、'.join(map(str, replaced))}")
