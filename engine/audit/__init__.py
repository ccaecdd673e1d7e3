"""What looks wrong in tables that are formally right (疑点). Each check is one small file."""

from engine.audit.finding import Finding
from engine.audit.run import audit, find_all

__all__ = ["Finding", "audit", "find_all"]
