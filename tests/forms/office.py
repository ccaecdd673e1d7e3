"""LibreOffice as the other office (另一家办公软件): what we write is opened by it, what it saves is read by us."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest


def converted(folder: Path, kind: str, **files: bytes) -> dict[str, bytes]:
    """Files by name, each as LibreOffice saves it; without LibreOffice a failure in CI, else a skip."""
    program = shutil.which("soffice")
    if program is None:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)("没有 LibreOffice（soffice）")
    out = folder / "out"
    for name, data in files.items():
        (folder / f"{name}.docx").write_bytes(data)
    subprocess.run(
        [
            *(program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"),
            *("--convert-to", kind, "--outdir", str(out)),
            *(str(folder / f"{name}.docx") for name in files),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return {name: (out / f"{name}.{kind}").read_bytes() for name in files}
