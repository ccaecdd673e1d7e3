"""The migrations (库结构的迁移): each brings a database from one version of the schema to the next."""
