"""Triggers (办理动作): everything that can be done to a project, and on whose side it is done."""

from __future__ import annotations

from enum import Enum


class Side(Enum):
    """Whose work a trigger is."""

    OWNING = "填报"
    """Work on the content: who has done it can never decide on it."""
    DECIDING = "审核"
    """A decision or a score: only by somebody who never had a hand in the project."""
    HANDLING = "管理"
    """Neither: publication, accounts."""


class Trigger(Enum):
    """What can be done to a project (办理动作)."""

    DECLARE = "declare"
    EDIT = "edit"
    WITHDRAW = "withdraw"
    SUBMIT = "submit"
    RECALL = "recall"
    APPROVE = "approve"
    SEND_BACK = "send_back"
    SCORE = "score"
    MONITOR = "monitor"
    ADJUST = "adjust"
    ASSESS = "assess"
    TRANSFER = "transfer"
    DELEGATE = "delegate"
    UNDELEGATE = "undelegate"
    PUBLISH = "publish"
    CORRECT = "correct"

    @property
    def title(self) -> str:
        return _TABLE[self][0]

    @property
    def side(self) -> Side:
        return _TABLE[self][1]

    @property
    def command(self) -> str:
        """How it is typed, with the project left open."""
        return _TABLE[self][2]


_TABLE = {
    Trigger.DECLARE: ("申报", Side.OWNING, "project import 文件"),
    Trigger.EDIT: ("修改申报", Side.OWNING, "target import {project} 文件"),
    Trigger.WITHDRAW: ("撤销申报", Side.OWNING, "project withdraw {project} --reason 原因"),
    Trigger.SUBMIT: ("提交", Side.OWNING, "submit {project}"),
    Trigger.RECALL: ("撤回", Side.OWNING, "recall {project}"),
    Trigger.APPROVE: ("审核通过", Side.DECIDING, "approve {project}"),
    Trigger.SEND_BACK: ("退回", Side.DECIDING, "send-back {project} --row 指标 --comment 意见"),
    Trigger.SCORE: ("复核评分", Side.DECIDING, "review score {project} --row 指标 --points 得分 --reason 理由"),
    Trigger.MONITOR: ("监控", Side.OWNING, "monitor record {project} 文件"),
    Trigger.ADJUST: ("申请调整", Side.OWNING, "target adjust {project} 文件 --reason 原因"),
    Trigger.ASSESS: ("填报自评", Side.OWNING, "assess fill {project} 文件"),
    Trigger.TRANSFER: ("移交", Side.HANDLING, "project transfer {project} --to 账号"),
    Trigger.DELEGATE: ("委托", Side.HANDLING, "project delegate {project} --to 账号"),
    Trigger.UNDELEGATE: ("解除委托", Side.HANDLING, "project undelegate {project} --from 账号"),
    Trigger.PUBLISH: ("公开", Side.HANDLING, "publish {project}"),
    Trigger.CORRECT: ("更正", Side.HANDLING, "correct {project} --reason 原因"),
}
