"""``cewen`` itself: its commands, its exit codes, and how it prints errors."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any, TypeVar

import click

from corpus.errors import CewenError
from searcher import __version__
from searcher.config import defaults_of_options, read_config
from searcher.language import LANGUAGES, choose_language, language_of, speak
from searcher.messages import CATALOGUE, say, say_error, translated

COMMANDS = (
    "index",
    "search",
    "who",
    "timeline",
    "words",
    "exchange",
    "show",
    "open",
    "verify",
    "new",
    "searches",
    "batch",
    "topics",
    "speakers",
    "status",
    "export",
    "serve",
    "mcp",
    "trust",
    "config",
    "completion",
    "help",
)


class _LanguageType(click.ParamType[str]):
    """A name of a language; see :func:`searcher.language.language_of`."""

    name = "language"

    def convert(
        self, value: str, parameter: click.Parameter | None, context: click.Context | None
    ) -> str:
        if language := language_of(value):
            return language
        choices = ", ".join(LANGUAGES)
        text = "there is no language {name}: choose {choices}"
        self.fail(say(text, name=value, choices=choices), parameter, context)

    def shell_complete(
        self, context: click.Context, parameter: click.Parameter, incomplete: str
    ) -> list[Any]:
        from click.shell_completion import CompletionItem

        return [CompletionItem(name) for name in LANGUAGES if name.startswith(incomplete)]


#: An option of every command. :func:`_run` has read it before a command is imported.
_language_option = click.Option(
    ["--lang"],
    type=_LanguageType(),
    metavar="[en|zh-Hant|zh-Hans]",
    expose_value=False,
    help="The language of help and messages. Else $CEWEN_LANG, else cewen config, else the locale.",
)


_Command = TypeVar("_Command", bound=click.Command)


class _PipeClosed(Exception):
    """The reader of the pipe has closed it."""


class _NoCommandError(CewenError):
    """There is no such command; ``line`` is what to type instead."""

    def __init__(self, text: str, line: str, **values: object) -> None:
        super().__init__(text, **values)
        self.line = line


class _Commands(click.Group):
    """Commands by name. The module of a command is imported when the command is called."""

    def list_commands(self, context: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        command: click.Command = import_module(f"searcher.cli.{name}").command
        if _language_option not in command.params:
            command.params.append(_language_option)
        return _shown(command)

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


def _shown(command: _Command) -> _Command:
    """The command with its help in the language that is spoken."""
    if CATALOGUE.get() is None:
        return command
    from searcher.cli.translated import translated_command

    return translated_command(command)


def _no_command(name: str, words: list[str]) -> CewenError:
    """What to type instead of a command that there is not, with the words after it."""
    from difflib import get_close_matches

    from searcher.terminal_text import command_line

    if meant := get_close_matches(name.lower(), COMMANDS, n=1):
        line = command_line("cewen", *meant, *words)
        return _NoCommandError("No command '{name}'. Did you mean:", line, name=name)
    line = command_line("cewen search", name, *words)
    return _NoCommandError("No command '{name}'. To search for it:", line, name=name)


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


@click.group(
    cls=_Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_show_version,
    help="Print the version and exit.",
)
@click.pass_context
def cewen(context: click.Context) -> int:
    """Search Chinese policy documents, in either script, and see who said what.

    \b
    cewen index ~/reports
    cewen search 平台工作者
    """
    if context.invoked_subcommand is None:
        for text, line in (
            (
                "{line}: ask your documents, or the samples",
                "cewen search 平台工作者",
            ),
            ("{line}: index your own documents", f"cewen index {say('FOLDER')}"),
            ("{line}: list all commands", "cewen help"),
        ):
            click.echo(say(text, line=line))
    return 0


cewen.params.append(_language_option)


def run() -> int:
    """Run ``cewen`` with the arguments in ``sys.argv``, and flush its output.

    Returns the exit code, as grep's: 0 found, 1 nothing found, 2 an error.
    """
    try:
        try:
            return _run()
        finally:
            sys.stdout.flush()
    except click.ClickException as error:
        return _failed(_usage(error))
    except _NoCommandError as error:
        return _failed(f"{say_error(error)}\n  {error.line}")
    except CewenError as error:
        return _failed(say_error(error))
    except (BrokenPipeError, _PipeClosed):
        return 0
    except (KeyboardInterrupt, click.Abort):
        return _interrupted()
    except OSError as error:
        return _failed(_of_system(error))
    except Exception as error:
        if os.environ.get("CEWEN_TRACEBACK"):
            raise
        if "KeyboardInterrupt" in str(error):  # pydantic makes an error of its own of it
            return _interrupted()
        from index.engines import fault_of_index

        if fault := fault_of_index():
            return _failed(say_error(fault))
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
    speak(choose_language(sys.argv[1:], os.environ, {}).language)  # also for faults of the settings
    settings = read_config()
    speak(choose_language(sys.argv[1:], os.environ, settings).language)
    more: dict[str, Any] = {"default_map": defaults_of_options(settings)} if settings else {}
    if CATALOGUE.get() is not None:
        from searcher.cli.translated import translate_click

        translate_click()
    if os.environ.get("_CEWEN_COMPLETE"):
        import_module("searcher.cli.bash_completion")
    code = _shown(cewen).main(prog_name="cewen", standalone_mode=False, **more)
    return code if isinstance(code, int) else 0


def _interrupted() -> int:
    from searcher.cli.terminal import tell

    line = "cewen: interrupted, so the output may be incomplete. The index is unchanged"
    tell(say(line))
    return 130


def _of_system(error: OSError) -> str:
    reason = translated(error.strerror or str(error))
    from index.operating_system import FULL

    if error.errno in FULL:
        text = "{file}: {reason}. The output is incomplete. Make room there, and run it again"
        return say(text, file=error.filename or say("output"), reason=reason)
    if not error.filename:
        return say("{reason}", reason=reason)
    return say("{file}: {reason}", file=error.filename, reason=reason)


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
