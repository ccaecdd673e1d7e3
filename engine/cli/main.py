"""The command ``jixiao``. Thin: commands load, call the engine, print. Nothing heavy is imported for --help."""

from __future__ import annotations

import os
import sys
import traceback

import click
import typer

from engine.cli import language, rulebook, scoring
from engine.cli.demo import demo
from engine.cli.output import ExitCode

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
app.command("parse")(language.parse)
app.command("check")(scoring.check)
app.command("score")(scoring.score)
app.command("explain")(scoring.explain)
app.add_typer(rulebook.app, name="rulebook")


def main() -> None:
    """Entry point: run a command and turn what happened into an exit code (design §5)."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a GBK console prints ? rather than failing
    try:
        result = app(standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        sys.exit(ExitCode.USAGE)
    except (click.exceptions.Abort, KeyboardInterrupt):
        sys.exit(ExitCode.INTERRUPTED)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # `jixiao … | head` is no error
        sys.exit(ExitCode.DONE)
    except Exception:  # noqa: BLE001  # the last resort: every bug of ours ends here, said plainly
        traceback.print_exc()
        print("这是程序的错误，不是您的数据有误。请把上面的内容和所用文件发给维护者。", file=sys.stderr)
        sys.exit(ExitCode.OUR_BUG)
    sys.exit(result if isinstance(result, int) else ExitCode.DONE)
