"""The bytes of section 1.5, written out: keys sorted, no spaces, UTF-8, one newline, nothing that does not apply."""

from __future__ import annotations

import json
from typing import Any

import pytest

from rules import decide, serialize


def test_a_firm_verdict() -> None:
    assert serialize(decide({"is_software": False}, ["qualification"])).decode() == (
        '{"as_of":"2026-11-21","facts":{"is_software":false},"implied":[],"notes":["K20"],'
        '"ruleset":"RS-ELIG","verdicts":{"qualification":{"caveats":["K21"],"depends_on":[],'
        '"determining":["Q0"],"label_en":"Out of scope: the product is not software",'
        '"label_fr":"Hors du champ : le produit n\'est pas un logiciel","notes":[],"regime":"none",'
        '"trace":[{"cites":["mdcg-2019-11/3.3"],"facts":{"is_software":false},"rule":"Q0"}],'
        '"value":"out_of_scope"}},"version":"1.0.0"}\n'
    )


def test_an_open_verdict_on_facts_put_in_order_and_completed() -> None:
    facts = {"vital_immediate_danger": True, "intended_purposes": ["monitoring", "diagnosis", "monitoring"]}
    assert serialize(decide(facts, ["dmn_status"])).decode() == (
        '{"as_of":"2026-11-21","facts":{"intended_purposes":["diagnosis","monitoring"],'
        '"monitors_physiological_process":true,"vital_immediate_danger":true},"implied":["I2"],'
        '"notes":["K20"],"ruleset":"RS-ELIG","verdicts":{"dmn_status":{"ask_next":"ce_marking",'
        '"caveats":[],"label_en":"Missing information","label_fr":"Informations manquantes",'
        '"may_need":["ce_marking","is_software","action_on_data","individual_patient_benefit","in_house",'
        '"processes_personal_data","individual_use","annex_xvi","drives_or_influences",'
        '"accessory"],"notes":[],"value":"needs_facts"}},"version":"1.0.0"}\n'
    )


def test_a_contradiction() -> None:
    facts = {"linked_device_regime": "ivd", "linked_device_kind": "active_implantable"}
    assert serialize(decide(facts)).decode() == (
        '{"as_of":"2026-11-21","error":{"facts":["linked_device_class","linked_device_regime"],'
        '"kind":"contradiction","rule":"I10","values":["III","ivd"],"via":{"linked_device_class":"I8"}},'
        '"ruleset":"RS-ELIG","version":"1.0.0"}\n'
    )


def test_an_invalid_fact() -> None:
    assert serialize(decide({"is_software": "yes", "colour": "blue"})).decode() == (
        '{"as_of":"2026-11-21","error":{"facts":["colour","is_software"],"kind":"invalid_fact",'
        '"values":["blue","yes"]},"ruleset":"RS-ELIG","version":"1.0.0"}\n'
    )


ALWAYS = {"value", "label_fr", "label_en", "caveats", "notes"}
FIRM = ALWAYS | {"trace", "determining", "depends_on"}
OPEN = ALWAYS | {"ask_next", "may_need"}


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"is_software": False, "ce_marking": "none"},
        {"ce_marking": "mdr", "processes_personal_data": True, "individual_use": True},
    ],
)
def test_keys_that_do_not_apply_are_left_out(facts: dict[str, Any]) -> None:
    for question, verdict in decide(facts)["verdicts"].items():
        expected = OPEN if verdict["value"] == "needs_facts" else FIRM
        if question == "qualification" and expected is FIRM:
            expected = expected | {"regime"}
        if verdict["value"] == "required_for_reimbursement":
            expected = expected | {"routes"}
        assert set(verdict) == expected, question


def test_accents_are_written_as_they_are_and_keys_sorted_at_every_depth() -> None:
    data = serialize(decide({"ce_marking": "mdr", "patient_access": True, "individual_use": True}))
    assert "Dispositif médical numérique" in data.decode()
    assert (
        data
        == (
            json.dumps(json.loads(data), ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"
        ).encode()
    )
