"""接触外部世界的一切（what touches the world）。

现有：读入（intake）、计分的装配、附表和图（forms、charts）、疑点核查（audit）、命令行（cli）。
它调用 `indicators`，`indicators` 从不反过来引用它。
"""
