"""``jixiao appendix build | forms`` and ``jixiao verify``: the appendix out of approved snapshots, and the way back."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from engine.cli.desk import find_project, reading, turn_away
from engine.cli.options import DEFAULT_DATABASE, AsJson, Database
from engine.cli.output import ExitCode, note, print_json, refuse, report, say, table
from engine.cli.progress import advancing

if TYPE_CHECKING:
    from engine.appendix import Order
    from engine.forms.certificate import Certificate
    from engine.forms.comparison import Difference
    from engine.forms.specification import FormSpec
    from engine.forms.subject import Kind
    from engine.publishing import Part
    from engine.service.verification import Verified
    from engine.store.rows import ProjectRow
    from engine.store.store import Store

app = typer.Typer(help="附表：由定稿生成 (the appendix).", no_args_is_help=True, rich_markup_mode=None)

Forms = Annotated[
    list[str] | None, typer.Option("--form", help="表式编号（见 appendix forms）或自己的 .toml；可写几个")
]


@app.command()
def build(
    projects: Annotated[
        list[str] | None, typer.Argument(help="项目编号或名称，不写就是 --year 的全部；或自评表 .toml 文件、文件夹")
    ] = None,
    year: Annotated[int | None, typer.Option(min=2000, max=2199, help="这个预算年度全部已定稿的项目")] = None,
    number: Annotated[int | None, typer.Option("--edition", help="第几稿；缺省是最后一稿")] = None,
    formats: Annotated[
        str, typer.Option("--format", help="格式，用逗号隔开：html,docx,xlsx,pdf,md,json")
    ] = "html,docx,xlsx,pdf",
    form: Forms = None,
    each: Annotated[bool, typer.Option("--each", help="每个项目各写一份，不汇成一份")] = False,
    pictures: Annotated[bool, typer.Option("--pictures", help="后面附图（扣分去向、逐项对比）和图下的数")] = False,
    letterhead: Annotated[Path | None, typer.Option(help="Word 文件套用本单位的版头（.docx）")] = None,
    fonts: Annotated[Path | None, typer.Option(help="PDF 用这个文件夹里的字体")] = None,
    out: Annotated[Path, typer.Option(help="写到哪个文件夹")] = Path("附表"),
    db: Database = DEFAULT_DATABASE,
    as_json: AsJson = False,
) -> None:
    """由定稿生成附表、得分说明和图，带核验码；只用定稿，不用草稿 (build the appendix)."""
    order = _ordered(formats, form or [], pictures, letterhead, fonts, as_json)
    paths = [Path(name) for name in projects or [] if name.endswith(".toml") or Path(name).is_dir()]
    if paths:
        if len(paths) < len(projects or []):
            raise typer.BadParameter("自评表文件与项目编号不能混着写")
        parts = [(f"{place:03d}", part) for place, part in enumerate(_scored_parts(paths, as_json), 1)]
        _print(order, parts, len(parts), each, out, as_json)
        return
    with reading(db) as store:
        rows = _projects(store, projects or [], year, order.kind, as_json)
        found = ((row.id, _part(store, row, order.kind, number, as_json)) for row in rows)
        _print(order, found, len(rows), each, out, as_json)


def _ordered(
    formats: str, form: list[str], pictures: bool, letterhead: Path | None, fonts: Path | None, as_json: bool
) -> Order:
    """What is to be printed; what cannot be is refused before anything is read."""
    from engine.appendix import Order, order_problems

    named = tuple(_form(name, as_json) for name in form)
    _check_fonts(fonts, as_json)
    names = tuple(dict.fromkeys(name.strip().lower() for name in formats.split(",") if name.strip()))
    order = Order(names, named, pictures, _letterhead(letterhead, as_json), fonts)
    if problems := order_problems(order):
        refuse(problems, as_json)
    return order


def _letterhead(path: Path | None, as_json: bool) -> bytes | None:
    from engine.intake.published import read_published
    from engine.intake.report import Located
    from indicators.problems import Problem

    data = read_published(path) if path else None
    if isinstance(data, Problem):
        refuse([Located(data, str(path))], as_json)
    return data


def _check_fonts(folder: Path | None, as_json: bool) -> None:
    """A folder without a font would print ours, and nobody would notice."""
    from engine.intake.report import Located
    from indicators.problems import Problem

    endings = (".otf", ".ttf", ".ttc")
    if folder is None or any(path.suffix.lower() in endings for path in folder.glob("*")):
        return
    expected = f"装着字体（{'、'.join(endings)}）的文件夹"
    refuse([Located(Problem("fonts-missing", "这里没有字体", str(folder), expected=expected), "（命令行）")], as_json)


def _form(name: str, as_json: bool) -> FormSpec:
    from engine.forms.library import load_form

    form = load_form(name)
    if isinstance(form, list):
        refuse(form, as_json)
    return form


def _scored_parts(paths: list[Path], as_json: bool) -> list[Part]:
    """Tables out of files: scored, but approved by nobody."""
    from engine.forms.subject import scored
    from engine.publishing import Part
    from engine.scoring import score_files

    scoring = score_files(paths)
    if scoring.has_errors:
        refuse(scoring.problems, as_json)
    return [Part(scored(score)) for score in scoring.scores]


def _projects(store: Store, names: list[str], year: int | None, kind: Kind, as_json: bool) -> list[ProjectRow]:
    """The projects asked for; a year's self-assessments are those that have an edition."""
    from engine.forms.subject import Kind
    from workflows.refusal import Kind as RefusalKind
    from workflows.refusal import Refused

    rows = [find_project(store, name, as_json) for name in names]
    if not names and year is not None:
        rows = store.projects(fiscal_year=year)
        if kind is Kind.SELF_ASSESSMENT:
            rows = [row for row in rows if store.snapshots(row.id)]
    if not rows:
        message = "没有写是哪些项目" if year is None else f"{year} 年度还没有定稿的项目"
        turn_away(Refused(RefusalKind.NOT_FOUND, "edition-missing", message, next="jixiao project list"), as_json)
    return rows


