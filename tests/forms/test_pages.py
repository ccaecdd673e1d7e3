"""The example's appendix as pages (样张), held against pictures we looked at: Word, Excel (by LibreOffice) and PDF.

A picture that changes on purpose is drawn anew with ``python -m tests.forms.test_pages``, and looked at.
"""

import io
import subprocess
import tempfile
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageFilter, ImageStat

from engine.appendix import Order, publication_for
from engine.examples import example_folder
from engine.forms.formats import written
from engine.forms.subject import scored
from engine.publishing import Part
from engine.scoring import score_files
from tests.office import converted, program

PICTURES = Path(__file__).with_name("pages")
DOTS_PER_INCH = 50
FORMATS = ("docx", "xlsx", "pdf")
PAGES = 8
"""The list, the paragraph, one form a page for six forms."""

MOST_DIFFERENT = 12
"""Of 255 shades, after a blur as wide as a letter: another version of a font passes, a line or a word that is gone not."""


def appendix(kind: str) -> bytes:
    parts = [Part(scored(score)) for score in score_files([example_folder()]).scores]
    return written(publication_for(Order((kind,)), parts), kind)


def pages_of(kind: str, folder: Path) -> list[Image.Image]:
    """Every page in grey."""
    data = appendix(kind)
    pdf = data if kind == "pdf" else converted(folder, "pdf", {f"a.{kind}": data})["a.pdf"]
    (folder / "a.pdf").write_bytes(pdf)
    draw = [program("pdftoppm"), "-r", str(DOTS_PER_INCH), "-gray", "-png", str(folder / "a.pdf"), str(folder / "p")]
    subprocess.run(draw, check=True, capture_output=True, timeout=120)
    return [Image.open(io.BytesIO(page.read_bytes())) for page in sorted(folder.glob("p-*.png"))]


def difference(page: Image.Image, picture: Image.Image) -> float:
    """The darkest spot of what is on one page and not on the other, both blurred."""
    if page.size != picture.size:
        return 255
    blurred = (image.convert("L").filter(ImageFilter.GaussianBlur(4)) for image in (page, picture))
    return float(ImageStat.Stat(ImageChops.difference(*blurred)).extrema[0][1])


@pytest.mark.parametrize("kind", FORMATS)
def test_every_page_looks_as_it_did_when_we_looked_at_it(kind: str, tmp_path: Path):
    pages = pages_of(kind, tmp_path)
    assert len(pages) == PAGES
    pictures = [Image.open(PICTURES / f"{kind}-{number}.png") for number in range(1, PAGES + 1)]
    found = [difference(page, picture) for page, picture in zip(pages, pictures, strict=True)]
    assert max(found) < MOST_DIFFERENT, found


def test_a_page_without_one_line_or_one_word_is_seen_to_differ():
    """A planted fault: a white bar over a row of the table, and over one number."""
    picture = Image.open(PICTURES / "pdf-7.png").convert("L")
    for box in ((30, 150, 320, 154), (250, 240, 275, 250)):
        damaged = picture.copy()
        damaged.paste(255, box)
        assert ImageChops.difference(picture, damaged).getbbox(), "nothing stood there"
        assert difference(damaged, picture) >= MOST_DIFFERENT


def draw_anew() -> None:
    """Store the pages as they are now."""
    PICTURES.mkdir(exist_ok=True)
    for kind in FORMATS:
        with tempfile.TemporaryDirectory() as folder:
            for number, page in enumerate(pages_of(kind, Path(folder)), 1):
                page.convert("L").quantize(16).save(PICTURES / f"{kind}-{number}.png", optimize=True)


if __name__ == "__main__":
    draw_anew()
