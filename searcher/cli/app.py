"""``cewen`` itself: its commands, its exit codes, and how it prints errors."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

import click

from corpus.errors import CewenError
from searcher import __version__
from searcher.messages import say, say_error

COMMANDS = (
    *("index", "search", "who", "timeline", "words", "exchange", "show", "open", "topics"),
    *("speakers", "status", "export", "serve", "trust"),
)


class _PipeClosed(Exception):
    """The reader of the pipe has closed it."""


class _Commands(click.Group):
    """Commands by name. The module of a command is imported when the command is called."""

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
            raise _no_command(name, args[1:])
        return super().resolve_command(context, args)

    def make_context(self, *args: Any, **more: Any) -> click.Context:
        with _closed_pipe_is_no_error():
            return super().make_context(*args, **more)

    def invoke(self, context: click.Context) -> Any:
        with _closed_pipe_is_no_error():
            return super().invoke(context)


def _no_command(name: str, words: list[str]) -> CewenError:
    """What to type instead of a command that there is not, with the words after it."""
    from difflib import get_close_matches

    if name == "help":
        return CewenError("No command '{name}'. For help: cewen --help", name=name)
    if meant := get_close_matches(name.lower(), COMMANDS, n=1):
        line = " ".join(["cewen", *meant, *map(_quoted, words)])
        return CewenError("No command '{name}'. Did you mean: {line}", name=name, line=line)
    line = " ".join(["cewen search", *map(_quoted, [name, *words])])
    return CewenError("No command '{name}'. To search for it: {line}", name=name, line=line)


def _quoted(word: str) -> str:
    """A word as a shell takes it; Chinese needs no quotes."""
    from shlex import quote

    plain = word.replace("-", "").replace(":", "").replace(".", "")
    return word if plain.isalnum() else quote(word)


@contextmanager
def _closed_pipe_is_no_error() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError as error:
        # click would exit with 1, which means that nothing was found.
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
    help="Print the version and exit.",
)
def cewen() -> None:
    """Search Chinese policy documents, in either script, and see who said what.

    \b
    cewen index ~/reports
    cewen search 平台工作者
    """


def run() -> int:
    """Run ``cewen`` with the arguments in ``sys.argv``, and flush its output.

    Returns the exit code, as grep's: 0 found, 1 nothing found, 2 an error.
    """
    try:
        try:
            return _run()
        finally:
            sys.stdout.flush()
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        return 2
    except click.ClickException as error:
        return _failed(_usage(error))
    except CewenError as error:
        return _failed(say_error(error))
    except (BrokenPipeError, _PipeClosed):
        return 0
    except (KeyboardInterrupt, click.Abort):
        click.echo(say("cewen: interrupted"), err=True)
        return 130
    except OSError as error:
        reason = error.strerror or str(error)
        if not error.filename:
            return _failed(say("{reason}", reason=reason))
        return _failed(say("{file}: {reason}", file=error.filename, reason=reason))
    except Exception as error:
        if os.environ.get("CEWEN_TRACEBACK"):
            raise
        return _failed(
            say(
                "an error that should not happen ({kind}: {reason}). If the index is damaged, "
                "build it anew: cewen index --rebuild FOLDER. If not, please report what "
                "CEWEN_TRACEBACK=1 shows",
                kind=type(error).__name__,
                reason=error,
            )
        )


def _run() -> int:
    # The names of files may contain what the encoding of the terminal does not.
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    code = cewen.main(prog_name="cewen", standalone_mode=False)
    return code if isinstance(code, int) else 0


def _failed(message: str) -> int:
    from searcher.cli.terminal import tell

    first, *excerpt = message.split("\n")  # with carets under it, which must not be wrapped
    tell(f"cewen: {first}")
    for line in excerpt:
        click.echo(line, err=True)
    return 2


def _usage(error: click.ClickException) -> str:
    context = error.ctx if isinstance(error, click.UsageError) else None
    message = say("{message}", message=error.format_message())
    if context is None:
        return message
    return say("{message} See {command} --help", message=message, command=context.command_path)
