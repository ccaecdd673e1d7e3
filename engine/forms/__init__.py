"""The official forms (官方表格): one layout model, several renderers."""
