"""谁在何时可以做什么、发生过什么（who may do what, when, and what happened）。

纯的：没有文件、时钟、网络、数据库。`decide` 判断一条命令，`evolve` 由历史得出项目现在的样子，`history` 是防篡改的
哈希链。唯一可以引用 `transitions` 的地方。
"""
