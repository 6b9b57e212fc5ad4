"""Thread IR to tile IR: what one thread does to what one block does."""
