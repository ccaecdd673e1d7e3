"""流程的规律（laws），用随机的一生、随机的文档和随机的篡改来试。"""

import json
from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.content import (
    cells,
    changes,
    content_of,
    declared_part,
    read_content,
    results_of,
    with_results,
)
from indicators.indicator import SelfAssessment
from tests.workflows.house import Life
from tests.workflows.strategies import DOCUMENTS, LAW, LIFE, lives
from workflows.definition import Phase
from workflows.events import TRIGGER_OF, Event, payload_of, read_event
from workflows.history import Anchor, Broken, Defect, Entry, canonical, hash_of, verify_chain
from workflows.project import Project, Stamp, evolve, fold
from workflows.snapshot import code_of
from workflows.triggers import Trigger


def entries_of(life: Life) -> list[Entry]:
    return [entry for entry in life.house.entries if entry.stream == life.id]


# ---------------------------------------------------------------- 一生


@LIFE
@given(lives())
def test_a_project_is_the_fold_of_its_entries(life: Life):
    """What was stored and read again makes the very project that was there when it happened."""
    assert fold(entries_of(life)) == life.project


@LIFE
@given(lives())
def test_folding_is_evolving_one_by_one_from_any_place(life: Life):
    entries = entries_of(life)
    for cut in range(1, len(entries)):
        project = fold(entries[:cut])
        for entry in entries[cut:]:
            event = read_event(entry.kind, entry.payload)
            project = evolve(project, life.id, event, Stamp(entry.actor, entry.at, entry.version))
        assert project == life.project


@LIFE
@given(lives())
def test_an_event_is_what_is_read_back_of_it(life: Life):
    for entry in entries_of(life):
        event = read_event(entry.kind, entry.payload)
        assert read_event(event.kind, payload_of(event)) == event
        assert payload_of(event) == entry.payload


@LIFE
@given(lives())
def test_every_step_is_one_of_the_definition_and_leads_where_it_says(life: Life):
    state = ""
    for entry in entries_of(life):
        to = read_event(entry.kind, entry.payload).to
        if state:
            step = life.workflow.step(state, TRIGGER_OF[entry.kind])
            assert step is not None
            assert step.target(state) == to
        else:
            assert to == life.workflow.initial
        state = to


@LIFE
@given(lives())
def test_who_had_a_hand_in_it_never_decided(life: Life):
    """Told from the bare entries, not from the project's own memory."""
    hands: set[str] = set()
    for entry in entries_of(life):
        payload = json.loads(entry.payload)
        if entry.kind in ("approved", "sent_back", "row_scored"):
            assert entry.actor not in hands
        elif entry.kind not in ("transferred", "delegated", "undelegated", "published", "corrected"):
            hands.add(entry.actor)
        hands |= {payload[name] for name in ("owner", "account") if entry.kind != "undelegated" and name in payload}


@LIFE
@given(lives())
def test_editions_are_numbered_supersede_one_another_and_carry_their_code(life: Life):
    codes = [""]
    for number, edition in enumerate(life.project.editions, 1):
        assert (edition.number, edition.snapshot["number"]) == (number, number)
        assert edition.snapshot["supersedes"] == codes[-1]
        assert edition.code == code_of(edition.snapshot)
        codes.append(edition.code)
    closed = life.workflow.states[life.project.state].phase is Phase.CLOSED
    assert not closed or life.project.editions


def test_every_event_has_its_trigger_and_every_trigger_its_event():
    kinds = {model.model_fields["kind"].default for model in Event.__args__}
    assert set(TRIGGER_OF) == kinds
    assert set(TRIGGER_OF.values()) == set(Trigger)


@pytest.mark.parametrize("kind", ["submitted", "nonsense"])
def test_an_event_we_never_wrote_is_not_read(kind: str):
    with pytest.raises(ValueError, match="validation error"):
        read_event(kind, '{"to":"reviewing","more":1}')


