"""The options that every step has (每一步都有的选项): written once, given to every command that takes a step."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import wraps
from typing import Annotated, Any

import typer

DEFAULT_DATABASE = "jixiao.db"

Database = Annotated[
    str,
    typer.Option("--db", envvar="JIXIAO_DB", help="数据库：文件名，或 postgresql+psycopg://…", show_envvar=True),
]
AsUser = Annotated[
    str | None,
    typer.Option("--as", envvar="JIXIAO_USER", help="以谁的名义（账号）；登录服务器时就是登录的人", show_envvar=True),
]
AsJson = Annotated[bool, typer.Option("--json", help="输出 JSON")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="只看结果，不写入")]
Key = Annotated[str | None, typer.Option("--key", help="给程序用：同一个标识不论发几次都只办一次")]
ProjectName = Annotated[str, typer.Argument(help="项目编号，如 2024-0003；或项目名称，写一部分也行")]


@dataclass(frozen=True, slots=True)
class StepOptions:
    """On which database, in whose name, under which key, in earnest or not, for people or programs."""

    db: Database = DEFAULT_DATABASE
    user: AsUser = None
    key: Key = None
    dry_run: DryRun = False
    as_json: AsJson = False


def step(command: Callable[..., None]) -> Callable[..., None]:
    """A command whose last parameter ``options`` is filled from the options that every step has.

    typer reads signatures: this one gets the options in place of ``options``.
    """
    own = [one for one in inspect.signature(command, eval_str=True).parameters.values() if one.name != "options"]
    common = inspect.signature(StepOptions, eval_str=True).parameters
    names = [field.name for field in fields(StepOptions)]

    @wraps(command)
    def run(**given: Any) -> None:
        options = StepOptions(**{name: given.pop(name) for name in names})
        command(**given, options=options)

    together = [*own, *(one.replace(kind=inspect.Parameter.KEYWORD_ONLY) for one in common.values())]
    run.__signature__ = inspect.Signature(together)  # type: ignore[attr-defined]
    run.__annotations__ = {one.name: one.annotation for one in together}
    return run
