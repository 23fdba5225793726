"""The kinds of long work that the studio does, one row each; what makes sound is loaded where the work is done."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import ClassVar

from zt_audio.app.making.build import BuildReport, BuildRequest, build_project
from zt_audio.app.making.export import CheckedStick, Exported, ExportRequest, export_playlist, verify_target
from zt_audio.app.making.output import VerifyReport, verify_output
from zt_audio.app.project import save_file
from zt_audio.app.speaking.doubted_takes import Listening
from zt_audio.app.speaking.voice_install import (
    EXTRA_ENGINES,
    download_recogniser,
    download_voice,
    install_extra,
    known_voice,
)
from zt_audio.app.vouching.keys import OpenKey
from zt_audio.i18n import N_, gettext as _, ngettext
from zt_audio.messages.acts import STEP_REASONS
from zt_audio.messages.sticks import seal_line
from zt_audio.model import Problem
from zt_audio.studio.jobs import FilesQuestion, JobKind, JobOutcome, PlannedGroup, ServicesQuestion, StudioPipe
from zt_audio.studio.problem_words import Teller

_MOST_OF_REASON = 12  # files of a plan; the count tells of the others
_LONGEST_NAME = 60  # letters of a file's name: 120 bytes and more in Cyrillic


@dataclass(frozen=True, slots=True)
class BuildJob(JobKind[BuildReport]):
    title = N_("The sound is being made")
    page = ("/sound", N_("Hear the sound"))
    then: ClassVar[tuple[str, str] | None] = ("/sticks", N_("Write a stick"))
    request: BuildRequest

    def do(self, root: Path, studio: StudioPipe, _key: OpenKey | None) -> BuildReport:
        return build_project(root, self.request, studio.report, lambda counts: studio.ask(ServicesQuestion(counts)))

    def outcome(self, result: BuildReport, teller: Teller, _downloads: Path | None) -> JobOutcome:
        found = (problem for error in result.errors for problem in error.problems)
        problems = tuple({repr(problem): problem for problem in found}.values())  # several playlists may lack the same
        if result.outcome is None:
            return JobOutcome(problems, [plan_sentence(result)], plan=plan_groups(result, teller))
        n = result.outcome.written
        written = ngettext("{n} file was written.", "{n} files were written.", n).format(n=n)
        asked = self.request.playlists
        card = asked[0] if len(asked) == 1 and not result.failed else ""
        return JobOutcome(problems, [written], card=card, built=tuple(result.playlists))


@dataclass(frozen=True, slots=True)
class PlanJob(BuildJob):
    title = N_("What would be made is being looked up")
    running = N_(
        "All texts, voices and sound are compared with what was made last. It takes seconds, at most a minute or two, "
        "and changes nothing."
    )
    heading = N_("What will be made, and why")
    order = ("/sound", N_("Update the sound"))
    page = ("/sound", N_("Sound"))
    then = None


@dataclass(frozen=True, slots=True)
class ExportJob(JobKind[Exported | BuildReport]):
    title = N_("A stick is being written")
    stopping = N_("The stick then counts as unfinished.")
    page = ("/sticks", N_("Sticks"))
    playlist: str
    target: Path
    today: date
    by: str = "-"
    sound: BuildRequest | None = None  # made first

    def do(self, root: Path, studio: StudioPipe, key: OpenKey | None) -> Exported | BuildReport:
        if self.sound and (made := BuildJob(self.sound).do(root, studio, key)).failed:
            return made
        order = ExportRequest(self.playlist, self.target, self.today)
        return export_playlist(
            root, order, lambda others: studio.ask(FilesQuestion(others)), studio.report, key=key, by=self.by
        )

    def outcome(self, result: Exported | BuildReport, teller: Teller, downloads: Path | None) -> JobOutcome:
        if isinstance(result, BuildReport):
            return replace(BuildJob(self.sound or BuildRequest()).outcome(result, teller, downloads), built=())
        downloaded = result.target.parent == downloads
        written = _("“{playlist}” is ready: download the file {folder}.")
        if not downloaded:
            written = _("“{playlist}” is in {folder}; every file is as made.")
        folder = self.zip_name(teller) if downloaded else result.target
        lines = [written.format(playlist=teller.title(self.playlist), folder=folder)]
        if result.sealed_by:
            lines.append(_("Sealed by {person}.").format(person=result.sealed_by))
        if downloaded:
            bare = _("No stick of this playlist and no empty one was found, so nothing is on a stick yet.")
            lines += [bare] * bool(self.sound)
            unpack = _("Unpack the file onto an empty stick: its contents lie on the stick itself, not in a folder.")
            lines += [unpack, _("Then press “Check a stick”: every file on it is compared.")]
        lines += [_("Take the stick out by “Safely remove”.")] * result.is_stick
        return JobOutcome(lines=lines, build=result.build, card=self.playlist)

    def zip_name(self, teller: Teller) -> str:
        """Return what people call the zip: the title of its playlist, as any system takes a name."""
        words = " ".join(re.findall(r"[\w-]+", teller.title(self.playlist)))
        return (words[:_LONGEST_NAME].strip() or self.playlist) + ".zip"


@dataclass(frozen=True, slots=True)
class ReadyJob(ExportJob):
    """Make the `sound` of a playlist, then write it."""

    title = N_("The sound is being made, then the stick is written")


@dataclass(frozen=True, slots=True)
class VerifyJob(JobKind[VerifyReport]):
    title = N_("The sound is being checked")
    failed = N_("Not as it was made")
    page = ("/sound", N_("Sound"))

    def do(self, root: Path, studio: StudioPipe, _key: OpenKey | None) -> VerifyReport:
        return verify_output(root, (), studio.report)

    def outcome(self, result: VerifyReport, _teller: Teller, _downloads: Path | None) -> JobOutcome:
        n = result.proved.files if result.proved else 0
        told = ngettext("{n} file is as it was made.", "All {n} files are as they were made.", n).format(n=n)
        return JobOutcome(result.problems, [told] if result.proved else [])


@dataclass(frozen=True, slots=True)
class VerifyStickJob(JobKind[CheckedStick]):
    title = N_("A stick is being checked")
    page = ("/sticks", N_("Sticks"))
    path: Path

    def do(self, root: Path, studio: StudioPipe, _key: OpenKey | None) -> CheckedStick:
        return verify_target(self.path, studio.report, root=root)

    def outcome(self, result: CheckedStick, teller: Teller, _downloads: Path | None) -> JobOutcome:
        if not (stick := result.proof.manifest):
            return JobOutcome(result.proof.problems)
        whole = _("All {n} files are as the stick's own list says. Playlist “{playlist}”.")
        told = [whole.format(n=len(stick.files), playlist=teller.title(stick.playlist))]
        told += filter(None, [seal_line(result.seal.state, result.seal.verdict) if result.seal else ""])
        return JobOutcome(result.proof.problems, told if result.proof.is_whole else (), stick.build)


@dataclass(frozen=True, slots=True)
class VoiceJob(JobKind[tuple[Problem, ...]]):
    """Fetch a voice or the packages of an engine; the result is what still keeps it from speaking."""

    title = N_("A voice is being fetched")
    stopping = N_("What has arrived is kept; next time it goes on from there.")
    page = ("/recordings/voices", N_("Voices"))
    voice: str

    def do(self, root: Path, studio: StudioPipe, _key: OpenKey | None) -> tuple[Problem, ...]:
        if self.voice not in EXTRA_ENGINES:
            return download_voice(root, known_voice(self.voice), studio.report)
        install_extra(self.voice, studio.report)
        return ()

    def outcome(self, result: tuple[Problem, ...], _teller: Teller, _downloads: Path | None) -> JobOutcome:
        return JobOutcome(result, [_("The voice {name} is here.").format(name=self.voice)])


@dataclass(frozen=True, slots=True)
class EarJob(JobKind[tuple[Problem, ...]]):
    title = N_("What hears words and numbers is being fetched")
    stopping = VoiceJob.stopping
    page = VoiceJob.page

    def do(self, _root: Path, studio: StudioPipe, _key: OpenKey | None) -> tuple[Problem, ...]:
        download_recogniser(studio.report)
        return ()

    def outcome(self, _result: tuple[Problem, ...], _teller: Teller, _downloads: Path | None) -> JobOutcome:
        return JobOutcome(lines=[_("What hears words and numbers is here.")])


@dataclass(frozen=True, slots=True)
class ProofJob(JobKind[tuple[Problem, ...]]):
    """Write the page on which a native speaker judges each sentence; the result is what to know of its voices."""

    title = N_("The page is being made")
    page = ("/proof", N_("Is it said right?"))
    target: Path
    today: date

    def do(self, root: Path, studio: StudioPipe, _key: OpenKey | None) -> tuple[Problem, ...]:
        from zt_audio.app.vouching.proof import make_proof  # noqa: PLC0415 - the studio names this job and must not load it

        made = make_proof(root, self.today, studio.report)
        save_file(self.target, made.html.encode())
        return made.warnings

    def outcome(self, result: tuple[Problem, ...], _teller: Teller, _downloads: Path | None) -> JobOutcome:
        return JobOutcome(result)


@dataclass(frozen=True, slots=True)
class ListenJob(JobKind[Listening]):
    title = N_("What the voices said is being listened to")
    page = ("/sound/voices", N_("What the voices said"))

    def do(self, root: Path, studio: StudioPipe, _key: OpenKey | None) -> Listening:
        from zt_audio.app.speaking.listening import listen  # noqa: PLC0415 - as above

        return listen(root, emit=studio.report)

    def outcome(self, result: Listening, teller: Teller, _downloads: Path | None) -> JobOutcome:
        n = result.takes
        lines = [ngettext("{n} text was listened to.", "{n} texts were listened to.", n).format(n=n)]
        if names := ", ".join(map(teller.title, result.unbuilt)):
            lines.append(_("No sound was made yet: {items}. Update the sound.").format(items=names))
        return JobOutcome((*result.told, *(problem for take in result.doubted for problem in take.problems)), lines)


def plan_sentence(report: BuildReport) -> str:
    """Return in one sentence what a build would make."""
    files = [step.name for step in report.steps if step.kind == "write" and step.reason != "fresh"]
    files += report.forecast.beside
    if not files and not report.forecast.goes:
        return _("Nothing to do: the sound is as the texts are.")
    spoken = sum(step.kind == "speak" and step.reason != "fresh" for step in report.steps)
    playlists = len({file.split("/")[1] for file in files})
    return _("Will be made: {sentences}, {files} {playlists}.").format(
        sentences=ngettext("{n} sentence", "{n} sentences", spoken).format(n=spoken),
        files=ngettext("{n} file", "{n} files", len(files)).format(n=len(files)),
        playlists=ngettext("in {n} playlist", "in {n} playlists", playlists).format(n=playlists),
    )


def plan_groups(report: BuildReport, teller: Teller) -> tuple[PlannedGroup, ...]:
    """Return sentences and files by the reason why they are made, and what goes."""
    found: dict[str, list[str]] = {}
    for step in report.steps:
        if step.kind != "encode" and step.reason != "fresh":  # of a sentence, without its place in a file
            name = step.name.partition(" ")[2] if step.kind == "speak" else teller.file_name(step.name)
            found.setdefault(step.reason, []).append(name)
    groups = [_group(_("Because: {reason}").format(reason=_(STEP_REASONS[why])), found[why]) for why in found]
    beside, goes = (map(teller.file_name, files) for files in (report.forecast.beside, report.forecast.goes))
    groups.append(_group(_("Because its tracks, texts or times changed, or the file itself"), beside))
    groups.append(_group(_("Sound that no playlist has any more: it goes"), goes))
    return tuple(group for group in groups if group.count)


def _group(heading: str, names: Iterable[str]) -> PlannedGroup:
    distinct = [*dict.fromkeys(names)]
    return PlannedGroup(heading, tuple(distinct[:_MOST_OF_REASON]), len(distinct))
