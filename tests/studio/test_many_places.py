"""Pages of a project with the places of a country: each shows or offers some, and the others are found by name."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
import requests

from tests.support.studio import RunningStudio, running_studio
from tests.support.tiny import tiny_project
from zt_audio.studio.names import MOST_OFFERED
from zt_audio.studio.screens.recordings import _MOST_SHOWN

LIMIT_S = 60
MOST_BYTES = 150_000
FAR = "".join(
    f"far-{number}:\n  kind: village\n  name: {{kk: Алыс-{number} ауылы, ru: село Дальнее-{number}}}\n"
    for number in range(MOST_OFFERED + 20)
)
DISTRICT = "near:\n  kind: village\n  name: {kk: Жақын ауылы, ru: село Ближнее}\n"
ROUND = "title: {kk: Аудан, ru: Район}\nappeals: [a]\nstops:\n- place: near\n- place: far-7\n"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[RunningStudio, requests.Session]]:
    root = tiny_project(tmp_path_factory.mktemp("country") / "project").root
    appeals = root / "appeals"
    (appeals / "places").mkdir()
    (appeals / "places/far.yaml").write_text(FAR, "utf-8")
    (appeals / "places/district.yaml").write_text(DISTRICT, "utf-8")
    (appeals / "playlists/all.yaml").write_text(ROUND.replace("near", "far-0").replace("Район", "Даль"), "utf-8")
    (appeals / "playlists/round.yaml").write_text(ROUND.replace("- place: far-7\n", ""), "utf-8")
    stops = "".join(f"- place: far-{number}\n" for number in range(_MOST_SHOWN + 20))
    every = f"title: {{kk: Бәрі, ru: Все}}\nprofile: unlimited\nappeals: [a]\nstops:\n{stops}"
    (appeals / "playlists/every.yaml").write_text(every, "utf-8")
    with running_studio(root) as running:
        yield running, running.browser()


def page(client: tuple[RunningStudio, requests.Session], path: str) -> str:
    running, browser = client
    answer = browser.get(running.base + path, timeout=LIMIT_S)
    assert answer.status_code == 200, answer.text
    return answer.text


def offered(html: str, before: str) -> list[str]:
    """Return the values of the first list to choose from behind the words `before`."""
    chosen = re.search(rf"{before}.*?</select>", html, re.DOTALL)
    assert chosen, before
    return re.findall(r'<option value="([^"]*)"', chosen.group())


def test_a_stop_offers_the_places_of_its_district_and_those_that_are_asked_for(
    client: tuple[RunningStudio, requests.Session],
) -> None:
    html = page(client, "/playlists/round")
    assert offered(html, 'id="offered"') == ["near"]
    assert offered(page(client, "/playlists/round?q=Дальнее-11"), 'id="offered"') == [
        "far-11",
        *(f"far-{number}" for number in range(110, 120)),
    ]
    assert len(offered(page(client, "/playlists/all"), 'id="offered"')) == MOST_OFFERED
    assert offered(html, "data-offered") == ["near"]  # the page fills it from the other one


@pytest.mark.parametrize(
    ("path", "before"),
    [("/playlists", 'id="offered"'), ("/greetings", "intros.yaml-places"), ("/words", "kk.yaml-places")],
)
def test_a_list_of_places_is_short_and_can_be_searched(
    client: tuple[RunningStudio, requests.Session], path: str, before: str
) -> None:
    assert 3 < len(offered(page(client, path), before)) <= MOST_OFFERED
    assert "near" in offered(page(client, f"{path}?q=Ближнее"), before)


def test_no_page_is_heavy(client: tuple[RunningStudio, requests.Session]) -> None:
    paths = ("/", "/places", "/playlists", "/playlists/all", "/greetings", "/words")
    weights = {path: len(page(client, path).encode()) for path in paths}
    assert {path: weight for path, weight in weights.items() if weight > MOST_BYTES} == {}


def test_recordings_are_shown_in_part_and_found_by_place_and_state(
    client: tuple[RunningStudio, requests.Session],
) -> None:
    html = page(client, "/recordings")
    assert [part.count("<tr>") - 1 for part in html.split("<table")[1:]] == [_MOST_SHOWN] * 2
    named = page(client, "/recordings?q=Дальнее-99&state=missing")
    assert [part.count("<tr>") - 1 for part in named.split("<table")[1:]] == [0, 1]
    assert page(client, "/recordings?state=fresh").count("<tr>") == 2
