"""Forms as a Word file (Word 附表): tables that a clerk can go on writing in, on our page or on the office's own."""

from engine.forms.docx.document import publication_docx

__all__ = ["publication_docx"]
