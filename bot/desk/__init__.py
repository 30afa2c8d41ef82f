"""The web desk: approval on the phone, with the guarantees of the command line."""
