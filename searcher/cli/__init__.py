"""The command line: one module for each command, loaded when it is called."""

from __future__ import annotations

import os
import sys
from importlib import import_module

import click

from corpus.errors import CewenError

_COMMANDS = ("index", "search", "who", "show", "topics", "speakers", "status", "export")


class _Commands(click.Group):
    """Commands by name; a command's module is imported when it is asked for."""

    def list_commands(self, context: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name not in _COMMANDS:
            return None
        command: click.Command = import_module(f"searcher.cli.{name}").command
        return command


def _show_version(context: click.Context, _: click.Parameter, value: bool) -> None:
    if value:
        from importlib.metadata import version

        click.echo(f"cewen {version('cewen')}")
        context.exit()


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_show_version,
    help="Print the version and leave.",
)
def cewen() -> None:
    """Search Chinese policy documents, in either script, and see who said what.

    \b
    cewen index ~/reports
    cewen search 平台工作者
    """


def main() -> None:
    """Run ``cewen`` and leave with grep's exit codes: 0 found, 1 nothing found, 2 an error."""
    sys.exit(_run())


def _run() -> int:
    try:
        # Names of files may hold what the terminal's encoding does not.
        for stream in (sys.stdout, sys.stderr):
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]
        code = cewen.main(standalone_mode=False)
        sys.stdout.flush()
        return code if isinstance(code, int) else 0
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        return 2
    except click.ClickException as error:
        error.show()
        return 2
    except CewenError as error:
        _complain(error)
        return 2
    except BrokenPipeError:
        # The reader of the pipe has seen enough; nothing more must be written at exit either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (KeyboardInterrupt, click.Abort):
        click.echo("cewen: interrupted", err=True)
        return 130
    except OSError as error:
        from searcher.text import clean

        where = f"{error.filename}: " if error.filename else ""
        click.echo(f"cewen: {clean(where)}{error.strerror or error}", err=True)
        return 2


def _complain(error: CewenError) -> None:
    from searcher.errors import QueryError
    from searcher.text import clean

    # A query's error shows the place on lines of its own, already cleaned.
    text = error.render() if isinstance(error, QueryError) else clean(str(error))
    click.echo(f"cewen: {text}", err=True)
