"""``cewen help``"""

from __future__ import annotations

import click


@click.command("help", short_help="Show the help of a command, or list the commands.")
@click.argument("name", metavar="[COMMAND]", default="")
@click.pass_context
def command(context: click.Context, name: str) -> int:
    """Show the help of a command, or list all commands.

    \b
    cewen help
    cewen help search
    """
    group = context.parent
    if group is None or not isinstance(group.command, click.Group):
        raise click.UsageError(context.get_usage())
    if not name:
        click.echo(group.get_help())
        return 0
    _, found, _ = group.command.resolve_command(group, [name])
    if found is not None:
        with type(context)(found, info_name=name, parent=group) as shown:
            click.echo(found.get_help(shown))
    return 0
