"""What other programs may call, who may log in, and the page behind a proxy: a real server and real clients."""

from __future__ import annotations

import asyncio
import json
import re
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import gradio as gr
import httpx
import pytest
from gradio.context import LocalContext
from gradio_client import Client
from mcp import ClientSession
from mcp.client.streamable_http import streamablehttp_client

from app import free_port
from assistant.engine import Engine
from assistant.passwords import LoginError, checker, hash_password, read_users
from assistant.ratings import Ratings
from assistant.web.ask import ask_screen
from assistant.web.owner import may_open, new_session_of, user_of
from assistant.web.page import build_page, launch_page
from assistant.web.qualify import qualify_screen
from assistant.web.qualify.desk import Desk, Shown
from assistant.web.screen import ScreenMaker
from rules import decide

TOOLS = ["search", "ask", "decide", "provision"]
RECORDS = "For how many years must a kite maker keep records?"


@pytest.fixture(scope="module")
def screens(tmp_path_factory: pytest.TempPathFactory) -> list[ScreenMaker]:
    """The screens on which people say something."""
    home = tmp_path_factory.mktemp("served")
    return [ask_screen(Ratings(home)), qualify_screen(home / "dossiers")]


@pytest.fixture(scope="module")
def served(small_engine: Engine, screens: list[ScreenMaker]) -> Iterator[str]:
    """Address of the page with its tools, MCP too."""
    page = build_page(small_engine, "fr", screens)
    port = free_port("127.0.0.1", 0, "fr")
    yield launch_page(page, host="127.0.0.1", port=port, language="fr", open_browser=False, mcp=True)
    page.close(verbose=False)


@pytest.fixture(scope="module")
def guarded(small_engine: Engine, screens: list[ScreenMaker]) -> Iterator[str]:
    """Address of the page with two logins."""
    check = checker({"anne": hash_password("correct horse"), "bob": hash_password("battery staple")})
    page = build_page(small_engine, "fr", screens)
    port = free_port("127.0.0.1", 0, "fr")
    yield launch_page(page, host="127.0.0.1", port=port, language="fr", open_browser=False, check_login=check)
    page.close(verbose=False)


def test_a_gradio_client_gets_the_json_of_the_contract(served: str, small_engine: Engine) -> None:
    client = Client(served, verbose=False)
    assert sorted(client.view_api(return_format="dict", print_info=False)["named_endpoints"]) == sorted(
        f"/{t}" for t in TOOLS
    )
    found = client.predict(question=RECORDS, k=3, api_name="/search")
    expected = small_engine.search(RECORDS, k=3)
    assert found["passages"] == expected["passages"]
    answer = client.predict(question=RECORDS, api_name="/ask")
    assert answer["kind"] == "answer"
    assert answer["citations"][0]["id"].startswith("mdr/art_10")
    facts = {"is_software": True, "intended_purposes": []}
    assert client.predict(facts=facts, questions=["qualification"], api_name="/decide") == decide(
        facts, ["qualification"]
    )
    assert client.predict(id="mdr/art_10/2", api_name="/provision")["version"] == "2017-05-05"


def test_an_mcp_client_lists_and_calls_the_four_tools(served: str) -> None:
    async def play() -> tuple[Any, Any, Any]:
        async with (
            streamablehttp_client(f"{served}gradio_api/mcp/") as (read, write, _),
            ClientSession(read, write) as session,
        ):
            await session.initialize()
            tools = await session.list_tools()
            told = await session.call_tool("provision", {"id": "mdr/art_10/2", "lang": "en"})
            wrong = await session.call_tool("provision", {"id": "mdr/art_999"})
            return tools, told, wrong

    tools, told, wrong = asyncio.run(play())
    assert sorted(t.name for t in tools.tools) == sorted(TOOLS)
    for tool in tools.tools:
        assert tool.description
        assert all("description" in p for p in tool.inputSchema["properties"].values()), tool.inputSchema
    by_name = {t.name: t.inputSchema for t in tools.tools}
    assert by_name["ask"]["required"] == ["question"]
    assert by_name["search"]["properties"]["k"]["type"] in ("integer", "number")
    assert "Kite makers shall tell" in told.content[0].text
    assert wrong.isError
    assert "mdr/art_999" in wrong.content[0].text


def test_a_named_conversation_of_the_command_line_cannot_be_opened(served: str) -> None:
    client = Client(served, verbose=False)
    with pytest.raises(Exception, match="no conversation 'mon-appli' of yours"):
        client.predict(question=RECORDS, session="mon-appli", api_name="/ask")


def test_without_a_login_nothing_is_told(guarded: str) -> None:
    assert httpx.get(f"{guarded}config").status_code == 401
    assert httpx.get(f"{guarded}gradio_api/info").status_code == 401
    wrong = httpx.post(f"{guarded}login", data={"username": "anne", "password": "battery staple"})
    assert wrong.status_code == 400