# ---------------------------------------------------------------- 内容


def document(data: dict[str, Any]) -> SelfAssessment:
    read = read_content(data)
    assert isinstance(read, SelfAssessment), list(map(str, read))
    return read


@LAW
@given(DOCUMENTS)
def test_content_is_what_is_read_back_of_it(data: dict[str, Any]):
    content = content_of(document(data))
    assert content_of(document(content)) == content
    assert document(content) == document(data)
    assert document(json.loads(canonical(content))) == document(data)


@LAW
@given(DOCUMENTS)
def test_a_declaration_filled_with_its_results_is_the_whole(data: dict[str, Any]):
    content = content_of(document(data))
    declared = content_of(document(declared_part(content)))
    assert with_results(declared, results_of(content)) == {name: value for name, value in content.items() if value}
    assert changes(declared, declared_part(declared)) == ()


@LAW
@given(DOCUMENTS)
def test_filling_in_the_same_results_again_changes_nothing(data: dict[str, Any]):
    content = content_of(document(data))
    assert changes(content, with_results(content, results_of(content))) == ()


@LAW
@given(DOCUMENTS, DOCUMENTS)
def test_changes_are_what_differs(old: dict[str, Any], new: dict[str, Any]):
    assert changes(old, old) == ()
    found = changes(old, new)
    after = dict(cells(old))
    for change in found:
        assert after.get(change.cell) == change.old != change.new
        if change.new is None:
            del after[change.cell]
        else:
            after[change.cell] = change.new
    assert after == cells(new)
    back = {(change.cell, change.new, change.old) for change in changes(new, old)}
    assert back == {(change.cell, change.old, change.new) for change in found}


@LAW
@given(DOCUMENTS, st.randoms(use_true_random=False))
def test_canonical_json_is_the_same_whatever_the_order_of_keys(data: dict[str, Any], random: Any):
    def shuffled(value: Any) -> Any:
        if isinstance(value, dict):
            names = list(value)
            random.shuffle(names)
            return {name: shuffled(value[name]) for name in names}
        return [shuffled(one) for one in value] if isinstance(value, list) else value

    assert canonical(shuffled(data)) == canonical(data)
    assert json.loads(canonical(data)) == data


def test_canonical_json_has_no_numbers_that_machines_read_differently():
    with pytest.raises(ValueError, match="JSON"):
        canonical({"x": float("nan")})


# ---------------------------------------------------------------- 哈希链


def broken(entries: list[Entry], head: Anchor | None, *anchors: Anchor) -> list[Broken]:
    return list(verify_chain(entries, head, anchors))


def rehashed(entries: list[Entry], start: int) -> list[Entry]:
    """What somebody does who can write: every hash from a place on made again."""
    made = entries[:start]
    for entry in entries[start:]:
        linked = replace(entry, previous=made[-1].hash if made else "0" * 64)
        made.append(replace(linked, hash=hash_of(linked)))
    return made


@LIFE
@given(lives(steps=12))
def test_an_honest_chain_is_whole(life: Life):
    entries = life.house.entries
    assert broken(entries, Anchor.of(entries[-1]), *(Anchor.of(entry) for entry in entries)) == []
    assert broken([], None) == []


HASHED = [field.name for field in fields(Entry) if field.name not in ("seq", "hash")]


@LIFE
@given(lives(steps=12), st.data())
def test_a_change_of_any_field_is_found_where_it_is(life: Life, data: st.DataObject):
    entries = list(life.house.entries)
    place = data.draw(st.integers(0, len(entries) - 1))
    name = data.draw(st.sampled_from(HASHED))
    value = 99 if name == "version" else getattr(entries[place], name) + "x"
    changed: dict[str, Any] = {name: value}
    entries[place] = replace(entries[place], **changed)
    found = broken(entries, Anchor.of(entries[-1]))
    assert (Defect.EDITED, place + 1) in [(one.defect, one.seq) for one in found]


