"""``cewen completion``"""

from __future__ import annotations

import click

from searcher.cli.names_to_complete import VARIABLE


@click.command("completion", short_help="Complete commands, speakers and topics in the shell.")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def command(context: click.Context, shell: str) -> int:
    """Print what makes a shell complete commands and options, and the speakers, organizations,
    topics and documents of the index.

    For bash put the first line below into ~/.bashrc; for zsh the same with zsh into ~/.zshrc, after
    compinit; for fish run the second one.

    \b
    eval "$(cewen completion bash)"
    cewen completion fish > ~/.config/fish/completions/cewen.fish
    """
    from click.shell_completion import get_completion_class

    found = get_completion_class(shell)
    assert found is not None
    completion = found(context.find_root().command, {}, "cewen", VARIABLE)
    # Not its method source(), which runs bash to ask for its version.
    click.echo(completion.source_template % completion.source_vars(), nl=False)
    return 0
