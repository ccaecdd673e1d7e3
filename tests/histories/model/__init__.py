"""The reference model (参照模型): the policy in words, written a second time, in plain Python and nothing else.

It imports nothing of ours. It reads the fields of a command and says whether it is allowed, and how things stand then.
"""
