"""The same acts without a window: the commands of docs/interface.md."""

import sys
from collections.abc import Sequence

import click

from reviewer.cli import casework, deliveries, papers
from reviewer.cli.session import ending
from reviewer.rules.problem import Problem


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def commands() -> None:
    """Review claims for the 1015 Damage Support Council. Without a command, a window opens."""


for _room in (deliveries, casework, papers):
    for _command in _room.COMMANDS:
        commands.add_command(_command)

NAMES = frozenset(commands.commands)


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
        click.echo("Stopped. Everything recorded so far stays recorded.", err=True)
        return 1
    except click.ClickException as wrong:
        wrong.show()
        return 2
    except Problem as problem:
        return ending(problem, as_json)
