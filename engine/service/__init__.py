"""The service (办理): one command is one transaction. The only door to the store for cli, web and batch."""

from engine.service.identity import actor_of
from engine.service.receipt import Receipt
from engine.service.service import Service

__all__ = ["Receipt", "Service", "actor_of"]
