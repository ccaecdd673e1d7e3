"""接触外部世界的一切（what touches the world）。

存储、表格的读入与输出、核查、批量评分、命令行和网页都在这里。它调用 `workflows` 和
`indicators`，它们从不反过来引用它；一条命令就是一次事务，`engine.service` 是唯一的门。
"""
