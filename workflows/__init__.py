"""谁在何时可以做什么、发生过什么（who may do what, when, and what happened）。

留给流程的房间，现在还是空的：目标申报、执行监控、自评、审核还没有做。它将是纯的，也是唯一可以引用
`transitions` 的地方。
"""
