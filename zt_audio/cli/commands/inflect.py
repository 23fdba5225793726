"""Add the command `zt-audio inflect`: it prints the forms of a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from zt_audio.cli.lines import answer
from zt_audio.i18n import N_
from zt_audio.i18n import gettext as _
from zt_audio.model import LANGS

if TYPE_CHECKING:
    from zt_audio.model import Lang


@click.command("inflect", help=N_("Without NAME, read names from standard input and print one line for each."))
@click.option("--lang", type=click.Choice(LANGS), required=True, help=N_("The language of the name."))
@click.option("--case", help=N_("kk: nom gen dat acc loc abl ins px3; ru: nom gen dat acc ins prep."))
@click.option("--all", "all_cases", is_flag=True, help=N_("Print every form, one per line."))
@click.argument("name", required=False)
def command(lang: Lang, case: str | None, all_cases: bool, name: str | None) -> int:
    from zt_audio.app.spoken import cases_of, name_form

    cases = cases_of(lang, of_slots=True)
    if all_cases == bool(case):
        raise click.UsageError(_("Give either --case or --all."))
    if case and case not in cases:
        raise click.UsageError(_("No such case: {case}. There are: {cases}").format(case=case, cases=" ".join(cases)))
    if case:
        return answer(name, lambda line: name_form(line, lang, case))
    return answer(name, lambda line: "\n".join(f"{one}\t{name_form(line, lang, one)}" for one in cases_of(lang)))
