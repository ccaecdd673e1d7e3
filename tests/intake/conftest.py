"""The published assessments, which readers of files must find again."""

from tests.forms.conftest import published

__all__ = ["published"]
