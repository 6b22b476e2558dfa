"""The same acts without a window: the commands of docs/interface.md."""

import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

import click

from reviewer import __version__
from reviewer.casefile.engine import as_problem
from reviewer.cli import (
    backing_up,
    casework,
    closing,
    deliveries,
    dossiers,
    figures,
    installing,
    keyring,
    lettering,
    logs,
    meetings,
    papers,
    proving,
    verifying,
)
from reviewer.cli.session import ending, nobody_reads, print_json
from reviewer.desk.wording import system_language
from reviewer.rules.problem import Problem


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "--version", prog_name="claim-reviewer")
def commands() -> None:
    """Review claims for the 1015 Damage Support Council. Without a command, a window opens."""


for _room in (
    deliveries,
    casework,
    meetings,
    dossiers,
    papers,
    lettering,
    logs,
    proving,
    verifying,
    backing_up,
    closing,
    figures,
    keyring,
    installing,
):
    for _command in _room.COMMANDS:
        commands.add_command(_command)

NAMES = frozenset(commands.commands)

STOPPED = {
    "ko": "중단했습니다. 지금까지 기록된 것은 모두 그대로 있습니다. 같은 명령을 다시 내리면 이어집니다.",
    "en": "Stopped. Everything recorded so far stays recorded. Give the same command again to go on.",
}


def run(arguments: Sequence[str]) -> int:
    """Carry out one command; return its exit status: 0 done, 1 a Problem, 2 wrong usage."""
    as_json = "--json" in arguments
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        status = commands.main(args=list(arguments), prog_name="claim-reviewer", standalone_mode=False)
        return status if isinstance(status, int) else 0
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo(STOPPED[system_language()], err=True)
        return 1
    except click.ClickException as wrong:
        if as_json:
            print_json({"problem": {"code": "WrongUsage", "facts": {"why": wrong.format_message()}}})
        wrong.show()
        return 2
    except Problem as problem:
        return ending(problem, as_json)
    except BrokenPipeError:
        nobody_reads()
        return 1
    except Exception as fault:
        return ending(_as_problem(fault), as_json)


def _as_problem(fault: Exception) -> Problem:
    """What the system refused, or a mistake of ours: its kind and place, never what a claimant wrote."""
    if isinstance(fault, OSError):
        file = Path(str(fault.filename)) if fault.filename is not None else Path("?")
        known = as_problem(fault, file)
        return known or Problem("FileUnusable", file=str(file), why=fault.strerror or type(fault).__name__)
    last = traceback.extract_tb(fault.__traceback__)[-1]
    return Problem("OurMistake", error=type(fault).__name__, where=f"{Path(last.filename).name}:{last.lineno}")
