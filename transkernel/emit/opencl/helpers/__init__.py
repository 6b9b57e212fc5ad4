"""Functions of OpenCL C that a port brings along, each only where it is used."""
