"""The stand-in for graph.facebook.com: a Page, its tokens, and official Instagram publishing."""
