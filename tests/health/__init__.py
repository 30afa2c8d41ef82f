"""HTTP, metrics, heartbeat, systemd."""
