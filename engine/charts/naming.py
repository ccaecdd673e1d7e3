"""File names of figures (图的文件名): only letters, digits and Chinese characters, so any system can hold them."""

from __future__ import annotations

SUBJECT_LENGTH = 30


def figure_name(kind: str, subject: str = "") -> str:
    """A kind and what it is about, without what Windows refuses, far below 60 characters.

    >>> figure_name("扣分", 'A/B: "检查" <费>')
    '扣分-AB检查费'
    """
    kept = "".join(character for character in subject if character.isalnum())[:SUBJECT_LENGTH]
    return f"{kind}-{kept}" if kept else kind
