"""Whether others can reach the web app with nobody asked who they are."""

from __future__ import annotations

import ipaddress

_OWN_NAME = "localhost"


def is_open_to_others(host: str, *, has_logins: bool) -> bool:
    """Whether the address listened on is more than this machine's own, and there are no logins.

    `host` is an address or a name; an empty one listens everywhere, and of an unknown name the worst is taken.
    """
    return not has_logins and not is_loopback(host)


def is_loopback(host: str) -> bool:
    """Whether an address is reached from this machine alone."""
    name = host.strip().strip("[]").rstrip(".").lower()
    if name == _OWN_NAME or name.endswith(f".{_OWN_NAME}"):
        return True
    try:
        return ipaddress.ip_address(name.partition("%")[0]).is_loopback
    except ValueError:
        return False
