"""Workbooks that come back (交回的填报表): which sheet is which project, which cell is which field, what was typed."""
