"""WHAT to read: one file per dataset, a declaration and at most one small function."""
