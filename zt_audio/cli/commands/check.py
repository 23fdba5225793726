"""`zt-audio check`: every problem of the project, and no audio."""

from __future__ import annotations

import json
from gettext import gettext as _
from pathlib import Path

import click

from zt_audio.cli import console
from zt_audio.cli.messages import as_json
from zt_audio.cli.project import workspace_at
from zt_audio.errors import ContentError, ZtError
from zt_audio.model import Problem


@click.command("check")
@click.option("--strict", is_flag=True, help=_("Let warnings fail too."))
@click.option("--json", "as_document", is_flag=True, help=_("Print one JSON document."))
@click.pass_obj
def command(project: Path, strict: bool, as_document: bool) -> int:
    code = ContentError.exit_code
    try:
        problems = _warnings(project)
    except ZtError as error:
        problems, code = error.problems, error.exit_code
    failing = [problem for problem in problems if strict or problem.severity == "error"]
    if as_document:
        document = {"ok": not failing, "problems": [as_json(problem) for problem in console.in_order(problems)]}
        click.echo(json.dumps(document, ensure_ascii=False, indent=1))
    else:
        console.show_problems(problems)
        console.say(_("Everything can be read aloud.") if not failing else _("Problems: {n}").format(n=len(failing)))
    return code if failing else 0


def _warnings(project: Path) -> tuple[Problem, ...]:
    from zt_audio.build.fingerprint import code_digest
    from zt_audio.build.prepare import read_content
    from zt_audio.build.session import finish_pending

    workspace = workspace_at(project)
    finish_pending(workspace, lambda _event: None)
    return read_content(workspace, code_digest()).warnings
