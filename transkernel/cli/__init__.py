"""The command line: one file a command. Importing it loads click and nothing heavier."""
