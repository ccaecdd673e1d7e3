"""``jixiao appendix forms``: the forms there are, and what one looks like."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from engine.cli.options import AsJson
from engine.cli.output import print_json, say, table
from engine.cli.printed import named_form

if TYPE_CHECKING:
    from engine.forms.specification import FormSpec


def forms(
    form: Annotated[str | None, typer.Argument(help="表式编号或自己的 .toml；写了就检查它，并用示例预览")] = None,
    out: Annotated[
        Path | None,
        typer.Option(help="预览写到这个文件，按后缀定格式；.toml 是表式本身，可以照着改"),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """列出表式；检查、预览一个表式 (the forms that can be printed)."""
    from engine.forms.library import shipped_forms

    specs = [named_form(form, as_json)] if form else list(shipped_forms().values())
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
    from engine.forms.library import shipped_text
    from engine.forms.markdown import form_markdown
    from engine.forms.preview import previewed

    publication = previewed(spec)
    for source in spec.sources:
        say(f"出处：{source}")
    if out is None:
        say(form_markdown(publication.grids[0]))
        return
    name = out.suffix.lower().lstrip(".")
    if name == "toml" and (text := shipped_text(spec.id)):
        write_file(out, text.encode("utf-8"))
        say(f"  {out}：可以照着改，先改 id")
        return
    if name not in FORMATS:
        raise typer.BadParameter(f"不认识的后缀 .{name}，可以是 {'、'.join(f'.{each}' for each in FORMATS)}")
    write_file(out, written(publication, name))
    say(f"  {out}")
