"""Records by key: a record is read back as it was kept, or not at all."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from zt_audio.store.records import Record, Records, file_sha256, key_of

KEY = key_of("speech", 1, "Тазалық")
META = {"sample_rate": 22050, "words": None, "said": "сәлем"}

leaves = st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.floats(allow_nan=False, allow_infinity=False)
inputs = st.recursive(
    leaves | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=8
)


def canonical(value: object) -> str:
    return json.dumps(value, sort_keys=True)


@given(st.lists(inputs, max_size=4), st.lists(inputs, max_size=4))
@settings(deadline=None, max_examples=200)
def test_keys_are_equal_where_and_only_where_inputs_are(one: list[object], other: list[object]) -> None:
    assert key_of(*one) == key_of(*json.loads(json.dumps(one)))
    assert (key_of(*one) == key_of(*other)) == (canonical(one) == canonical(other))


@given(st.dictionaries(st.text(), inputs, min_size=2))
@settings(deadline=None, max_examples=50)
def test_a_key_does_not_depend_on_the_order_of_names(tree: dict[str, object]) -> None:
    assert key_of(tree) == key_of(dict(reversed(tree.items())))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("ab", "c"), ("a", "bc")),
        (("a",), ("a", None)),
        ((1,), ("1",)),
        (([1, 2],), (1, 2)),
        (("ё",), ("е\u0308",)),
        ((["a"], []), ([], ["a"])),
    ],
)
def test_inputs_that_look_alike_have_keys_of_their_own(one: tuple[object, ...], other: tuple[object, ...]) -> None:
    assert key_of(*one) != key_of(*other)


def test_what_is_no_number_has_no_key() -> None:
    with pytest.raises(ValueError, match="JSON"):
        key_of(float("nan"))


@given(st.dictionaries(st.text(), inputs, max_size=4), st.binary(max_size=300))
@settings(deadline=None, max_examples=50)
def test_what_was_put_is_got(tmp_path_factory: pytest.TempPathFactory, meta: dict[str, object], payload: bytes) -> None:
    records = Records(tmp_path_factory.mktemp("records"))
    records.put(KEY, meta, payload)
    assert records.get(KEY) == Record(meta, payload)
    assert records.keys() == {KEY}


def test_a_record_is_replaced_and_removed(tmp_path: Path) -> None:
    records = Records(tmp_path)
    assert records.get(KEY) is None
    records.put(KEY, META, b"old")
    records.put(KEY, META, b"new")
    assert records.get(KEY) == Record(META, b"new")
    assert records.size_bytes() == records.path(KEY).stat().st_size
    records.remove(KEY)
    records.remove(KEY)
    assert records.keys() == frozenset()


def whole() -> bytes:
    return b"payload" * 3


@pytest.mark.parametrize("cut", [0, 1, 3, 4, 20, 36, 39, 40, 60, -1])
def test_a_truncated_record_is_a_missing_one(cut: int, tmp_path: Path) -> None:
    records = Records(tmp_path)
    records.put(KEY, META, whole())
    path = records.path(KEY)
    path.write_bytes(path.read_bytes()[:cut])
    assert records.get(KEY) is None
    assert records.keys() == frozenset()


def test_every_flipped_bit_is_noticed(tmp_path: Path) -> None:
    records = Records(tmp_path)
    records.put(KEY, META, whole())
    path = records.path(KEY)
    data = path.read_bytes()
    for at in range(len(data)):
        path.write_bytes(data[:at] + bytes([data[at] ^ 1 << at % 8]) + data[at + 1 :])
        assert records.get(KEY) is None, at
        assert not path.exists()


def test_bytes_after_the_end_are_noticed(tmp_path: Path) -> None:
    records = Records(tmp_path)
    records.put(KEY, META, whole())
    path = records.path(KEY)
    path.write_bytes(path.read_bytes() + b"\0")
    assert records.get(KEY) is None


def test_a_write_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    records = Records(tmp_path)

    def refuse(_self: Path, _target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(OSError, match="No space"):
        records.put(KEY, META, whole())
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_what_a_killed_process_left_is_no_record(tmp_path: Path) -> None:
    records = Records(tmp_path)
    records.put(KEY, META, whole())
    torn = records.path(KEY).with_name(f"{KEY}.1.2.tmp")
    torn.write_bytes(b"zta1")
    assert records.keys() == {KEY}
    records.drop_torn()
    assert not torn.exists()
    assert records.get(KEY) is not None


def test_all_damaged_records_are_dropped_at_once(tmp_path: Path) -> None:
    records = Records(tmp_path)
    keys = [key_of(number) for number in range(6)]
    for key in keys:
        records.put(key, META, whole())
    for key in keys[:4]:
        records.path(key).write_bytes(b"")
    records.drop_damaged()
    assert records.keys() == set(keys[4:])


def test_no_key_is_found_through_a_link(tmp_path: Path) -> None:
    records, others = Records(tmp_path / "here"), Records(tmp_path / "elsewhere")
    assert records.keys() == frozenset()
    own, foreign, linked = (key_of(number) for number in range(3))
    records.put(own, {}, b"")
    for key in (foreign, linked):
        others.put(key, {}, b"")
    (records.root / foreign[:2]).symlink_to(others.root / foreign[:2])
    (records.path(own).parent / f"{own[:2]}{linked[2:]}").symlink_to(others.path(linked))
    assert records.keys() == {own}


def test_the_header_is_read_without_the_rest(tmp_path: Path) -> None:
    records = Records(tmp_path)
    assert records.meta(KEY) == {}
    records.put(KEY, META, whole())
    assert records.meta(KEY) == META
    path = records.path(KEY)
    path.write_bytes(path.read_bytes()[:-1])  # the payload is not read here
    assert records.meta(KEY) == META
    for damage in (b"", b"zta1", b"\0" * 60, path.read_bytes()[:45]):
        path.write_bytes(damage)
        assert records.meta(KEY) == {}


def test_the_digest_of_a_file_is_that_of_its_bytes(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"zta1" * 100_000)
    assert file_sha256(tmp_path / "a") == hashlib.sha256(b"zta1" * 100_000).hexdigest()
