"""What the printers of C and C++ share: expressions, statements, types, named constants, memory handed by pointer."""
