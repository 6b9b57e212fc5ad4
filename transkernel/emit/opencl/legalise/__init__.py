"""Thread IR to thread IR that OpenCL C can say."""
