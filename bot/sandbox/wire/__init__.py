"""The wire: loopback sockets, TLS, HTTP/1.1 and HTTP/2, and every way to fail an answer."""