def _part(store: Store, row: ProjectRow, kind: Kind, number: int | None, as_json: bool) -> Part:
    from engine.service.printing import part_of
    from workflows.refusal import Refused

    part = part_of(store, row.id, kind, number)
    if isinstance(part, Refused):
        turn_away(part, as_json)
    return part


def _print(order: Order, parts: Iterable[tuple[str, Part]], count: int, each: bool, out: Path, as_json: bool) -> None:
    """Write the files: of all parts together, or of each as soon as it is made, so that memory stays flat."""
    from engine.appendix import file_name, write_files

    watched = advancing(parts, count, "生成附表")
    written: list[Path] = []
    codes = []
    together: list[Part] = []
    for name, part in watched:
        codes.append((name, part.subject.assessment.project.name, part.certificate))
        if each:
            stem = f"{name}-{file_name(part.subject.assessment.project.name)}-"
            written += write_files(out, _made(order, [part], stem, as_json))
            gc.collect(0)  # our threshold is for short commands: cyclic garbage of each print would pile up
        else:
            together.append(part)
    if together:
        written = write_files(out, _made(order, together, "", as_json))
    _say_written(codes, written, as_json)


def _made(order: Order, parts: list[Part], stem: str, as_json: bool) -> dict[str, bytes]:
    """The files; nothing where a format cannot hold what is to be printed."""
    from engine.appendix import files_of, printing_problems, publication_for

    publication = publication_for(order, parts)
    problems = printing_problems(order, publication)
    if any(one.is_error for one in problems):
        refuse(problems, as_json)
    if not as_json:
        report(problems)
    return files_of(order, parts, publication, stem)


def _say_written(codes: list[tuple[str, str, Certificate | None]], written: list[Path], as_json: bool) -> None:
    if as_json:
        editions = [{"project": name, "code": one.code if one else None} for name, _, one in codes]
        print_json({"editions": editions, "files": [str(path) for path in written]})
        return
    for name, title, one in codes:
        origin = f"第 {one.number} 稿  核验码 {one.code}" if one else "未经审核，没有核验码"
        say(f"{name} {title}  {origin}")
    for path in written:
        say(f"  {path}")


@app.command()
def forms(
    form: Annotated[str | None, typer.Argument(help="表式编号或自己的 .toml；写了就检查它，并用示例预览")] = None,
    out: Annotated[Path | None, typer.Option(help="预览写到这个文件，按后缀定格式：.html .docx .xlsx .pdf")] = None,
    as_json: AsJson = False,
) -> None:
    """列出表式；检查、预览一个表式 (the forms that can be printed)."""
    from engine.forms.library import shipped_forms

    specs = [_form(form, as_json)] if form else list(shipped_forms().values())
    if as_json:
        print_json([_form_json(spec) for spec in specs])
    elif form:
        _preview(specs[0], out)
    else:
        _say_forms(specs)


def _form_json(spec: FormSpec) -> dict[str, object]:
    return {
        "id": spec.id,
        "title": spec.title,
        "kind": spec.kind.value,
        "prints": [form.value for form in spec.prints],
        "columns": len(spec.widths),
        "landscape": spec.landscape,
        "sources": list(spec.sources),
        "hash": spec.hash,
    }


