"""A short run of the campaign of random kills (随机杀死的短程); the long one is in docs/durability.md."""

from __future__ import annotations

from tests.durability.kill_campaign import Campaign
from tests.durability.life import Stages
from tests.durability.running import Nursery

KILLS = 8


def test_random_kills(nursery: Nursery, stages: Stages):
    campaign = Campaign(nursery, stages, seed=7)
    campaign.kill(KILLS)
    assert campaign.harm == []
    print("\n".join(campaign.table()))
