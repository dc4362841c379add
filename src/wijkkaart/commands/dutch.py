"""Dutch words for the command line: click's own help and messages are English."""

from __future__ import annotations

from typing import Any

import click


class DutchCommand(click.Command):
    """A command whose help is Dutch."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"options_metavar": "[OPTIES]", **kwargs})

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the usage line."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix="Gebruik: ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, and for a group its commands."""
        options = [param for param in self.get_params(ctx) if isinstance(param, click.Option)]
        records = [record for option in options if (record := option.get_help_record(ctx))]
        with formatter.section("Opties"):
            formatter.write_dl(records)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the help option, in Dutch."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "Toon deze hulp."
        return option


class DutchGroup(DutchCommand, click.Group):
    """A group of commands whose help is Dutch."""

    command_class = DutchCommand

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"subcommand_metavar": "OPDRACHT [ARGUMENTEN]...", **kwargs})

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options and the commands."""
        super().format_options(ctx, formatter)
        commands = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        with formatter.section("Opdrachten"):
            formatter.write_dl([(name, command.get_short_help_str(80)) for name, command in commands if command])


def say_usage_error(error: click.UsageError) -> str:
    """Return what is wrong with the command line, in one Dutch sentence and a hint."""
    hint = f" Zie '{error.ctx.command_path} --help'." if error.ctx else ""
    return _sentence(error) + hint


def _sentence(error: click.UsageError) -> str:
    if isinstance(error, click.NoSuchOption):
        return f"De optie {error.option_name} bestaat niet."
    if isinstance(error, click.MissingParameter):
        name = error.param.human_readable_name if error.param else "argument"
        return f"Er ontbreekt een argument: {name}."
    if isinstance(error, click.BadParameter):
        name = error.param.human_readable_name if error.param else "argument"
        choices = getattr(error.param.type if error.param else None, "choices", None)
        extra = f" Kies uit: {', '.join(choices)}." if choices else ""
        return f"De waarde van {name} klopt niet.{extra}"
    if isinstance(error, click.BadOptionUsage):
        return f"De optie {error.option_name} mist een waarde of krijgt er een te veel."
    return "Deze opdracht is niet bekend of krijgt te veel argumenten."
