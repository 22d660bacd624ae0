"""The language model of the settings: off by default, refused in one line, never loaded for nothing."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.doctor import diagnose
from assistant.errors import ModelError
from assistant.llm import check_spec, choose_model, open_model, read_model
from assistant.settings import Settings, SettingsError, describe_settings, load_settings
from tests.command_line import run
from tests.scripted_model import ScriptedModel

ROOT = Path(__file__).parent.parent.parent


def test_no_model_by_default_and_none_is_opened() -> None:
    assert Settings(_env_file=None).llm == "none"  # type: ignore[call-arg]
    assert choose_model("none") is None


@pytest.mark.parametrize("spec", ["gpt", "openai:", ":model", "", " "])
def test_a_spec_that_is_none_is_refused(spec: str) -> None:
    with pytest.raises(ModelError, match="provider:model"):
        check_spec(spec)


@pytest.mark.parametrize(
    ("variable", "value", "words"),
    [
        ("BOUSSOLE_LLM", "gpt", "provider:model"),
        ("BOUSSOLE_LLM_URL", "localhost:11434", "https://host"),
        ("BOUSSOLE_LLM_TIMEOUT", "0", "greater than 0"),
    ],
)
def test_a_setting_of_the_model_that_cannot_be_used_is_said_in_one_line(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str, words: str
) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(SettingsError, match=variable) as caught:
        load_settings()
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


def test_keys_in_an_address_are_not_shown() -> None:
    url = "https://me:secret@llm.example/v1?api_key=abc123&x=1"
    settings = Settings(llm_url=url, _env_file=None)  # type: ignore[call-arg]
    shown = {name: value for name, value, _ in describe_settings(settings)}["BOUSSOLE_LLM_URL"]
    assert shown == "https://***@llm.example/v1?api_key=***&x=1"


def test_a_provider_that_is_not_installed_is_named_with_its_package(small_home: Path) -> None:
    with pytest.raises(ModelError, match=r"pip install") as caught:
        open_model("nosuchprovider:model") if importlib.util.find_spec("langchain") is None else open_model(
            "groq:x"
        )
    assert "\n" not in str(caught.value)
    found = diagnose(Settings(home=small_home, llm="groq:x", _env_file=None))  # type: ignore[call-arg]
    assert any("groq" in p for p in found.problems)


def test_the_command_line_refuses_a_model_it_cannot_open(small_home: Path) -> None:
    done = run(small_home, "ask", "kites", "--llm", "gpt")
    assert done.returncode == 1
    assert "provider:model" in done.stderr


def test_asking_without_a_model_loads_no_chat_package(small_home: Path) -> None:
    code = (
        "import sys, assistant.engine as e, assistant.settings as s;"
        f"e.open_engine(s.Settings(home={str(small_home)!r}, _env_file=None)).ask('records of kites');"
        "print([m for m in sys.modules if m.split('.')[0] in ('langchain', 'langchain_openai', 'openai', 'langgraph')"
        " or m.startswith('langchain_core.language_models.chat')])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_thinking_is_left_out_however_it_is_cut() -> None:
    for size in (1, 2, 5, 100):
        model = ScriptedModel(script="One <b>. <think>secret [1]</think>Two <think>more</think>.", size=size)
        said = "".join(read_model(model, [("human", "?")], timeout=10, longest=1000))
        assert said == "One <b>. Two ."
