"""`jixiao` 命令行（the command line）。

薄薄一层：读参数、调用 `engine` 里的函数，把结果排成表、JSON 和退出码。没有别的模块引用它。
"""