def test_conversations_of_two_users_are_kept_apart(guarded: str) -> None:
    anne = Client(guarded, auth=("anne", "correct horse"), verbose=False)
    bob = Client(guarded, auth=("bob", "battery staple"), verbose=False)
    begun = anne.predict(
        question="Notre appli détecte l'arythmie sur un ECG : quelle classe ?", api_name="/ask"
    )
    again = anne.predict(question="oui", session=begun["session"], api_name="/ask")
    assert again["facts"]["known"]["is_software"] is True
    with pytest.raises(Exception, match="of yours"):
        bob.predict(question="oui", session=begun["session"], api_name="/ask")


def test_an_id_is_its_owners_and_cannot_be_guessed() -> None:
    mine = new_session_of("anne")
    assert may_open("anne", mine)
    assert not may_open("bob", mine)
    assert not may_open("", mine)
    assert may_open("", new_session_of(""))
    assert len({new_session_of("") for _ in range(50)}) == 50
    assert user_of(None) == ""
    assert user_of(gr.Request(username="anne")) == "anne"


def test_logins_are_read_from_lines_or_a_file_and_checked(tmp_path: Any) -> None:
    line = f"anne:{hash_password('correct horse')}"
    file = tmp_path / "logins"
    file.write_text(f"# us\n\n{line}\n", encoding="utf-8")
    assert read_users(str(file)) == read_users(line)
    check = checker(read_users(line))
    assert check("anne", "correct horse")
    assert not check("anne", "correct hors")
    assert not check("eve", "correct horse")
    for bad in ("anne:$2b$secret", f"{line}\n{line}", str(tmp_path / "none")):
        with pytest.raises(LoginError) as caught:
            read_users(bad)
        assert "$2b$secret" not in str(caught.value)
    with pytest.raises(LoginError):
        hash_password("short")


def test_the_tools_speak_json_that_can_be_written(small_engine: Engine) -> None:
    from assistant.web.tools import tools_of

    _, _, _, provision = tools_of(small_engine)
    assert json.loads(json.dumps(provision("mdr/art_120", "en")))["amended"]


# Behind a proxy


class Proxy(BaseHTTPRequestHandler):
    """Serves `target` under /boussole, as a reverse proxy that takes the path away."""

    target = ""

    def do_GET(self) -> None:
        """Pass a request on."""
        if not self.path.startswith("/boussole/"):
            self.send_error(404)
            return
        host = str(self.headers["Host"])
        reply = httpx.get(
            self.target + self.path.removeprefix("/boussole/"),
            headers={"Host": host, "X-Forwarded-Host": host, "X-Forwarded-Proto": "http"},
        )
        self.send_response(reply.status_code)
        self.send_header("Content-Type", reply.headers.get("content-type", ""))
        self.end_headers()
        self.wfile.write(reply.content)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def test_behind_a_proxy_every_asset_and_deep_link_stands_under_its_path(
    small_engine: Engine, screens: list[ScreenMaker]
) -> None:
    page = build_page(small_engine, "fr", screens)
    port = free_port("127.0.0.1", 0, "fr")
    url = launch_page(
        page, host="127.0.0.1", port=port, language="fr", open_browser=False, root_path="/boussole"
    )
    Proxy.target = f"http://127.0.0.1:{port}/"
    server = ThreadingHTTPServer(("127.0.0.1", 0), Proxy)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    outside = f"http://127.0.0.1:{server.server_address[1]}/boussole/"
    try:
        for link in ("", "?provision=mdr/art_10"):
            shown = httpx.get(outside + link)
            assert shown.status_code == 200, url
            roots = set(re.findall(r'"root":\s*"([^"]+)"', shown.text))
            assert roots == {outside.rstrip("/")}
            assets = re.findall(r'(?:src|href)="([^"#]+\.(?:js|css|svg))"', shown.text)
            assert assets
            for asset in assets[:6]:
                assert httpx.get(urljoin(str(shown.url), asset)).status_code == 200, asset
    finally:
        server.shutdown()
        page.close(verbose=False)


@pytest.fixture
def as_user() -> Iterator[Callable[[str], None]]:
    """Makes the event under way one of a user who is logged in."""
    before = LocalContext.request.set(None)
    yield lambda name: LocalContext.request.set(gr.Request(username=name))
    LocalContext.request.reset(before)


def test_products_and_dossiers_of_one_user_are_not_another_s(
    small_engine: Engine, tmp_path: Path, as_user: Callable[[str], None]
) -> None:
    desk = Desk(small_engine, tmp_path)
    as_user("anne")
    session, shown, _ = desk.say("", Shown(), "fr", "Mon logiciel détecte le mélanome.")
    session, shown = desk.save(session, shown, "fr", "Mélascan")
    assert desk.look(session, shown, "fr").product.name == "Mélascan"
    assert desk.dossiers.load(shown.dossier) is not None
    as_user("bob")
    assert desk.look(session, Shown(), "fr").product.name == ""
    assert desk.dossiers.load(shown.dossier) is None
    taken, _ = desk.save(session, Shown(), "fr", "Autre")
    assert taken != session
    as_user("anne")
    assert desk.look(session, shown, "fr").product.name == "Mélascan"
