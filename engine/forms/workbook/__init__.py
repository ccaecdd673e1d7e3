"""The fill-in workbook (填报模板): projects as Excel sheets that clerks fill in and hand back. Data in, bytes out."""
