"""The audit report (核查报告): what was found, as plain values first, then as a page, a workbook, a text."""
