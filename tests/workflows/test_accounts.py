"""账号（accounts）：谁可以开户、改角色、停用；一张表，每行一种情形。"""

import pytest

from tests.workflows.house import House
from workflows.accounts import (
    Account,
    AccountAdded,
    AccountClosed,
    AccountCommand,
    AddAccount,
    ChangeRoles,
    CloseAccount,
    RolesChanged,
    account_fingerprint,
    decide_account,
    fold_account,
    stream_of,
)
from workflows.refusal import Kind, Refused
from workflows.roles import Actor, Role

ADMIN = Actor("guan", "管理员", frozenset({Role.ADMINISTRATOR}))
OWNER = Actor("zhang", "张三", frozenset({Role.OWNER}))
ACTIVE = Account("zhang", "张三", frozenset({Role.OWNER}), active=True, version=3)
CLOSED = Account("zhang", "张三", frozenset({Role.OWNER}), active=False, version=4)

ADD_OWNER = AddAccount(id="zhang", name="张三", roles=(Role.OWNER,))
ADD_ADMIN = AddAccount(id="guan", name="管理员", roles=(Role.ADMINISTRATOR,))
ADDED_OWNER = AccountAdded(name="张三", roles=("owner",))
CLOSE = CloseAccount(id="zhang")


def add(*roles: Role) -> AddAccount:
    return AddAccount(id="zhang", name="张三", roles=roles)


def roles(*given: Role, account: str = "zhang") -> ChangeRoles:
    return ChangeRoles(id=account, roles=given)


# 情形 | 账号现在 | 命令 | 谁 | 是不是第一个 | 结果：事件，或不能办的种类和代码
CASES = [
    ("第一个是账号管理员", None, ADD_ADMIN, None, True, AccountAdded(name="管理员", roles=("administrator",))),
    ("第一个不是账号管理员", None, ADD_OWNER, None, True, (Kind.NOT_ALLOWED, "role-missing")),
    (
        "第一个兼任别的",
        None,
        add(Role.ADMINISTRATOR, Role.OWNER),
        None,
        True,
        (Kind.NOT_ALLOWED, "role-missing"),
    ),
    ("没有账号就先停用", None, CLOSE, None, True, (Kind.NOT_ALLOWED, "role-missing")),
    ("管理员开户", None, ADD_OWNER, ADMIN, False, ADDED_OWNER),
    ("不是管理员", None, ADD_OWNER, OWNER, False, (Kind.NOT_ALLOWED, "role-missing")),
    ("没有登录", None, ADD_OWNER, None, False, (Kind.NOT_ALLOWED, "role-missing")),
    ("填报人给自己加角色", ACTIVE, roles(Role.OWNER, Role.REVIEWER), OWNER, False, (Kind.NOT_ALLOWED, "role-missing")),
    ("管理员改自己的角色", None, roles(Role.OWNER, account="guan"), ADMIN, False, (Kind.NOT_ALLOWED, "own-work")),
    ("管理员停用自己", None, CloseAccount(id="guan"), ADMIN, False, (Kind.NOT_ALLOWED, "own-work")),
    ("管理员再开自己", None, ADD_ADMIN, ADMIN, False, (Kind.NOT_ALLOWED, "own-work")),
    ("已经有了", ACTIVE, ADD_OWNER, ADMIN, False, (Kind.CONFLICT, "account-exists")),
    ("停用以后重开", CLOSED, ADD_OWNER, ADMIN, False, ADDED_OWNER),
    ("重开时名字照旧", CLOSED, AddAccount(id="zhang", roles=(Role.REVIEWER,)), ADMIN, False, AccountAdded(name="张三", roles=("reviewer",))),
    ("停用", ACTIVE, CLOSE, ADMIN, False, AccountClosed()),
    ("停用没有的", None, CLOSE, ADMIN, False, (Kind.NOT_FOUND, "account-missing")),
    ("停用停了的", CLOSED, CLOSE, ADMIN, False, (Kind.NOT_FOUND, "account-missing")),
    ("改停了的", CLOSED, roles(Role.REVIEWER), ADMIN, False, (Kind.NOT_FOUND, "account-missing")),
    ("改角色", ACTIVE, roles(Role.REVIEWER, Role.OWNER), ADMIN, False, RolesChanged(roles=("owner", "reviewer"))),
    ("同一角色写两遍", ACTIVE, roles(Role.REVIEWER, Role.REVIEWER), ADMIN, False, RolesChanged(roles=("reviewer",))),
    ("角色没有变", ACTIVE, roles(Role.OWNER), ADMIN, False, (Kind.UNCHANGED, "nothing-changed")),
    ("管理员兼填报人", ACTIVE, roles(Role.ADMINISTRATOR, Role.OWNER), ADMIN, False, (Kind.NOT_ALLOWED, "roles-clash")),
    ("审计兼审核", None, add(Role.AUDITOR, Role.REVIEWER), ADMIN, False, (Kind.NOT_ALLOWED, "roles-clash")),
    ("填报兼审核", None, add(Role.REVIEWER, Role.OWNER), ADMIN, False, AccountAdded(name="张三", roles=("owner", "reviewer"))),
]  # fmt: skip


@pytest.mark.parametrize(
    ("account", "command", "actor", "is_first", "wanted"), [row[1:] for row in CASES], ids=[row[0] for row in CASES]
)
def test_who_may_do_what_to_accounts(
    account: Account | None, command: AccountCommand, actor: Actor | None, is_first: bool, wanted: object
):
    answer = decide_account(account, command, actor, is_first=is_first)
    assert ((answer.kind, answer.code) if isinstance(answer, Refused) else answer) == wanted


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_only_an_administrator_handles_accounts(role: Role):
    answer = decide_account(None, ADD_OWNER, Actor("x", "", frozenset({role})), is_first=False)
    assert isinstance(answer, Refused)
    assert answer.code == "role-missing"


def test_an_account_is_folded_from_its_history():
    house = House.with_everybody()
    for command in (roles(Role.REVIEWER), CLOSE, add(Role.OWNER, Role.REVIEWER)):
        house.change(command)
    entries = [entry for entry in house.entries if entry.stream == stream_of("zhang")]
    assert fold_account(entries) == house.accounts["zhang"]
    assert house.accounts["zhang"] == Account("zhang", "张三", frozenset({Role.OWNER, Role.REVIEWER}), True, 4)
    assert fold_account([]) is None


WRONG_IDS = ["", " ", "张 三", "-zhang", ".zhang", "a" * 65, "a/b", "a:b", "a\nb", "a\u202eb"]


@pytest.mark.parametrize("account", WRONG_IDS)
def test_what_is_no_account_id(account: str):
    with pytest.raises(ValueError, match="id"):
        AddAccount(id=account, roles=(Role.OWNER,))


@pytest.mark.parametrize("account", ["zhang", "张三", "zhang.san-2", "2024_a", "a" * 64])
def test_what_is_an_account_id(account: str):
    assert AddAccount(id=f" {account} ", roles=(Role.OWNER,)).id == account


def test_roles_are_named_in_either_language():
    read = AddAccount.model_validate({"id": "a", "roles": ["审核人", "owner"]})
    assert read.roles == (Role.REVIEWER, Role.OWNER)


def test_commands_that_differ_have_different_fingerprints():
    commands: list[AccountCommand] = [ADD_OWNER, ADD_ADMIN, CLOSE, roles(Role.OWNER), roles(Role.REVIEWER)]
    assert len({account_fingerprint(command) for command in commands}) == len(commands)
