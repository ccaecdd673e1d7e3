"""The service (办理): one command is one transaction. The only door to the store for cli, web and batch.

Nothing is imported here: the inbox needs no scoring, and every command pays for what it imports.
"""
