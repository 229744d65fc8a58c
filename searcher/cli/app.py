"""``cewen`` itself: which commands there are, and what their errors look like."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

import click

from corpus.errors import CewenError
from searcher import __version__

COMMANDS = ("index", "search", "who", "show", "topics", "speakers", "status", "export", "trust")


class _PipeClosed(Exception):
    """The reader of the pipe has seen enough."""


class _Commands(click.Group):
    """Commands by name; a command's module is imported when it is asked for."""

    def list_commands(self, context: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        command: click.Command = import_module(f"searcher.cli.{name}").command
        return command

    def resolve_command(
        self, context: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if name not in COMMANDS and not name.startswith("-"):
            context.fail(f"No command {name!r}. To search for it: cewen search {name}.")
        return super().resolve_command(context, args)

    def make_context(self, *args: Any, **more: Any) -> click.Context:
        with _noticing_a_closed_pipe():
            return super().make_context(*args, **more)

    def invoke(self, context: click.Context) -> Any:
        with _noticing_a_closed_pipe():
            return super().invoke(context)


@contextmanager
def _noticing_a_closed_pipe() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError as error:
        # click would leave with 1, which means that nothing was found.
        raise _PipeClosed from error


def _show_version(context: click.Context, _: click.Parameter, value: bool) -> None:
    if value:
        click.echo(f"cewen {__version__}")
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


def run() -> int:
    """Run ``cewen`` as ``sys.argv`` says: the exit code, as grep's (0 found, 1 nothing found,
    2 an error). All of its output has gone out then."""
    try:
        try:
            return _asked()
        finally:
            sys.stdout.flush()
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        return 2
    except click.ClickException as error:
        return _failed(_of_usage(error))
    except CewenError as error:
        return _failed(_of_query(error))
    except (BrokenPipeError, _PipeClosed):
        return 0
    except (KeyboardInterrupt, click.Abort):
        click.echo("cewen: interrupted", err=True)
        return 130
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        return _failed(_one_line(f"{where}{error.strerror or error}"))


def _asked() -> int:
    # Names of files may hold what the terminal's encoding does not.
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    code = cewen.main(prog_name="cewen", standalone_mode=False)
    return code if isinstance(code, int) else 0


def _failed(message: str) -> int:
    click.echo(f"cewen: {message}", err=True)
    return 2


def _of_usage(error: click.ClickException) -> str:
    context = error.ctx if isinstance(error, click.UsageError) else None
    manual = f" See {context.command_path} --help" if context else ""
    return _one_line(f"{error.format_message()}{manual}")


def _of_query(error: CewenError) -> str:
    from searcher.query.errors import QueryError

    # A query's error shows the place on lines of its own, already cleaned.
    return error.render() if isinstance(error, QueryError) else _one_line(str(error))


def _one_line(text: str) -> str:
    from searcher.terminal_text import clean

    return clean(text)
