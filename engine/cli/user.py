"""``jixiao user``: accounts and their roles."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from engine.cli.desk import now, reading, turn_away, typed
from engine.cli.options import DEFAULT_DATABASE, AsJson, AsUser, Database, Key
from engine.cli.output import print_json, say, table

if TYPE_CHECKING:
    from workflows.accounts import AccountCommand

app = typer.Typer(help="账号和角色 (accounts and roles).", no_args_is_help=True, rich_markup_mode=None)

AccountName = Annotated[str, typer.Argument(help="账号，如 zhangsan")]
Roles = Annotated[
    list[str],
    typer.Option(
        "--role",
        help="角色，可以写几次：owner 填报人，reviewer 审核人，treasury_reviewer 财政审核人，"
        "finance_officer 汇总公开人，auditor 审计人员，administrator 账号管理员",
    ),
]


@app.command()
def add(
    account: AccountName,
    role: Roles,
    name: Annotated[str, typer.Option(help="姓名")] = "",
    db: Database = DEFAULT_DATABASE,
    user: AsUser = None,
    key: Key = None,
    as_json: AsJson = False,
) -> None:
    """开户；第一个账号要是账号管理员 (add an account)."""
    from workflows.accounts import AddAccount

    _change(
        lambda: AddAccount.model_validate({"id": account, "name": name, "roles": role}),
        "已开户",
        db,
        user,
        key,
        as_json,
    )


@app.command()
def role(
    account: AccountName,
    role: Annotated[list[str], typer.Argument(help="新的角色，可以写几个；原来的都换掉")],
    db: Database = DEFAULT_DATABASE,
    user: AsUser = None,
    key: Key = None,
    as_json: AsJson = False,
) -> None:
    """换角色 (give an account other roles)."""
    from workflows.accounts import ChangeRoles

    _change(lambda: ChangeRoles.model_validate({"id": account, "roles": role}), "已换角色", db, user, key, as_json)


@app.command()
def close(
    account: AccountName, db: Database = DEFAULT_DATABASE, user: AsUser = None, key: Key = None, as_json: AsJson = False
) -> None:
    """停用账号；它办过的事都保留 (close an account)."""
    from workflows.accounts import CloseAccount

    _change(lambda: CloseAccount.model_validate({"id": account}), "已停用", db, user, key, as_json)


@app.command("list")
def list_accounts(db: Database = DEFAULT_DATABASE, as_json: AsJson = False) -> None:
    """列出账号 (list accounts)."""
    from workflows.roles import Role

    with reading(db) as store:
        rows = store.accounts()
    if as_json:
        print_json([{"id": r.id, "name": r.name, "roles": r.roles.split(), "active": r.active} for r in rows])
        return
    shown = [
        (r.id, r.name, "、".join(Role(role).title for role in r.roles.split()), "在用" if r.active else "已停用")
        for r in rows
    ]
    table("", [(heading, "left") for heading in ("账号", "姓名", "角色", "状态")], shown)


def _change(
    made: Callable[[], AccountCommand], done: str, db: str, user: str | None, key: str | None, as_json: bool
) -> None:
    from engine.service.accounts import change_account
    from engine.service.identity import actor_of
    from workflows.refusal import Refused
    from workflows.roles import Role

    command = typed(made, as_json)
    with reading(db) as store:
        actor = None if store.head() is None else actor_of(store, user)
        if isinstance(actor, Refused):
            turn_away(actor, as_json)
        account = change_account(store, actor, command, now, key)
    if isinstance(account, Refused):
        turn_away(account, as_json)
    roles = [role for role in Role if role in account.roles]
    if as_json:
        print_json(
            {"id": account.id, "name": account.name, "roles": [r.value for r in roles], "active": account.active}
        )
        return
    say(f"{done}  {account.id} {account.name}（{'、'.join(role.title for role in roles)}）")
