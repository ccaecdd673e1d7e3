"""Many files: what kills its process or hangs costs one file; order does not depend on which came first; ZIPs are limited."""

from __future__ import annotations

import os
import time
import warnings
import zipfile
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from engine.audit.archive import Archive, member_name, opened
from engine.audit.batch import Batch, audited
from engine.audit.one_file import Order
from engine.audit.sources import sources_of
from engine.audit.workers import Lost, each_done
from engine.examples import example_folder
from indicators.problems import Problem

DISCLOSURE = (example_folder() / "disclosure.txt").read_bytes()


def behave(task: str) -> str:
    """What a hostile file does to the process that reads it."""
    if task == "dies":
        os._exit(9)
    if task == "hangs":
        time.sleep(60)
    if task == "fails":
        raise ZeroDivisionError
    return task.upper()


def test_a_death_a_hang_and_a_bug_cost_one_task_each() -> None:
    tasks = ["a", "dies", "b", "hangs", "c", "fails", "d"]
    done = dict(each_done(behave, tasks, processes=2, seconds=2))
    assert done == {0: "A", 1: Lost.DIED, 2: "B", 3: Lost.TOO_SLOW, 4: "C", 5: Lost.FAILED, 6: "D"}


def test_tasks_are_taken_only_as_fast_as_they_are_done() -> None:
    taken: list[int] = []

    def tasks() -> object:
        for number in range(6):
            taken.append(number)
            yield str(number)

    results = each_done(behave, tasks(), processes=1, seconds=20)  # type: ignore[arg-type]
    next(results)
    assert len(taken) == 2  # one done, one being done
    results.close()  # type: ignore[attr-defined]


def settled(path: Path) -> Batch:
    with sources_of([path]) as listed:
        *_, batch = audited(Batch(), listed.sources, Order(), processes=2)
    return batch


def test_files_are_ranked_worst_first_and_refused_ones_do_not_stop_the_rest(tmp_path: Path) -> None:
    # 4.14 → 4.50 on the one row of the published tables that is not full: a score that no longer follows.
    worse = DISCLOSURE.decode().replace("\t4.14\t", "\t4.50\t")
    assert worse != DISCLOSURE.decode(), "the published 4.14 is there to be changed"
    (tmp_path / "a.txt").write_bytes(DISCLOSURE)
    (tmp_path / "b.txt").write_text(worse, encoding="utf-8")
    (tmp_path / "c.txt").write_text("没有表", encoding="utf-8")
    (tmp_path / "d.doc").write_bytes(b"\xd0\xcf\x11\xe0")
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8")
    with settled(tmp_path) as batch:
        assert [Path(one.file).name for one in batch.summaries] == ["b.txt", "a.txt"]
        assert [one.file for one in batch.reports()] == [one.file for one in batch.summaries]
    assert [(Path(one.file).name, one.problem.code) for one in batch.refused] == [
        ("c.txt", "no-table-found"),
        ("d.doc", "format-unknown"),
    ]
    assert sources_of([tmp_path]).skipped == 1


def archive_of(path: Path, files: dict[str, bytes]) -> Path:
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def test_members_of_an_archive_are_read_and_an_archive_in_it_is_not(tmp_path: Path) -> None:
    path = archive_of(tmp_path / "各部门.zip", {"甲/公开.txt": DISCLOSURE, "乙.zip": b"PK", "__MACOSX/a.txt": b"x"})
    with settled(path) as batch:
        pass
    assert [one.file for one in batch.summaries] == [f"{path}/甲/公开.txt"]
    assert [(one.file, one.problem.code) for one in batch.refused] == [(f"{path}/乙.zip", "zip-nested")]


def only_member(path: Path) -> bytes | Problem:
    archive = opened(path)
    assert isinstance(archive, Archive)
    members = archive.members()
    assert isinstance(members, list)
    with archive.file:
        return archive.read(members[0])


def test_a_bomb_is_refused_by_what_it_unpacks_to(tmp_path: Path) -> None:
    # 8 MB of one byte pack to about 8 KB: a thousandth, where 250 is the limit.
    data = only_member(archive_of(tmp_path / "弹.zip", {"a.txt": b"0" * 8_000_000}))
    assert isinstance(data, Problem)
    assert data.code == "zip-too-large"


def test_a_broken_member_and_a_broken_archive_are_told(tmp_path: Path) -> None:
    path = archive_of(tmp_path / "坏.zip", {"a.txt": DISCLOSURE})
    raw = bytearray(path.read_bytes())
    raw[200:260] = bytes(60)
    path.write_bytes(raw)
    data = only_member(path)
    assert isinstance(data, Problem)
    assert data.code == "zip-member-broken"
    path.write_bytes(b"PK\x03\x04 no archive")
    problem = opened(path)
    assert isinstance(problem, Problem)
    assert problem.code == "zip-broken"


def test_names_that_chinese_windows_wrote_are_read_as_gbk() -> None:
    info = ZipInfo("公开说明.docx".encode("gbk").decode("cp437"))
    assert member_name(info) == "公开说明.docx"
    info = ZipInfo("公开说明.docx")
    info.flag_bits = 0x800
    assert member_name(info) == "公开说明.docx"
    assert zipfile.ZipInfo("a.docx").filename == member_name(ZipInfo("a.docx"))


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(DISCLOSURE)
    listed = sources_of([tmp_path, tmp_path / "a.txt", tmp_path / "." / "a.txt"])
    assert len(listed.sources) == 1


def test_two_members_of_one_name_are_both_told(tmp_path: Path) -> None:
    archive = tmp_path / "两份.zip"
    with warnings.catch_warnings(), ZipFile(archive, "w") as file:
        warnings.simplefilter("ignore")  # zipfile warns of the second name: that is the point
        file.writestr("a.txt", "一")
        file.writestr("a.txt", "二")
    with sources_of([archive]) as listed:
        assert [source.name.removeprefix(str(tmp_path)) for source in listed.sources] == [
            "/两份.zip/a.txt",
            "/两份.zip（第 2 个）/a.txt",
        ]
