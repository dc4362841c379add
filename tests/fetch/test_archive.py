from __future__ import annotations

import io
import stat
import tracemalloc
import zipfile
from unittest.mock import Mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wijkkaart.errors import InputError, SourceChanged
from wijkkaart.fetch.archive import Delimited, extract, fetch_zip, has_member, members, stream


def packed(path, content, method=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, data in content.items():
            archive.writestr(name, data)
    return path


def entry(name, **attributes):
    info = zipfile.ZipInfo(name)
    for attribute, value in attributes.items():
        setattr(info, attribute, value)
    return info


def test_members_are_the_files_without_folders_and_shadows_of_a_mac(tmp_path):
    path = packed(tmp_path / "a.zip", {"b/": "", "b/c.txt": "x", "a.txt": "y", "__MACOSX/b/._c.txt": "z"})
    assert members(path) == ("b/c.txt", "a.txt")
    assert has_member(Delimited(path, "c.txt"))
    assert not has_member(Delimited(path, "d.txt"))


@pytest.mark.parametrize(
    "name",
    [
        "../weg.txt",
        "a/../../weg.txt",
        "a\\..\\..\\weg.txt",
        "/etc/passwd",
        "\\windows\\weg.txt",
        "C:\\weg.txt",
        "C:weg.txt",
        "\\\\server\\map\\weg.txt",
    ],
)
def test_a_name_that_leads_outside_the_zip_is_refused(tmp_path, name):
    path = packed(tmp_path / "a.zip", {"goed.txt": "x", entry(name): "y"})
    with pytest.raises(InputError, match=r"a\.zip is niet veilig uit te pakken: .*wijst naar een plek buiten"):
        members(path)


@pytest.mark.parametrize("name", ["a..b.txt", "map.met.punten/x.txt", "a/...txt"])
def test_dots_in_a_name_are_no_way_out(tmp_path, name):
    assert members(packed(tmp_path / "a.zip", {name: "x"})) == (name,)


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFCHR, stat.S_IFIFO])
def test_a_link_or_device_is_refused(tmp_path, kind):
    path = packed(tmp_path / "a.zip", {entry("kaart.gpkg", external_attr=(kind | 0o644) << 16): "/etc/passwd"})
    with pytest.raises(InputError, match=r"'kaart\.gpkg' is een verwijzing"):
        members(path)


def test_a_plain_file_of_a_unix_machine_is_fine(tmp_path):
    path = packed(tmp_path / "a.zip", {entry("kaart.gpkg", external_attr=(stat.S_IFREG | 0o644) << 16): "x"})
    assert members(path) == ("kaart.gpkg",)


def test_a_zip_bomb_is_refused(tmp_path):
    path = packed(tmp_path / "a.zip", {"nul.bin": bytes(65 << 20)})
    assert path.stat().st_size < 100_000
    with pytest.raises(InputError, match=r"meer dan 300 keer zo groot \(65 MB\)"):
        members(path)
    with pytest.raises(InputError, match="300 keer"):
        extract(path, "nul.bin", tmp_path / "nul.bin")
    assert sorted(file.name for file in tmp_path.iterdir()) == ["a.zip"]


def test_a_small_file_of_one_value_is_no_bomb(tmp_path):
    assert members(packed(tmp_path / "a.zip", {"nul.bin": bytes(1 << 20)})) == ("nul.bin",)


