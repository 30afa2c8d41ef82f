"""The sample archive: an association's news site with the frame and the defects of a real one."""
