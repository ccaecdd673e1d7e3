"""The appendix from the command line: what is built verifies, what was changed is located."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.examples import example_folder
from engine.forms.formats import FORMATS
from tests.cli.conftest import House
from tests.conftest import REPOSITORY
from tests.office import converted

ALL = ",".join(FORMATS)
NOBODY = "zhang"
SHIPPED = REPOSITORY / "engine" / "forms" / "shipped"
LETTERHEAD = REPOSITORY / "examples" / "letterhead" / "letterhead.docx"


@pytest.fixture
def house(lived: Path, tmp_path: Path) -> House:
    """A copy to spoil."""
    shutil.copytree(lived, tmp_path / "here")
    return House(tmp_path / "here", lambda _: "jixiao.db", is_server=False)


@pytest.mark.parametrize("kind", FORMATS)
def test_every_format_verifies_as_the_very_file(house: House, kind: str):
    said = house.done(NOBODY, "verify", f"附表/附表.{kind}")
    assert said.count("审核通过") == 6
    assert said.endswith("与定稿生成的文件逐字节相同。\n")


def replaced(name: str, old: str, new: str) -> Callable[[Path], None]:
    """A change in a text file, or in one part of an Office file."""

    def change(folder: Path) -> None:
        path = folder / name
        if path.suffix in (".docx", ".xlsx"):
            with zipfile.ZipFile(path) as archive:
                parts = {one: archive.read(one) for one in archive.namelist()}
            with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
                for one, data in parts.items():
                    archive.writestr(one, data.replace(old.encode(), new.encode()))
        else:
            path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")

    return change


# The published total of 金融监管工作经费 is 93.50; somebody makes it 98.50.
@pytest.mark.parametrize("kind", ["html", "docx", "xlsx", "md", "json"])
def test_a_changed_total_is_located(house: House, kind: str):
    replaced(f"附表/附表.{kind}", "93.50 分", "98.50 分")(house.folder)
    said = house.refused(NOBODY, 8, "verify", f"附表/附表.{kind}")
    assert "93.50 分" in said
    assert "98.50 分" in said
    assert "不能当作定稿" in said


def test_a_pdf_printed_from_other_figures_is_located(house: House):
    """Whoever alters a PDF prints another one: the same form, code and anchor, one total changed."""
    from dataclasses import replace

    from engine.appendix import Order, publication_for
    from engine.forms.formats import written
    from engine.forms.subject import Kind
    from engine.publishing import Part
    from engine.service.printing import part_of
    from engine.store.store import open_store

    with open_store(str(house.folder / "jixiao.db")) as store:
        part = part_of(store, "2024-0005", Kind.SELF_ASSESSMENT, None)
    assert isinstance(part, Part)
    publication = publication_for(Order(("pdf",)), [part])
    (grid,) = publication.grids
    cells = tuple(replace(cell, text=cell.text.replace("93.50", "98.50")) for cell in grid.cells)
    (house.folder / "改.pdf").write_bytes(written(replace(publication, grids=(replace(grid, cells=cells),)), "pdf"))
    said = house.refused(NOBODY, 8, "verify", "改.pdf")
    assert "第 18 行第 8 列：定稿是「93.50分」" in said  # 总分 is the last of 18 rows, 得分 the eighth of 9 columns
    (house.folder / "断.pdf").write_bytes((house.folder / "改.pdf").read_bytes()[:5_000])
    assert "断.pdf" in house.refused(NOBODY, 3, "verify", "断.pdf")


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_a_file_saved_again_by_another_office_still_reads_the_same(house: House, kind: str, tmp_path: Path):
    data = (house.folder / "附表" / f"附表.{kind}").read_bytes()
    (again,) = converted(tmp_path, kind, {f"附表.{kind}": data}).values()
    (house.folder / f"另存.{kind}").write_bytes(again)
    said = house.done(NOBODY, "verify", f"另存.{kind}")
    assert "文件另存过：逐格核对，文字与定稿完全一致" in said


def test_a_file_without_or_with_a_foreign_code_is_unknown(house: House):
    (house.folder / "空.md").write_text("没有码\n", encoding="utf-8")
    assert "code-missing" in house.refused(NOBODY, 3, "verify", "空.md")
    text = (house.folder / "附表" / "附表.md").read_text(encoding="utf-8")
    changed = re.sub(r"核验码 [0-9A-F]{4}", "核验码 0000", text, count=1)
    (house.folder / "改码.md").write_text(changed, encoding="utf-8")
    assert "code-unknown" in house.refused(NOBODY, 6, "verify", "改码.md")


def test_another_form_is_named_in_the_file_and_verifies(house: House):
    house.done(
        NOBODY, "appendix", "build", "2024-0005", "--form", "project-2020", "--format", "docx,pdf", "--out", "旧"
    )
    for kind in ("docx", "pdf"):
        assert "逐字节相同" in house.done(NOBODY, "verify", f"旧/附表.{kind}")


def test_a_region_s_own_form_needs_its_file_to_verify_and_tells_when_it_has_changed(house: House):
    text = (SHIPPED / "project-2021.toml").read_text(encoding="utf-8").replace('"project-2021"', '"benxian"')
    own = house.folder / "本县.toml"
    own.write_text(text, encoding="utf-8")
    house.done(NOBODY, "appendix", "build", "2024-0005", "--form", "本县.toml", "--format", "docx", "--out", "县")
    assert "form-id-unknown" in house.refused(NOBODY, 6, "verify", "县/附表.docx")
    verified = house.run(NOBODY, "verify", "县/附表.docx", "--form", "本县.toml")
    assert (verified.code, "逐字节相同" in verified.out) == (0, True)
    assert "不是随程序来的" in verified.err
    own.write_text(text.replace("总分", "合计"), encoding="utf-8")  # changed after it was printed
    assert "form-changed" in house.refused(NOBODY, 5, "verify", "县/附表.docx", "--form", "本县.toml")


def test_declarations_and_monitoring_are_printed_without_a_code(house: House):
    for form in ("declaration", "monitoring"):
        said = house.done(NOBODY, "appendix", "build", "2024-0005", "--form", form, "--format", ALL, "--out", form)
        assert "未经审核，没有核验码" in said
    text = (house.folder / "monitoring" / "附表.md").read_text(encoding="utf-8")
    assert "(2024 年度 1—7 月)" in text
    assert not (house.folder / "monitoring" / "得分说明.html").exists()


def test_a_project_named_twice_is_printed_once_and_verifies(house: House):
    said = house.done(NOBODY, "appendix", "build", "2024-0005", "金融监管", "--format", "docx", "--out", "重")
    assert said.count("2024-0005") == 1
    assert "逐字节相同" in house.done(NOBODY, "verify", "重/附表.docx")


def test_each_project_gets_files_of_its_own(house: House):
    house.done(NOBODY, "appendix", "build", "--year", "2024", "--each", "--format", "docx,json", "--out", "各")
    names = sorted(path.name for path in (house.folder / "各").iterdir())
    assert len(names) == 12
    assert "2024-0005-金融监管工作经费-附表.docx" in names
    assert "逐字节相同" in house.done(NOBODY, "verify", "各/2024-0005-金融监管工作经费-附表.docx")


def test_pictures_are_appended_and_the_file_still_verifies(house: House):
    house.done(NOBODY, "appendix", "build", "2024-0005", "--pictures", "--format", "html,pdf,docx", "--out", "图")
    for kind in ("html", "pdf", "docx"):
        assert "逐字节相同" in house.done(NOBODY, "verify", f"图/附表.{kind}")
    assert "<svg" in (house.folder / "图" / "附表.html").read_text(encoding="utf-8")


def test_a_letterhead_is_filled_and_named_to_verify(house: House):
    build = ("appendix", "build", "2024-0005", "--format", "docx", "--letterhead", str(LETTERHEAD), "--out", "版")
    house.done(NOBODY, *build)
    said = house.done(NOBODY, "verify", "版/附表.docx", "--letterhead", str(LETTERHEAD))
    assert "逐字节相同" in said


def test_the_office_s_own_sentences_stand_in_the_paragraph_and_are_named_to_verify(house: House):
    (house.folder / "说明.txt").write_text("取得的成效：培训 50 人。\n\n下一步：细化目标。\n", encoding="gb18030")
    build = ("appendix", "build", "2024-0005", "--format", "docx,md", "--text", "说明.txt", "--out", "文")
    house.done(NOBODY, *build)
    text = (house.folder / "文" / "附表.md").read_text(encoding="utf-8")
    assert "预算绩效管理形成预算绩效评价项目 1 个，全年预算数 51.60 万元，全年执行数 48.29 万元。" in text
    assert text.index("取得的成效：培训 50 人。") < text.index("下一步：细化目标。") < text.index("附：项目支出")
    assert "逐字节相同" in house.done(NOBODY, "verify", "文/附表.docx", "--text", "说明.txt")
    assert "--letterhead、--text" in house.refused(NOBODY, 8, "verify", "文/附表.docx")


def test_one_table_stands_alone_without_the_paragraph_of_the_office(house: House):
    house.done(NOBODY, "appendix", "build", "2024-0005", "--format", "md", "--out", "单")
    assert "情况说明" not in (house.folder / "单" / "附表.md").read_text(encoding="utf-8")


def test_a_form_that_does_not_print_such_a_project_is_said(house: House):
    result = house.run(
        NOBODY, "appendix", "build", "2024-0001", "--form", "project-2020", "--format", "md", "--out", "部"
    )
    assert result.code == 0
    assert "form-unfit" in result.err
    assert "仍用 department-2021" in result.err


def test_files_are_printed_as_approved_by_nobody(house: House):
    said = house.done(NOBODY, "appendix", "build", str(example_folder()), "--format", "json,html", "--out", "草")
    assert said.count("未经审核，没有核验码") == 6
    forms = json.loads((house.folder / "草" / "附表.json").read_text(encoding="utf-8"))["forms"]
    assert {form["mark"] for form in forms} == {"未经审核，不作公开之用"}
    assert "code-missing" in house.refused(NOBODY, 3, "verify", "草/附表.json")


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("2024-0005", "--format", "doc"), 3, "format-unknown"),
        (("2024-0005", "--format", ""), 3, "format-unknown"),
        (("2024-0005", "--form", "project-1999"), 3, "form-id-unknown"),
        (("2024-0005", "--form", "declaration", "--form", "project-2020"), 3, "forms-mixed"),
        (("--year", "2019"), 6, "edition-missing"),
        (("2024-0005", "没有的项目.toml"), 2, "不能混着写"),
        (("2024-0005", "--year", "2024"), 2, "要么写 --year"),
        ((), 2, "要么写 --year"),
        (("2024-0005", "--letterhead", "没有.docx"), 6, "file-missing"),
        (("2024-0005", "--fonts", "没有"), 3, "fonts-missing"),
    ],
)
def test_what_cannot_be_built_is_said_and_nothing_is_written(
    house: House, arguments: tuple[str, ...], code: int, words: str
):
    assert words in house.refused(NOBODY, code, "appendix", "build", *arguments, "--out", "空")
    assert not (house.folder / "空").exists()


def test_a_preview_is_written_in_the_format_of_its_name(house: House):
    house.done(NOBODY, "appendix", "forms", "project-13-columns", "--out", "预览.xlsx")
    assert (house.folder / "预览.xlsx").read_bytes().startswith(b"PK")
    house.done(NOBODY, "appendix", "forms", "declaration", "--out", "本地.toml")
    assert "declaration" in house.done(NOBODY, "appendix", "forms", "本地.toml", "--json")
    assert "不认识的后缀" in house.refused(NOBODY, 2, "appendix", "forms", "declaration", "--out", "预览.doc")
