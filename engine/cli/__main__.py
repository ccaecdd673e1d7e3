"""``python -m engine.cli``: the same command where the script is not on the path."""

from engine.cli.main import main

main()
