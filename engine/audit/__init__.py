"""What looks wrong in tables that are formally right (疑点). Each check is one small function."""

from engine.audit.finding import Finding
from engine.audit.run import find_all

__all__ = ["Finding", "find_all"]
