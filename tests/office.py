"""LibreOffice as the other office (另一家办公软件): what we write is opened by it, what it saves is read by us."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest


def program(name: str) -> str:
    """A program that a test needs; without it a failure in CI, else a skip that says so."""
    found = shutil.which(name)
    if found is None:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(f"没有装 {name}")
    return found


RECALCULATE = (
    '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">'
    '<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">'
    "<value>0</value></prop></item></oor:items>"
)


def recalculated(folder: Path, data: bytes) -> bytes:
    """A workbook with every formula computed anew."""
    settings = folder / "profile" / "user"
    settings.mkdir(parents=True)
    (settings / "registrymodifications.xcu").write_text(RECALCULATE, encoding="utf-8")
    return converted(folder, "xlsx", {"表.xlsx": data})["表.xlsx"]


def converted(folder: Path, kind: str, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Files by name, each as LibreOffice saves it in one format; the names with their new ending."""
    office = program("soffice")
    out = folder / "out"
    for name, data in files.items():
        (folder / name).write_bytes(data)
    subprocess.run(
        [
            *(office, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"),
            *("--convert-to", kind, "--outdir", str(out)),
            *(str(folder / name) for name in files),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    names = {name: f"{Path(name).stem}.{kind.split(':', maxsplit=1)[0]}" for name in files}
    return {new: (out / new).read_bytes() for new in names.values()}
