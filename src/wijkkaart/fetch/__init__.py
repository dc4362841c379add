"""HOW to talk to a file or a service: one module per form, no dataset names."""
