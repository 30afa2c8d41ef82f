"""The command line: parse, call one function of the pipeline, print. One file per noun."""
