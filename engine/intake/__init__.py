"""What people hand in, read into documents: every mistake collected with file and line."""
