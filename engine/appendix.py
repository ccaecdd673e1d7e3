"""The files of an appendix (附表): what was asked for, made whole in memory, written whole or not at all."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.forms.certificate import certified_sheet
from engine.forms.explanations import explanation_sheet
from engine.forms.formats import FORMATS, written
from engine.forms.publication import Figure, Publication
from engine.forms.self_assessment_form import form_for
from engine.forms.specification import FormSpec
from engine.forms.subject import Kind, Subject
from engine.intake.report import Located
from engine.publishing import Part, publication_of
from indicators.problems import Problem, Severity
from indicators.scoring.project import ProjectScore

APPENDIX = "附表"
EXPLANATIONS = "得分说明"
DEFAULT_FORMATS = "html,docx,xlsx,pdf"


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be printed and how (印制要求)."""

    formats: tuple[str, ...] = ("html",)
    named: tuple[FormSpec, ...] = ()
    """Forms taken instead of the official ones."""
    pictures: bool = False
    letterhead: bytes | None = None
    """A Word file with named places, for docx."""
    fonts: Path | None = None
    """A folder of fonts, for PDF."""
    office_text: tuple[str, ...] = ()
    """What the office itself says in 十一: 取得的成效、发现的问题、改进措施."""

    @property
    def kind(self) -> Kind:
        """The step of the year the named forms belong to."""
        return self.named[0].kind if self.named else Kind.SELF_ASSESSMENT

    @property
    def options(self) -> Mapping[str, Mapping[str, object]]:
        """What each format is told besides the publication."""
        return {"docx": {"letterhead": self.letterhead}, "pdf": {"fonts": self.fonts}}


def order_problems(order: Order) -> list[Located]:
    """What cannot be printed so."""
    unknown = [name for name in order.formats if name not in FORMATS] if order.formats else [""]
    problems = [_unknown_format(name) for name in unknown]
    if len({form.kind for form in order.named}) > 1:
        message = "几个表式不是同一环节的，不能印在一份里"
        problems.append(Problem("forms-mixed", message, expected="同是自评（或目标申报、执行监控）的表式"))
    found = [Located(problem, "（命令行）") for problem in problems]
    if order.letterhead is not None:
        from engine.forms.letterhead import letterhead_problems

        found += [Located(problem, "版头") for problem in letterhead_problems(order.letterhead)]
    return found


def _unknown_format(name: str) -> Problem:
    return Problem("format-unknown", "没有这种格式", name, expected="、".join(FORMATS), example=DEFAULT_FORMATS)


def printing_problems(order: Order, parts: Sequence[Part], publication: Publication) -> list[Located]:
    """What a format cannot hold, or can only print otherwise: said before anything is written."""
    found = [problem for part in parts for problem in _unfit(order, part.subject)]
    if "xlsx" in order.formats:
        from engine.forms.xlsx import xlsx_problems

        found += xlsx_problems(publication)
    if "pdf" in order.formats:
        from engine.forms.pdf import missing_characters

        found += missing_characters(publication, order.fonts)
    return [Located(problem, str(problem.where[0]) if problem.where else publication.title) for problem in found]


def _unfit(order: Order, subject: Subject) -> Iterator[Problem]:
    """A form was asked for, and this project is none that it prints."""
    form = form_for(subject, order.named)
    if order.named and form not in order.named:
        project = subject.assessment.project
        asked = "、".join(one.id for one in order.named)
        yield Problem(
            "form-unfit",
            f"「{project.name}」是{project.form.value}，{asked} 不印这种表，仍用 {form.id}",
            expected=f"印{project.form.value}的表式",
            severity=Severity.WARNING,
        )


def appendix_files(order: Order, parts: Sequence[Part]) -> dict[str, bytes]:
    """Name → content of every file; pure, so that nothing is written before all is made."""
    return files_of(order, parts, publication_for(order, parts))


def files_of(order: Order, parts: Sequence[Part], publication: Publication, stem: str = "") -> dict[str, bytes]:
    """The files of projects that are laid out already (``publication_for``).

    ``stem`` goes before every name where each project gets files of its own.
    """
    files = {f"{APPENDIX}.{name}": written(publication, name, **order.options.get(name, {})) for name in order.formats}
    files |= _explanations(order, parts)
    files |= {f"{figure.name}.svg": figure.svg.encode("utf-8") for figure in publication.figures}
    return {f"{stem}{name}": content for name, content in files.items()}


def publication_for(order: Order, parts: Sequence[Part]) -> Publication:
    """The projects laid out as asked for."""
    scores = [part.subject.score for part in parts if part.subject.score]
    return publication_of(parts, order.named, _pictures(scores) if order.pictures else (), order.office_text)


def _pictures(scores: Sequence[ProjectScore]) -> tuple[Figure, ...]:
    from engine.charts.score_figures import score_figures

    return score_figures(scores)


def _explanations(order: Order, parts: Sequence[Part]) -> dict[str, bytes]:
    """The explanation sheets, in the formats that people read on a screen."""
    from engine.forms.html import explanations_html
    from engine.forms.markdown import explanations_markdown

    sheets = [
        certified_sheet(explanation_sheet(part.subject.score), part.certificate) for part in parts if part.subject.score
    ]
    writers = {"html": explanations_html, "md": explanations_markdown} if sheets else {}
    return {
        f"{EXPLANATIONS}.{name}": write(sheets).encode("utf-8")
        for name, write in writers.items()
        if name in order.formats
    }


def file_name(name: str) -> str:
    """A name that every file system takes."""
    return "".join(character for character in name if character.isalnum())[:30]


def replaced_by(folder: Path, files: Mapping[str, bytes]) -> list[Path]:
    """Files that are there already and say something else: whoever writes over them ought to say so."""
    there = ((folder / name, content) for name, content in files.items())
    return [path for path, content in there if path.is_file() and not _holds(path, content)]


def _holds(path: Path, content: bytes) -> bool:
    return path.stat().st_size == len(content) and path.read_bytes() == content


def overwritten_inputs(folder: Path, names: Iterable[str], inputs: Sequence[Path]) -> list[Located]:
    """Files to be written that are the very ones that were read: they would be gone."""
    there = [folder / name for name in names if (folder / name).exists()]
    return [
        Located(_own_input(path), str(path))
        for path in there
        if any(path.samefile(one) for one in inputs if one.exists())
    ]


def _own_input(path: Path) -> Problem:
    return Problem(
        "output-is-input",
        "要写的文件正是读进来的文件，写了就没有了",
        text=str(path),
        expected="--out 另一个文件夹，或给读的文件换一个名字",
        example="--out 附表",
    )


def write_files(folder: Path, files: Mapping[str, bytes]) -> list[Path]:
    """Write the files; each appears complete under its name or not at all. Only plain files are replaced."""
    return [write_file(folder / name, content) for name, content in files.items()]


def write_file(name: Path, content: bytes) -> Path:
    """Write one file whole, its folder made where there is none; a link is followed, a device is not replaced."""
    name.parent.mkdir(parents=True, exist_ok=True)
    path = Path(os.path.realpath(name))
    if path.exists() and not path.is_file():
        raise FileExistsError(errno.EEXIST, "not a plain file", str(name))
    half_written = path.with_name(f".{path.name}.tmp")
    half_written.write_bytes(content)
    os.replace(half_written, path)
    return name
