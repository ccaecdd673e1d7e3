"""The command ``jixiao``. Thin: commands load, call the engine, print. Nothing heavy is imported for --help."""

from __future__ import annotations

import signal
import sys
import traceback
from io import TextIOWrapper
from types import FrameType
from typing import NoReturn

import typer

from engine.cli import (
    appendix,
    assess,
    chart,
    db,
    language,
    log,
    monitor,
    project,
    review,
    rulebook,
    scoring,
    steps,
    target,
    template,
    user,
)
from engine.cli.audit import audit
from engine.cli.demo import demo
from engine.cli.intake import intake
from engine.cli.output import ExitCode, note, print_json
from engine.cli.verify import verify

app = typer.Typer(
    name="jixiao",
    help="绩效自评：按有出处的评分办法逐项计分、说明、核对，生成绩效自评表附表。\n\n"
    "Scores, explains and prints performance self-assessments of public budgets.",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("demo")(demo)
app.command("parse", context_settings={"ignore_unknown_options": True})(language.parse)  # -5℃ is no option
app.command("check")(scoring.check)
app.command("score")(scoring.score)
app.command("explain")(scoring.explain)
app.add_typer(rulebook.app, name="rulebook")
app.add_typer(project.app, name="project")
app.add_typer(target.app, name="target")
app.add_typer(monitor.app, name="monitor")
app.add_typer(assess.app, name="assess")
app.command("submit")(steps.submit)
app.command("recall")(steps.recall)
app.add_typer(review.app, name="review")
app.command("approve")(steps.approve)
app.command("send-back")(steps.send_back)
app.command("publish")(steps.publish)
app.command("correct")(steps.correct)
app.add_typer(appendix.app, name="appendix")
app.command("verify")(verify)
app.command("audit")(audit)
app.command("intake")(intake)
app.add_typer(chart.app, name="chart")
app.add_typer(template.app, name="template")
app.add_typer(log.app, name="log")
app.command("diff")(log.diff)
app.add_typer(user.app, name="user")
app.add_typer(db.app, name="db")
app.command("doctor")(db.doctor)


def main() -> None:
    """Entry point: run a command; its exit code is one of ``ExitCode`` (design §5)."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # a GBK console prints ? rather than failing
    signal.signal(signal.SIGINT, _interrupted)
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # `jixiao … | head` ends quietly, as other tools do
    try:
        app()
    except OSError as error:
        name = error.filename or "标准输出"
        note(f"写不了或读不了 {name}：请检查它是不是普通文件或文件夹、有没有权限、磁盘是否已满。")
        sys.exit(ExitCode.STORAGE_UNAVAILABLE)
    except Exception as error:  # noqa: BLE001  # the last resort: every bug of ours ends here, said plainly
        known = _known(error)
        if known is not None:
            sys.exit(known)
        traceback.print_exc()
        note("这是程序的错误，不是您的数据有误。请把上面的内容和所用文件发给维护者。")
        sys.exit(ExitCode.OUR_BUG)


def _known(error: Exception) -> int | None:
    """The exit code of what is wrong with the storage or the history, said plainly; None for a bug of ours."""
    from engine.store.errors import StorageError
    from workflows.refusal import Untrue

    if isinstance(error, StorageError):
        _say_wrong(error.code, error.message, error.remedy)
        return error.exit_code
    if isinstance(error, Untrue):
        _say_wrong(
            "history-untrue", f"历史与程序对不上：{error}", "jixiao log verify；历史完整而表不对的，jixiao db mend"
        )
        return ExitCode.INTEGRITY_FAILURE
    return None


def _say_wrong(code: str, message: str, remedy: str) -> None:
    """On stderr for people, as the envelope for programs that asked for it."""
    if "--json" not in sys.argv:
        note(f"数据库（{code}）：{message}\n    怎样办  {remedy}")
        return
    from engine.intake.report import Located
    from indicators.problems import Problem

    print_json(None, [Located(Problem(code, message, expected=remedy), "（数据库）")], ok=False)


def _interrupted(_signal: int, _frame: FrameType | None) -> NoReturn:
    sys.exit(ExitCode.INTERRUPTED)