def _say_forms(specs: Sequence[FormSpec]) -> None:
    columns = [
        ("编号", "left"),
        ("表名", "left"),
        ("环节", "left"),
        ("印什么", "left"),
        ("栏数", "right"),
        ("纸张", "left"),
    ]
    rows = [
        (
            spec.id,
            spec.title,
            spec.kind.value,
            "、".join(form.value for form in spec.prints),
            str(len(spec.widths)),
            "A4 横向" if spec.landscape else "A4 纵向",
        )
        for spec in specs
    ]
    table("", columns, rows)
    say("预览一个：jixiao appendix forms 编号；用它出附表：jixiao appendix build … --form 编号")


def _preview(spec: FormSpec, out: Path | None) -> None:
    """The example on the form: as text, or into a file of any format."""
    from engine.appendix import write_file
    from engine.forms.formats import FORMATS, written
    from engine.forms.markdown import form_markdown
    from engine.forms.preview import previewed

    publication = previewed(spec)
    for source in spec.sources:
        say(f"出处：{source}")
    if out is None:
        say(form_markdown(publication.grids[0]))
        return
    name = out.suffix.lower().lstrip(".")
    if name not in FORMATS:
        raise typer.BadParameter(f"不认识的后缀 .{name}，可以是 {'、'.join(f'.{each}' for each in FORMATS)}")
    write_file(out, written(publication, name))
    say(f"  {out}")


def verify(
    file: Annotated[Path, typer.Argument(help="公开的附表或得分说明：.html .docx .xlsx .pdf .md .json")],
    form: Forms = None,
    letterhead: Annotated[Path | None, typer.Option(help="生成时套用的 .docx 版头")] = None,
    fonts: Annotated[Path | None, typer.Option(help="生成 PDF 时用的字体文件夹")] = None,
    db: Database = DEFAULT_DATABASE,
    as_json: AsJson = False,
) -> None:
    """核验公开的附表：是哪一稿，谁何时审核通过，有没有一格不同 (verify a published file)."""
    from engine.appendix import Order
    from engine.intake.published import published_text, read_published
    from engine.intake.report import Located
    from engine.service.verification import Unknown, verified
    from indicators.problems import Problem

    data = read_published(file)
    text = data if isinstance(data, Problem) else published_text(file.name, data)
    if isinstance(data, Problem) or isinstance(text, Problem):
        assert isinstance(text, Problem), "what cannot be read has no text"
        refuse([Located(text, str(file))], as_json)
    named = tuple(_form(name, as_json) for name in form or [])
    _check_fonts(fonts, as_json)
    how = Order(named=named, letterhead=_letterhead(letterhead, as_json), fonts=fonts)
    with reading(db) as store:
        found = verified(store, file.name, data, text, how)
        if isinstance(found, Unknown):
            turn_away(found.refused, as_json)
    _say_verified(found, as_json)
    raise typer.Exit(ExitCode.INTEGRITY_FAILURE if found.differences else ExitCode.DONE)


def _say_verified(found: Verified, as_json: bool) -> None:
    if as_json:
        print_json(_verified_json(found), ok=not found.differences)
        return
    for words in found.described:
        say(words)
    for one in found.editions:
        if one.superseded_by:
            note(f"注意：{one.project.name} 第 {one.edition.number} 稿已被更正，不是现行的一稿。")
    if found.differences:
        _say_differences(found.differences)
    elif found.is_original:
        say("与定稿生成的文件逐字节相同。")
    else:
        say("文件另存过：逐格核对，文字与定稿完全一致；后加的图片和遮盖不在核对之内，请看一眼。")


def _verified_json(found: Verified) -> dict[str, object]:
    editions = [
        {
            "code": one.edition.code,
            "project": one.project.id,
            "number": one.edition.number,
            "superseded_by": one.superseded_by or None,
            "described": words,
        }
        for one, words in zip(found.editions, found.described, strict=True)
    ]
    differences = [{"place": one.place, "approved": one.expected, "found": one.found} for one in found.differences]
    return {"editions": editions, "original": found.is_original, "differences": differences}


SHOWN = 20


def _say_differences(found: list[Difference]) -> None:
    for one in found[:SHOWN]:
        note(f"{one.place}：定稿是「{_short(one.expected)}」，文件里是「{_short(one.found)}」")
    note(f"逐格核对：共 {len(found)} 处与定稿不同，不能当作定稿。")


LONGEST = 100


def _short(text: str) -> str:
    """Enough to find the place by; the whole is in ``--json``."""
    return (f"{text[:LONGEST]}……" if len(text) > LONGEST else text) or "（没有）"