@LIFE
@given(lives(steps=12), st.data())
def test_a_removed_entry_is_missed_where_it_was(life: Life, data: st.DataObject):
    entries = life.house.entries
    place = data.draw(st.integers(0, len(entries) - 2))
    found = broken(entries[:place] + entries[place + 1 :], Anchor.of(entries[-1]))
    assert (Defect.MISSING, place + 1) in [(one.defect, one.seq) for one in found]


@LIFE
@given(lives(steps=12), st.data())
def test_two_entries_changed_over_are_found(life: Life, data: st.DataObject):
    entries = list(life.house.entries)
    place = data.draw(st.integers(0, len(entries) - 2))
    entries[place], entries[place + 1] = entries[place + 1], entries[place]
    found = {(one.defect, one.seq) for one in broken(entries, Anchor.of(life.house.entries[-1]))}
    assert {(Defect.MISSING, place + 1), (Defect.OUT_OF_ORDER, place + 1)} <= found


@LIFE
@given(lives(steps=12), st.data())
def test_an_entry_changed_with_its_hash_does_not_fit_the_next(life: Life, data: st.DataObject):
    entries = list(life.house.entries)
    place = data.draw(st.integers(0, len(entries) - 2))
    forged = replace(entries[place], actor="eve")
    entries[place] = replace(forged, hash=hash_of(forged))
    found = broken(entries, Anchor.of(entries[-1]))
    assert [(one.defect, one.seq) for one in found] == [(Defect.RELINKED, place + 2)]


@LIFE
@given(lives(steps=12), st.data())
def test_a_chain_forged_to_its_end_is_found_by_one_anchor_kept_elsewhere(life: Life, data: st.DataObject):
    entries = life.house.entries
    place = data.draw(st.integers(0, len(entries) - 1))
    kept = data.draw(st.sampled_from(entries[place:]))
    forged = [*entries[:place], replace(entries[place], actor="eve"), *entries[place + 1 :]]
    forged = rehashed(forged, place)
    assert broken(forged, Anchor.of(forged[-1])) == []  # 链条自己看不出来
    assert [one.defect for one in broken(forged, Anchor.of(forged[-1]), Anchor.of(kept))] == [Defect.ANCHOR]


@LIFE
@given(lives(steps=12), st.data())
def test_a_cut_tail_is_found_by_the_head_and_by_an_anchor(life: Life, data: st.DataObject):
    entries = life.house.entries
    end = data.draw(st.integers(0, len(entries) - 1))
    assert [one.defect for one in broken(entries[:end], Anchor.of(entries[-1]))] == [Defect.HEAD]
    cut_head = Anchor.of(entries[end - 1]) if end else None
    found = broken(entries[:end], cut_head, Anchor.of(entries[-1]))
    assert [(one.defect, one.seq) for one in found] == [(Defect.ANCHOR, len(entries))]


@LIFE
@given(lives(steps=12))
def test_a_repeated_entry_is_out_of_order(life: Life):
    entries = life.house.entries
    found = broken([*entries, entries[-1]], Anchor.of(entries[-1]))
    # 次序和版次各说一次
    assert [(one.defect, one.seq) for one in found] == [(Defect.OUT_OF_ORDER, len(entries))] * 2


def test_a_life_that_does_not_begin_with_a_declaration_is_no_life():
    event = read_event("recalled", '{"to":"declaring"}')
    with pytest.raises(ValueError, match="begins with recalled"):
        evolve(None, "2024-0001", event, Stamp("zhang", "2026-11-25T07:49:44Z", 1))


def test_a_project_is_not_declared_twice():
    from tests.workflows.house import House

    life = House.with_everybody().project("standard").declare()
    declared = read_event("declared", entries_of(life)[0].payload)
    with pytest.raises(ValueError, match="twice"):
        evolve(life.project, life.id, declared, Stamp("zhang", "2026-11-25T07:49:44Z", 2))
    assert isinstance(life.project, Project)
