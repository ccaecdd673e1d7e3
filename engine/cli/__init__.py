"""`jixiao` 命令行（the command line）。

薄薄一层：读参数、调用 `engine` 里的函数，把结果排成表、JSON 和退出码。没有别的模块引用它。
"""

import gc

# A command lives half a second and makes no garbage worth collecting: without this a tenth of it goes into looking.
gc.set_threshold(1_000_000, 20, 20)
