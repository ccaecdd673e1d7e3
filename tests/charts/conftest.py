"""Charts are drawn of the same assessments as forms."""

from tests.forms.conftest import published, score, urumqi

__all__ = ["published", "score", "urumqi"]
