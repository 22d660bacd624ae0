"""Logins: lines `user:hash` with bcrypt hashes, in a file or in the setting itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

import bcrypt

from assistant.errors import AssistantError

_HASH = re.compile(r"\$2[aby]\$\d\d\$[./A-Za-z0-9]{53}")
LONGEST = 72
"""Bytes of a password that bcrypt reads; longer ones are refused, not cut."""
_NOBODY = bcrypt.hashpw(b"nobody", bcrypt.gensalt(4)).decode("ascii")


class LoginError(AssistantError):
    """Logins or a password that cannot be used. The message is one line and shows no secret."""


def hash_password(password: str) -> str:
    """The bcrypt hash of a password. Raises LoginError for one that is empty or too long."""
    data = password.encode("utf-8")
    if not 8 <= len(data) <= LONGEST or b"\x00" in data:
        raise LoginError(f"a password has 8 to {LONGEST} bytes")
    return bcrypt.hashpw(data, bcrypt.gensalt()).decode("ascii")


def read_users(setting: str) -> dict[str, str]:
    """Hash by user, from lines (or a comma list) `user:hash`, or the file of them that the setting names.

    Raises LoginError for a file that cannot be read, a line that is none, or no user at all.
    """
    lines, place = setting, "BOUSSOLE_AUTH"
    if "$2" not in setting:
        place = f"BOUSSOLE_AUTH: {setting}"
        try:
            lines = Path(setting).expanduser().read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise LoginError(f"{place}: cannot be read as a file of logins") from error
    users: dict[str, str] = {}
    for number, line in enumerate(re.split(r"[\n,]", lines), 1):
        if not line.strip() or line.strip().startswith("#"):
            continue
        user, _, hashed = (part.strip() for part in line.strip().partition(":"))
        if not user or not _HASH.fullmatch(hashed) or user in users:
            raise LoginError(f"{place}, line {number}: write each user once as user:hash (boussole password)")
        users[user] = hashed
    if not users:
        raise LoginError(f"{place}: names no user; add a line user:hash (boussole password)")
    return users


def checker(users: Mapping[str, str]) -> Callable[[str, str], bool]:
    """Whether a name and a password belong together; an unknown name takes as long as a wrong password."""
    spare = next(iter(users.values()), _NOBODY)

    def check(user: str, password: str) -> bool:
        data = password.encode("utf-8", "replace")
        if len(data) > LONGEST or b"\x00" in data:
            return False
        fits = bcrypt.checkpw(data, users.get(user, spare).encode("ascii"))
        return fits and user in users

    return check
