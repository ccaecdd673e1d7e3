"""谁在何时可以做什么、发生过什么（who may do what, when, and what happened）。

纯函数的房间，也是唯一引用 `transitions` 的地方：流程定义是数据，`decide` 由命令得出事件
或拒绝的理由，事件首尾以哈希相连。写进数据库、读时钟、认人，都是 `engine` 的事。
"""
