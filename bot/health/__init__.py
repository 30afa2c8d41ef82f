"""How others see that the daemon is well: HTTP, metrics, a heartbeat, systemd."""
