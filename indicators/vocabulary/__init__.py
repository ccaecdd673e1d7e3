"""The Chinese surface words as tables (signs, units, grades, clause words). Words only, no logic."""
