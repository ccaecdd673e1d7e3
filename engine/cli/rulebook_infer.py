"""``jixiao rulebook infer``: the rule behind published scores, and what they cannot decide."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from engine.cli.options import AsJson
from engine.cli.output import ExitCode, note, print_json, refuse
from engine.intake.report import Located
from indicators.problems import Problem

if TYPE_CHECKING:
    from engine.intake.disclosure.tables import Disclosure
    from indicators.scoring.inference.outcome import Inference

Files = Annotated[list[Path], typer.Argument(help="公开的自评表：.docx .xlsx .xls .ods .pdf .html .txt …")]
Out = Annotated[Path | None, typer.Option("--out", help="把最好的一种写成评分办法文件（.toml）")]


def infer(files: Files, out: Out = None, as_json: AsJson = False) -> None:
    """由公开表印出的得分反推评分办法，并说明数据不能区分什么 (infer the rule behind published scores).

    退出码：0 反推出来了；10 大半得分不合任何规则；3 没有可用的得分或文件读不了；6 文件都找不到。
    """
    if out is not None and out.suffix.lower() != ".toml":
        refuse([Located(_not_toml(out), "（命令行）")], as_json)
    inference = _inferred([_read(path) for path in files], files, as_json)
    if out is not None:
        _write(inference, out, as_json)
    if as_json:
        from engine.inference_json import inference_json

        print_json(inference_json(inference, str(out) if out else None), ok=not inference.is_mostly_unexplained)
    else:
        from engine.cli.rulebook_infer_text import say_inference

        say_inference(inference)
    if out is not None:
        note(f"已写 {out}；自检：jixiao rulebook check {out}")
    raise typer.Exit(ExitCode.FOUND_PROBLEMS if inference.is_mostly_unexplained else ExitCode.DONE)


def _read(path: Path) -> Disclosure | Problem:
    from engine.audit.one_file import no_table
    from engine.intake.disclosure.read import read_disclosure

    found = read_disclosure(path)
    return found if isinstance(found, Problem) or found.tables else no_table(found)


def _inferred(read: list[Disclosure | Problem], files: list[Path], as_json: bool) -> Inference:
    """The inference from all files, or everything that is wrong with them at once."""
    from engine.audit.inference import evidence_of
    from engine.rulebooks import load_rulebook, shipped_texts
    from indicators.scoring.inference.outcome import infer as inferred
    from indicators.scoring.rulebook import Rulebook

    wrong = [Located(one, str(path)) for one, path in zip(read, files, strict=True) if isinstance(one, Problem)]
    if wrong:
        refuse(wrong, as_json)
    books = [book for name in shipped_texts() if isinstance(book := load_rulebook(name), Rulebook)]
    inference = inferred(evidence_of([one for one in read if not isinstance(one, Problem)]), books)
    if isinstance(inference, Problem):
        refuse([Located(inference, "、".join(map(str, files)))], as_json)
    return inference


def _write(inference: Inference, out: Path, as_json: bool) -> None:
    from engine.appendix import write_file
    from indicators.scoring.inference.writing import inferred_toml

    try:
        write_file(out, inferred_toml(inference, out.stem).encode("utf-8"))
    except OSError:
        refuse([Located(_unwritable(out), "（命令行）")], as_json)


def _not_toml(out: Path) -> Problem:
    return Problem(
        "output-not-toml", "评分办法文件要以 .toml 结尾", str(out), expected=".toml", example="--out 反推.toml"
    )


def _unwritable(out: Path) -> Problem:
    return Problem(
        "output-unwritable",
        "评分办法写不到这里",
        str(out),
        expected="有权限写的文件名，不是文件夹",
        example="--out 反推.toml",
    )
