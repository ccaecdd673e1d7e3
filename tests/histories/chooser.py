"""What is drawn next (取样): which project, by whom, which command."""

from __future__ import annotations

from hypothesis import strategies as st

from engine.service.declaring import Declaration
from tests.histories import forms
from tests.histories.drafts import Desk, likely, onward, tempting, weighted
from tests.histories.forms import Draw, seldom
from tests.histories.model.life import Life, World
from tests.histories.model.roads import DECIDING, WORKFLOWS
from tests.histories.model.steps import STEPS
from tests.histories.people import NOBODY, PEOPLE, RULEBOOKS
from tests.histories.stage import Step
from workflows.accounts import AccountCommand, AddAccount, ChangeRoles, CloseAccount
from workflows.roles import Role

MOST_PROJECTS = 3
TRIGGERS = tuple(STEPS)
ROLES: tuple[tuple[Role, ...], ...] = (
    (Role.OWNER,),
    (Role.REVIEWER,),
    (Role.OWNER, Role.REVIEWER),
    (Role.REVIEWER, Role.TREASURY_REVIEWER),
    (Role.TREASURY_REVIEWER,),
    (Role.OWNER, Role.FINANCE_OFFICER),
    (Role.AUDITOR,),
    (Role.OWNER, Role.AUDITOR),
    (Role.ADMINISTRATOR,),
)
_NO_LIFE = Life("standard", "", "", {"indicator": []}, frozenset())


class Chooser:
    """One draw after another, out of what the model holds for likely, tempting, or merely possible."""

    def __init__(self, draw: Draw, world: World) -> None:
        self._draw, self._world = draw, world

    def project(self) -> str:
        lives = tuple(self._world.lives)
        return self._draw(st.sampled_from(lives or ("2024-0001",)))  # type: ignore[no-any-return]

    def ahead(self) -> str:
        """Most often the project that came furthest."""
        lives = self._world.lives
        if not lives or seldom(self._draw, 3):
            return self.project()
        return max(lives, key=lambda one: (lives[one].version, one))

    def likely(self, *, on: bool = False) -> Step:
        """A step somebody may well take now; ``on``: one that brings a project further."""
        project = self.ahead() if on else self.project()
        life = self._world.lives.get(project)
        steps = (onward(self._world, project, life) if on else likely(self._world, life)) if life else []
        if life is None or not steps:
            return self.any()
        trigger = self._draw(st.sampled_from(weighted({one for one, _ in steps}, life)))
        who = self._draw(st.sampled_from([person for one, person in steps if one == trigger]))
        return who, project, Desk(self._draw, self._world, life, careful=True, onward=on).write(trigger)

    def tempting(self) -> Step | None:
        """Everything is as it should be, except who does it; None where nobody is near."""
        project = self.ahead()
        life = self._world.lives.get(project)
        steps = tempting(self._world, life) if life else []
        if life is None or not steps:
            return None
        deciding = [(does, who) for does, who in steps if does in DECIDING and self._world.reviews(who)]
        chosen = self._draw(st.sampled_from([deciding or steps, steps]))
        trigger = self._draw(st.sampled_from(sorted({does for does, _ in chosen})))
        near = [who for does, who in chosen if does == trigger]
        nearest = [who for who in near if who in (*life.delegates, *life.done_with)]
        who = self._draw(st.sampled_from(nearest or near))
        return who, project, Desk(self._draw, self._world, life, careful=True, onward=True).write(trigger)

    def any(self) -> Step:
        """Any step by anybody."""
        who, project = self._draw(st.sampled_from((*PEOPLE, NOBODY))), self.project()
        life = self._world.lives.get(project)
        if life is None or seldom(self._draw, 30):
            return who, "2024-9999", Desk(self._draw, self._world, _NO_LIFE, careful=True).write("publish")
        trigger = self._draw(st.sampled_from(TRIGGERS))
        careful = self._draw(st.booleans())
        return who, project, Desk(self._draw, self._world, life, careful=careful).write(trigger)

    def account(self, account: str) -> AccountCommand:
        what = self._draw(st.sampled_from(("roles", "close", "add")))
        if what == "close":
            return CloseAccount(id=account)
        roles = self._draw(st.sampled_from([one for one in ROLES if one != PEOPLE.get(account)]))
        return AddAccount(id=account, roles=roles) if what == "add" else ChangeRoles(id=account, roles=roles)

    def declarations(self, *, careful: bool) -> tuple[str, list[Declaration]]:
        """Who declares, and what; never more projects than a history is to have."""
        owners = careful or self._draw(st.booleans())
        owner = self._draw(st.sampled_from(("zhang", "wang", "li") if owners else (*PEOPLE, NOBODY)))
        is_own = careful or self._draw(st.booleans())
        who = owner if is_own else self._draw(st.sampled_from(("fin", "zhang", "aud")))
        workflow = self._draw(st.sampled_from(WORKFLOWS))
        count = self._draw(st.integers(1, MOST_PROJECTS - max(1, len(self._world.lives))))
        return who, [self._declaration(workflow, owner, careful=careful) for _ in range(count)]

    def _declaration(self, workflow: str, owner: str, *, careful: bool) -> Declaration:
        pin = self._draw(st.sampled_from(tuple(RULEBOOKS)))
        content = self._draw(forms.declarations(pin, careful=careful))
        return Declaration(content, workflow, RULEBOOKS[pin][0], owner)