def test_more_than_128_gb_is_refused_whatever_the_ratio(tmp_path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("groot.bin", b"x")
        archive.infolist()[0].file_size = 129 << 30
    with pytest.raises(InputError, match="uitgepakt is het 129 GB groot"):
        members(path)


def test_more_than_20_000_members_are_refused(tmp_path):
    path = packed(tmp_path / "a.zip", {f"{number}.txt": b"" for number in range(20_001)}, zipfile.ZIP_STORED)
    with pytest.raises(InputError, match="20001 bestanden in, meer dan 20000"):
        members(path)


def test_a_name_given_twice_is_refused(tmp_path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "een")
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("a.txt", "twee")
    with pytest.raises(InputError, match=r"'a\.txt' komt er 2 keer in voor"):
        members(path)


def test_members_over_each_other_are_refused(tmp_path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "x" * 100)
        archive.writestr("b.txt", "x" * 100)
        archive.infolist()[1].header_offset = archive.infolist()[0].header_offset
    with pytest.raises(InputError, match=r"'a\.txt' en 'b\.txt' liggen over elkaar heen"):
        members(path)


def test_an_encrypted_member_is_refused(tmp_path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "x")
        archive.infolist()[0].flag_bits |= 0x1
    with pytest.raises(InputError, match=r"'a\.txt' is versleuteld"):
        members(path)


def test_an_unusual_way_of_packing_is_refused(tmp_path):
    path = packed(tmp_path / "a.zip", {"a.txt": "x"}, zipfile.ZIP_LZMA)
    with pytest.raises(InputError, match=r"'a\.txt' is op een ongewone manier ingepakt"):
        members(path)


def test_extract_writes_the_one_file_that_is_asked(tmp_path):
    path = packed(tmp_path / "a.zip", {"map/Kaart.TIF": b"II*\x00", "map/lees.txt": b"x"})
    extract(path, "kaart.tif", tmp_path / "uit.tif")
    assert (tmp_path / "uit.tif").read_bytes() == b"II*\x00"
    assert sorted(file.name for file in tmp_path.iterdir()) == ["a.zip", "uit.tif"]


def test_extract_refuses_to_choose_and_names_what_there_is(tmp_path):
    path = packed(tmp_path / "a.zip", {"een.tif": b"1", "twee.tif": b"2"})
    with pytest.raises(InputError, match=r"precies één \.tif bevatten, maar heeft: een\.tif, twee\.tif"):
        extract(path, ".tif", tmp_path / "uit.tif")
    with pytest.raises(InputError, match=r"precies één \.gpkg bevatten, maar heeft: geen"):
        extract(path, ".gpkg", tmp_path / "uit.tif")


def test_a_damaged_member_leaves_the_old_file_alone(tmp_path):
    path = packed(tmp_path / "a.zip", {"a.txt": "goede inhoud"}, zipfile.ZIP_STORED)
    path.write_bytes(path.read_bytes().replace(b"goede inhoud", b"kwade inhoud"))
    target = tmp_path / "uit.txt"
    target.write_text("oud", encoding="utf-8")
    with pytest.raises(InputError, match="niet te lezen"):
        extract(path, "a.txt", target)
    assert target.read_text(encoding="utf-8") == "oud"
    assert sorted(file.name for file in tmp_path.iterdir()) == ["a.zip", "uit.txt"]


def test_a_file_that_is_no_zip_or_is_not_there_is_said_so(tmp_path):
    (tmp_path / "a.zip").write_bytes(b"<html>Not found</html>")
    with pytest.raises(InputError, match=r"bestand a\.zip is niet te lezen"):
        members(tmp_path / "a.zip")
    with pytest.raises(InputError, match=r"b\.zip bestaat niet"):
        members(tmp_path / "b.zip")


def test_a_plain_file_without_line_ends_is_not_read_whole_for_its_headings(tmp_path):
    with (tmp_path / "a.csv").open("wb") as file:
        file.truncate(64 << 20)
    tracemalloc.start()
    with pytest.raises(InputError, match="de kolom 'stop_id' ontbreekt"):
        next(stream(Delimited(tmp_path / "a.csv", ""), {"stop_id": ("stop_id",)}))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 32 << 20


GOOD = io.BytesIO()
with zipfile.ZipFile(GOOD, "w", zipfile.ZIP_DEFLATED) as good:
    good.writestr("map/een.txt", "een " * 50)
    good.writestr("map/twéé.txt", "twee")


@given(
    st.dictionaries(st.integers(0, len(GOOD.getvalue()) - 1), st.integers(0, 255), max_size=6),
    st.integers(0, len(GOOD.getvalue())),
)
def test_a_zip_damaged_anywhere_is_read_or_refused(tmp_path_factory, changes, length):
    damaged = bytearray(GOOD.getvalue())
    for place, value in changes.items():
        damaged[place] = value
    folder = tmp_path_factory.mktemp("zip")
    path = folder / "a.zip"
    path.write_bytes(damaged[:length] if length % 3 == 0 else damaged)
    try:
        names = members(path)
        extract(path, "een.txt", folder / "uit.txt")
    except InputError:
        assert not (folder / "uit.txt").exists()
    else:
        assert any(name.endswith("een.txt") for name in names)


def server_of(content):
    """Return an Http whose download writes `content`."""
    return Mock(download=Mock(side_effect=lambda _, path, **__: path.write_bytes(content)))


def test_a_downloaded_zip_is_kept_only_when_it_holds_what_is_needed(tmp_path):
    url, path = "https://voorbeeld.nl/a.zip?sleutel=geheim", tmp_path / "a.zip"
    facts = fetch_zip(server_of(GOOD.getvalue()), url, path, ["een.txt"], expected_bytes=7)
    assert facts.urls == (url,)
    assert path.read_bytes() == GOOD.getvalue()
    with pytest.raises(SourceChanged, match=r"^voorbeeld\.nl/a\.zip: in de zip zit geen drie\.txt"):
        fetch_zip(server_of(GOOD.getvalue()), url, path, ["een.txt", "drie.txt"])
    assert not path.exists()
    with pytest.raises(SourceChanged, match=r"^voorbeeld\.nl/a\.zip: bestand a\.zip is niet te lezen"):
        fetch_zip(server_of(b"PK of niet"), url, path)
    assert not path.exists()


def test_a_file_with_headings_only_gives_one_empty_part(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("code,soort\n", encoding="utf-8")
    (part,) = stream(Delimited(path, ".csv"), {"code": ("code",), "kleur": ("kleur",)}, optional=("kleur",))
    assert (part.columns.tolist(), part.empty) == (["code", "kleur"], True)
