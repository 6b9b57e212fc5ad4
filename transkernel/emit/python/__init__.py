"""What printers of Python share: numbers, comments, long lines, names."""
