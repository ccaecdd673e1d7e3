"""Files beside the appendix (附表旁的文件): what is read and written over, the office's own text, fonts, old forms."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from engine.appendix import Order, appendix_files
from engine.forms.library import load_form
from engine.forms.specification import FormSpec
from engine.service.editions import Proven, proven
from engine.service.printing import edition_part
from engine.store.store import open_store
from tests.cli.conftest import House
from tests.conftest import REPOSITORY

SHIPPED, FONTS = (REPOSITORY / "engine" / "forms" / name for name in ("shipped", "fonts"))
LETTERHEAD = REPOSITORY / "examples" / "letterhead" / "letterhead.docx"
BUILD = ("appendix", "build", "2024-0005")


@pytest.fixture
def house(lived: Path, tmp_path: Path) -> House:
    """A copy to spoil."""
    shutil.copytree(lived, tmp_path / "here")
    return House(tmp_path / "here", lambda _: "jixiao.db", is_server=False)


class TestWrittenOver:
    def test_a_replaced_file_is_told_on_one_line(self, house: House):
        build = (*BUILD, "--format", "md", "--out", "出")
        assert house.run("zhang", *build).err == ""
        assert house.run("zhang", *build).err == "", "the same bytes replace nothing"
        for name in ("附表.md", "得分说明.md"):
            (house.folder / "出" / name).write_text("去年的", encoding="utf-8")
        assert house.run("zhang", *build).err == "替换了原有的文件：出/附表.md、出/得分说明.md\n"
        (house.folder / "出" / "附表.md").write_text("去年的", encoding="utf-8")
        data = json.loads(house.run("zhang", *build, "--json").out)["data"]
        assert data["replaced"] == ["出/附表.md"]

    @pytest.mark.parametrize(("option", "name"), [("--letterhead", "附表.docx"), ("--text", "附表.md")])
    def test_a_file_that_is_read_is_not_written_over(self, house: House, option: str, name: str):
        own = house.folder / name
        own.write_bytes(LETTERHEAD.read_bytes() if option == "--letterhead" else "成效：好。\n".encode())
        before = own.read_bytes()
        said = house.refused("zhang", 3, *BUILD, "--format", name[3:], option, name, "--out", ".")
        assert "output-is-input" in said
        assert own.read_bytes() == before

    def test_a_name_without_letters_leaves_no_hole(self, house: House):
        form = (REPOSITORY / "examples" / "urumqi-2024" / "04-supervision.toml").read_text(encoding="utf-8")
        tables = house.folder / "表"
        tables.mkdir()
        for number, name in enumerate(("？！", "甲")):
            text = form.replace('name = "金融监管工作经费"', f'name = "{name}"', 1)
            assert text != form
            (tables / f"0{number}.toml").write_text(text, encoding="utf-8")
        house.done("zhang", "appendix", "build", "表", "--each", "--format", "md", "--out", "各")
        names = {path.name for path in (house.folder / "各").iterdir() if "附表" in path.name}
        assert names == {"001-附表.md", "002-甲-附表.md"}


class TestOwnText:
    def refused(self, house: House, text: str) -> str:
        (house.folder / "说明.txt").write_text(text, encoding="utf-8")
        return house.refused("zhang", 3, *BUILD, "--format", "md", "--text", "说明.txt", "--out", "文")

    def test_two_hundred_paragraphs_are_enough(self, house: House):
        assert "own-text-long" in self.refused(house, "成效。\n" * 201)
        assert "own-text-long" in self.refused(house, "好" * 33_334)  # 3 字节一个字，100,002 字节
        (house.folder / "说明.txt").write_text("成效。\n" * 200, encoding="utf-8")
        house.done("zhang", *BUILD, "--format", "md", "--text", "说明.txt", "--out", "文")

    @pytest.mark.parametrize(
        "line",
        [
            "核验码 0000-1111-2222-3333-4444（第 1 稿）　锚 1-" + "0" * 32,
            "　　核 验 码 0000-\n1111-2222-3333-4444",
            "见锚 12-0123456789abcdef0123456789abcdef",
            "表式：财预，project-2021，0123456789abcdef",
        ],
    )
    def test_nothing_that_reads_like_a_proof(self, house: House, line: str):
        assert "own-text-like-note" in self.refused(house, f"取得的成效：培训 50 人。\n{line}\n")

    def test_a_mention_is_none(self, house: House):
        (house.folder / "说明.txt").write_text("各表下印有核验码，可到本局核对；表式见财政厅网站。\n", encoding="utf-8")
        house.done("zhang", *BUILD, "--format", "md", "--text", "说明.txt", "--out", "文")


def test_a_broken_font_is_told_by_its_name(house: House):
    folder = house.folder / "字体"
    folder.mkdir()
    (folder / "衬线.ttf").write_bytes((FONTS / "NotoSerif-Regular.ttf").read_bytes())
    build = (*BUILD, "--format", "pdf", "--fonts", "字体", "--out", "字")
    house.done("zhang", *build)
    (folder / "坏的.otf").write_bytes(b"OTTO" + b"\x00" * 200)
    said = house.refused("zhang", 3, *build)
    assert "font-broken" in said
    assert "坏的.otf" in said
    assert "衬线.ttf" not in said


class TestAnEarlierEditionOfAForm:
    """A form that ships is revised; files printed before still name the old one by its hash."""

    @pytest.fixture
    def printed(self, house: House) -> House:
        text = (SHIPPED / "project-2021.toml").read_text(encoding="utf-8")
        for name, word in (("旧版.toml", "合计得分"), ("别的旧版.toml", "总计")):
            (house.folder / name).write_text(text.replace('label = "总分"', f'label = "{word}"'), encoding="utf-8")
        form = load_form(str(house.folder / "旧版.toml"), any_edition=True)
        assert isinstance(form, FormSpec)
        with open_store(str(house.folder / "jixiao.db")) as store:
            edition = proven(store, store.stream("2024-0005"))
        assert isinstance(edition, Proven)
        files = appendix_files(Order(("docx",), named=(form,)), [edition_part(edition)])
        (house.folder / "旧.docx").write_bytes(files["附表.docx"])
        return house

    def test_the_file_of_that_edition_verifies_it(self, printed: House):
        assert "form-changed" in printed.refused("zhang", 5, "verify", "旧.docx")
        assert "form-changed" in printed.refused("zhang", 5, "verify", "旧.docx", "--form", "别的旧版.toml")
        done = printed.run("zhang", "verify", "旧.docx", "--form", "旧版.toml")
        assert (done.code, "逐字节相同" in done.out) == (0, True), done.err
        assert "表式 project-2021 不是随程序来的" in done.err

    def test_nothing_new_is_printed_on_it(self, printed: House):
        assert "form-id-taken" in printed.refused("zhang", 3, *BUILD, "--form", "旧版.toml", "--out", "新")

    def test_a_shipped_form_named_for_a_file_is_not_called_foreign(self, printed: House):
        printed.done("zhang", *BUILD, "--form", "project-2020", "--format", "docx", "--out", "新")
        done = printed.run("zhang", "verify", "新/附表.docx", "--form", "project-2020")
        assert (done.code, done.err) == (0, "")


def _hidden(sheet: str) -> str:
    return sheet.replace('<row r="3"', '<row r="3" hidden="1"')


def _beside(sheet: str) -> str:
    more = '<row r="900"><c r="A900" t="inlineStr"><is><t>另加说明</t></is></c></row></sheetData>'
    return sheet.replace("</sheetData>", more)


@pytest.mark.parametrize(("change", "is_hinted"), [(_hidden, False), (_beside, True)])
def test_only_texts_one_can_see_may_come_from_a_letterhead(house: House, change: Callable[[str], str], is_hinted: bool):
    """藏起来的行不会是版头、说明带来的：那句提示只在多出看得见的文字时说。"""
    house.done("zhang", *BUILD, "--format", "xlsx", "--out", "表")
    path, name = house.folder / "表" / "附表.xlsx", "xl/worksheets/sheet1.xml"
    with ZipFile(path) as archive:
        parts = {one: archive.read(one) for one in archive.namelist()}
    sheet = change(parts[name].decode())
    assert sheet != parts[name].decode()
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for one, data in {**parts, name: sheet.encode()}.items():
            archive.writestr(one, data)
    said = house.refused("zhang", 8, "verify", "表/附表.xlsx")
    assert ("--letterhead、--text" in said) is is_hinted
    assert ("遮掩的地方：定稿是「（没有）」，文件里是「隐藏的行 3」" in said) is not is_hinted
