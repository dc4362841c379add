"""What the commands do, apart from printing."""
