"""People and keys on a page: the first keeper is named by anyone, from then on keepers change the list."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest
import requests

from tests.support.sealing import PIN
from tests.support.studio import running_studio
from tests.support.tiny import Tiny
from zt_audio.app.journal import acts
from zt_audio.app.roles import project_people

LIMIT_S = 60
KEEPER = {"id": "olzhas", "name-kk": "Олжас Қ.", "name-ru": "Олжас К.", "role-keeper": "1"}
EDITOR = {"id": "dana", "name-kk": "Дана", "name-ru": "Дана", "role-editor": "1"}


@pytest.fixture(autouse=True)
def _own_user_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


def test_keepers_name_people_make_keys_and_seal_the_list(fresh: Tiny) -> None:
    with running_studio(fresh.root) as studio:
        browser = studio.browser()

        def post(path: str, **form: str) -> requests.Response:
            return browser.post(studio.base + path, form, timeout=LIMIT_S)

        assert post("/people", **KEEPER).status_code == 200
        refused = post("/people", **EDITOR)
        assert (refused.status_code, "Say who you are" in refused.text) == (422, True)
        post("/people/me", person="olzhas")
        assert post("/people", **EDITOR).status_code == 200
        assert post("/people", **{**EDITOR, "id": "", "name-ru": "Ерлан Қасым"}).status_code == 200
        assert "erlan-qasym" in project_people(fresh.root)  # no one has to think of a short name
        post("/people/act", do="remove", person="erlan-qasym")
        assert "There would be no keeper" in post("/people", **{**KEEPER, "role-keeper": "", "role-editor": "1"}).text
        assert "The two PINs differ" in post("/people/act", do="key", person="olzhas", pin=PIN, again="other pin").text
        assert "on this computer" in post("/people/act", do="key", person="olzhas", pin=PIN, again=PIN).text
        assert "what they sealed must stay known" in post("/people/act", do="remove", person="olzhas").text
        assert "A keeper has sealed this list" in post("/people/seal", person="olzhas", pin=PIN).text
        assert "is not as a keeper sealed it" in post("/people/act", do="remove", person="dana").text
        assert "A keeper has sealed this list" in post("/people/seal", person="olzhas", pin=PIN).text
        post("/people/act", do="end", person="olzhas")
    (olzhas,) = project_people(fresh.root).values()
    assert olzhas.keys[0].until is not None
    assert {act.deed.did for act in acts(fresh.root)} >= {"people.changed", "key.made", "people.sealed", "key.ended"}


def test_an_editor_does_not_unseal_the_list(fresh: Tiny) -> None:
    with running_studio(fresh.root) as studio:
        browser = studio.browser()

        def post(path: str, **form: str) -> requests.Response:
            return browser.post(studio.base + path, form, timeout=LIMIT_S)

        def key_of(person: str) -> str:
            return post("/people/act", do="key", person=person, pin=PIN, again=PIN).text

        post("/people", **KEEPER)
        post("/people/me", person="olzhas")
        post("/people", **EDITOR)
        key_of("olzhas")
        assert "A keeper has sealed this list" in post("/people/seal", person="olzhas", pin=PIN).text
        sealed = (fresh.root / "appeals/people.yaml").read_bytes()
        post("/people/me", person="dana")
        for do in ("key", "end", "remove"):
            for person in ("dana", "olzhas"):
                assert post("/people/act", do=do, person=person, pin=PIN, again=PIN).status_code == 422
        assert "The list of people is sealed" in key_of("dana")
        assert "Make a key on this computer" not in browser.get(f"{studio.base}/people", timeout=LIMIT_S).text
        assert post("/files/appeals/people.yaml", text="{}", base=sha256(sealed).hexdigest()).status_code == 422
        assert (fresh.root / "appeals/people.yaml").read_bytes() == sealed
        post("/people/me", person="olzhas")
        assert "on this computer" in key_of("dana")
        assert "A keeper has sealed this list" in post("/people/seal", person="olzhas", pin=PIN).text
