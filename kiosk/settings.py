"""The settings: typed, from `SHUBBAK_…` variables, refused when one is wrong or misspelt."""

import os
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

PREFIX = "SHUBBAK_"


class UnknownSetting(ValueError):
    """A `SHUBBAK_…` variable that no setting has."""


class Settings(BaseSettings):
    """What an operator can set. Each field's description is its documentation."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="forbid", frozen=True)

    data_dir: Path = Field(Path("instance"), description="Folder of the database file, the papers and the secret key.")
    database_url: str = Field("", description="SQLAlchemy address of the database; empty: SQLite in the data folder.")
    secret_key: str = Field("", description="Key that signs cookies; empty: made once and kept in the data folder.")
    host: str = Field("127.0.0.1", description="Address to listen on; 0.0.0.0 for all of the machine's networks.")
    port: int = Field(8000, ge=1, le=65535, description="Port to listen on.")
    public_url: str = Field("", description="Address that phones and screens use; empty: http://localhost:PORT.")
    threads: int = Field(512, ge=8, le=4096, description="Threads of the web process; more than its open screens.")
    press: Literal["inside", "beside"] = Field(
        "inside", description="Where papers are rendered: by the web service, or by `shubbak press` beside it."
    )
    press_workers: int = Field(1, ge=1, le=16, description="Processes that render papers.")
    signing_p12: Path | None = Field(None, description="Certificate (PKCS #12) that signs certificates; mode 600.")
    signing_p12_password_file: Path | None = Field(None, description="File with the password of SIGNING_P12; mode 600.")
    signing_pkcs11_module: Path | None = Field(None, description="Module (.so) of the token that signs certificates.")
    signing_pkcs11_token: str = Field("", description="Label of the token.")
    signing_pkcs11_pin_file: Path | None = Field(None, description="File with the token's PIN; mode 600.")
    signing_pkcs11_label: str = Field("", description="Label of the certificate and of its key on the token.")
    demonstration: bool = Field(
        False, description="Show the demonstration's sign-in on the front page; nobody must set up a second step."
    )
    session_idle_minutes: int = Field(
        120, ge=5, le=720, description="Minutes after which a sign-in that nobody uses ends."
    )
    session_hours: int = Field(12, ge=1, le=24, description="Hours after which a sign-in ends in any case.")
    secure_cookies: bool = Field(False, description="Send cookies over TLS only; set it wherever TLS is used.")
    trusted_proxies: int = Field(0, ge=0, le=3, description="Reverse proxies in front whose forwarded headers count.")

    @model_validator(mode="after")
    def _fill_in(self) -> Self:
        fill = object.__setattr__
        fill(self, "data_dir", self.data_dir.resolve())
        if not self.database_url:
            fill(self, "database_url", f"sqlite:///{self.data_dir / 'shubbak.sqlite'}")
        if self.database_url.startswith("postgresql://"):
            fill(self, "database_url", self.database_url.replace("postgresql:", "postgresql+psycopg:", 1))
        fill(self, "public_url", (self.public_url or f"http://localhost:{self.port}").rstrip("/"))
        return self


def load_settings() -> Settings:
    """Read the settings from the environment. Raises UnknownSetting or pydantic's ValidationError."""
    known = {f"{PREFIX}{name}".upper() for name in Settings.model_fields}
    unknown = sorted(name for name in os.environ if name.upper().startswith(PREFIX) and name.upper() not in known)
    if unknown:
        raise UnknownSetting(f"unknown setting: {', '.join(unknown)}")
    return Settings()  # type: ignore[call-arg]
