"""Published documents read back (公开件的读取): any file with 绩效自评表 in it, as tables whose every cell has a place.

``blocks`` is what a file looks like, ``tables`` what it means; one reader for each kind of file makes the first, one
grammar for all of them makes the second.
"""
