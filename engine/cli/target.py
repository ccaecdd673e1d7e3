"""``jixiao target``: change a declaration before it is accepted; ask for another target or budget in mid-year."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from engine.cli.desk import carry_out, desk, project_of, typed
from engine.cli.options import ProjectName, StepOptions, step
from engine.cli.output import note, refuse

if TYPE_CHECKING:
    from engine.intake.declaration import LoadedDeclaration
    from engine.intake.report import Located
    from workflows.refusal import Refused

app = typer.Typer(help="目标：申报时修改，年中申请调整 (targets).", no_args_is_help=True, rich_markup_mode=None)

DeclarationFile = Annotated[Path, typer.Argument(help="整份申报的 .toml 文件，改好以后的样子")]


@app.command("import")
@step
def import_targets(
    project: ProjectName,
    file: DeclarationFile,
    rulebook: Annotated[str | None, typer.Option("--rulebook", "-r", help="评分办法；缺省用文件里写的")] = None,
    *,
    options: StepOptions,
) -> None:
    """用文件替换还没有被接受的申报 (replace a declaration)."""
    from engine.rulebooks import rulebook_data_for
    from engine.service.declaring import known_rulebook
    from workflows.commands import Edit

    loaded = _loaded(file, options.as_json)
    data = rulebook_data_for(loaded.source, loaded.content["project"].get("rulebook", ""), rulebook)
    if isinstance(data, list):
        refuse(data, options.as_json)
    with desk(options.db, options.user, options.as_json) as service:
        found = project_of(service, project, options.as_json)
        pin = known_rulebook(service, data)
        command = typed(lambda: Edit(rulebook=pin, content=loaded.content), options.as_json)
        carry_out(service, found.id, command, options, locate=_at_lines(loaded))


@app.command()
@step
def adjust(
    project: ProjectName,
    file: DeclarationFile,
    reason: Annotated[str, typer.Option(help="为什么要调整")],
    options: StepOptions,
) -> None:
    """年中申请调整目标或预算；原值保留，批准以后才算数 (ask for an adjustment)."""
    from workflows.commands import Adjust

    loaded = _loaded(file, options.as_json)
    with desk(options.db, options.user, options.as_json) as service:
        found = project_of(service, project, options.as_json)
        command = typed(lambda: Adjust(content=loaded.content, reason=reason), options.as_json)
        receipt = carry_out(service, found.id, command, options, locate=_at_lines(loaded))
        if not options.as_json:
            from engine.cli.change_text import say_changes
            from indicators.content import changes

            assert receipt.before is not None
            say_changes(changes(receipt.before.content, loaded.content), "原来", "申请改为")


def _loaded(file: Path, as_json: bool) -> LoadedDeclaration:
    from engine.intake.declaration import load_declaration

    loaded = load_declaration(file)
    if isinstance(loaded, list):
        refuse(loaded, as_json)
    if loaded.had_results and not as_json:
        note("文件里的实际完成值没有导入，到自评时用 jixiao assess fill 填报。")
    return loaded


def _at_lines(loaded: LoadedDeclaration) -> Any:
    def locate(refused: Refused) -> list[Located]:
        return loaded.source.locate(refused.problems)

    return locate
