"""A second reading of the specification, kept apart from the rules module.

Every table is written again as plain `if` statements, and the tree of section 1.3 is grown
the slow way: run the list, and at each unknown fact start again once for every value. It
shares nothing with the module but the names, so what both agree on was read twice.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

DOMAIN: dict[str, tuple[Any, ...]] = {
    "linked_device_regime": ("md", "ivd"),
    "linked_device_class": ("I", "IIa", "IIb", "III", "A", "B", "C", "D"),
    "linked_device_kind": (
        "active_implantable", "ionising_radiation", "active_therapeutic", "substance_delivery", "other",
    ),
    "in_vitro_data_role": ("none", "secondary", "principal", "sole"),
    "information_significance": ("inform", "drive", "treat_diagnose"),
    "healthcare_situation": ("non_serious", "serious", "critical"),
    "decision_impact": ("lower", "serious_or_surgery", "death_or_irreversible"),
    "ivd_user_setting": ("laboratory", "near_patient", "self_testing", "self_testing_class_b"),
    "ce_marking": ("none", "mdr", "ivdr", "directive"),
}  # fmt: skip

PURPOSES = {
    "diagnosis", "prevention", "monitoring", "prediction_prognosis", "treatment_alleviation",
    "injury_diagnosis_monitoring", "injury_treatment", "disability_compensation", "anatomy_process",
    "in_vitro_information", "conception_support", "contraception_sti", "device_cleaning",
}  # fmt: skip
TREAT = {"treatment_alleviation", "injury_treatment", "disability_compensation", "anatomy_process"}
MON = {"monitoring", "injury_diagnosis_monitoring", "anatomy_process"}
DIAG = {"diagnosis", "injury_diagnosis_monitoring", "in_vitro_information"}
DTX = {"treatment_alleviation", "injury_treatment"}
COMP = {"disability_compensation"}
RULE_1 = {"transfusion_agent", "high_risk_agent", "infectious_load"}
RULE_3 = {
    "sti_agent", "csf_blood_agent", "severe_infection", "prenatal_immune", "infective_status",
    "companion_diagnostic", "disease_staging", "cancer", "genetic_testing", "level_monitoring",
    "life_threatening_management", "prenatal_screening", "newborn_screening",
}  # fmt: skip


class UnknownError(Exception):
    def __init__(self, fact: str, group: frozenset[str] | None = None) -> None:
        self.fact, self.group = fact, group


class ContradictoryError(Exception):
    def __init__(self, rule: str, first: str, second: str) -> None:
        self.rule, self.facts = rule, [first, second]


def implied(known: dict[str, Any]) -> dict[str, Any]:
    """Section 1.2; raises ContradictoryError."""
    facts, mdr, ivdr = dict(known), ("I", "IIa", "IIb", "III"), ("A", "B", "C", "D")
    table: list[tuple[str, str, Callable[[Any], bool], str, Any]] = [
        ("I1", "telemonitoring", lambda v: v is True, "action_on_data", True),
        ("I2", "vital_immediate_danger", lambda v: v is True, "monitors_physiological_process", True),
        ("I3", "patient_access", lambda v: v is True, "processes_personal_data", True),
        ("I4", "professional_access", lambda v: v is True, "processes_personal_data", True),
        ("I5", "professional_access", lambda v: v is True, "professional_use", True),
        ("I6", "ce_marking", lambda v: v != "none", "in_house", False),
        ("I7", "in_house", lambda v: v is True, "ce_marking", "none"),
        ("I8", "linked_device_kind", lambda v: v == "active_implantable", "linked_device_class", "III"),
        ("I9", "linked_device_kind", lambda v: v == "ionising_radiation", "linked_device_class", "IIb"),
        ("I10", "linked_device_class", lambda v: v in mdr, "linked_device_regime", "md"),
        ("I11", "linked_device_class", lambda v: v in ivdr, "linked_device_regime", "ivd"),
        ("I12", "information_significance", lambda _: True, "decision_information", True),
        ("I13", "decision_impact", lambda _: True, "decision_information", True),
        ("I14", "surgical_intervention_risk", lambda v: v is True, "decision_information", True),
        ("I15", "telemonitoring", lambda v: v is True, "professional_act_only", False),
        ("I16", "professional_act_only", lambda v: v is True, "telemonitoring", False),
        ("I17", "annex_xvi", lambda v: v is True, "linked_device_regime", "md"),
    ]
    changed = True
    while changed:
        changed = False
        for rule, premise, test, target, value in table:
            if facts.get(premise) is None or not test(facts[premise]):
                continue
            if facts.get(target) is None:
                facts[target], changed = value, True
            elif facts[target] != value:
                raise ContradictoryError(rule, premise, target)
    look_for_pairs(facts)
    return facts


def look_for_pairs(facts: dict[str, Any]) -> None:
    purposes = facts.get("intended_purposes")
    if purposes is None:
        return
    named, role = set(purposes), facts.get("in_vitro_data_role")
    if "in_vitro_information" in named and role == "none":
        raise ContradictoryError("X1", "intended_purposes", "in_vitro_data_role")
    if facts.get("closed_loop_therapy") and not named & TREAT and facts.get("drives_or_influences") is False:
        raise ContradictoryError("X2", "closed_loop_therapy", "intended_purposes")
    if facts.get("immediate_danger_diagnosis") and not named & DIAG:
        raise ContradictoryError("X3", "immediate_danger_diagnosis", "intended_purposes")
    monitored = MON | {"conception_support", "contraception_sti"}
    if facts.get("monitors_physiological_process") and named and not named & monitored:
        raise ContradictoryError("X4", "monitors_physiological_process", "intended_purposes")
    if role in ("sole", "principal") and named and "in_vitro_information" not in named:
        raise ContradictoryError("X5", "in_vitro_data_role", "intended_purposes")


class Reader:
    """The facts on one path; a fact that is unknown stops the run."""

    def __init__(
        self, facts: dict[str, Any], supposed: tuple[tuple[str, frozenset[str], bool], ...] = ()
    ) -> None:
        self.facts, self.supposed = facts, supposed

    def __getattr__(self, fact: str) -> Any:
        if self.facts.get(fact) is None:
            raise UnknownError(fact)
        return self.facts[fact]

    def meets(self, group: set[str], fact: str = "intended_purposes") -> bool:
        if self.facts.get(fact) is not None:
            return bool(set(self.facts[fact]) & group)
        for name, other, answer in self.supposed:
            if name == fact and ((answer and group >= other) or (not answer and group <= other)):
                return answer
        raise UnknownError(fact, frozenset(group))


Answer = tuple[Any, str]
"""The value and the rule that gave it."""


def mdsw(r: Reader) -> bool:
    return r.meets(PURPOSES) and r.action_on_data and r.individual_patient_benefit


def qualification(r: Reader) -> Answer:
    if not r.is_software:
        return ("out_of_scope", "none"), "Q0"
    if mdsw(r):
        if r.drives_or_influences:
            if r.linked_device_regime == "md":
                return ("mdr_device", "mdr"), "Q2m"
            return ("ivd_device", "ivdr"), "Q2i"
        if not r.meets({"in_vitro_information"}):
            return ("mdr_device", "mdr"), "Q3"
        if r.in_vitro_data_role == "sole":
            return ("ivd_device", "ivdr"), "Q4"
        if r.in_vitro_data_role == "principal":
            return ("ivd_device", "ivdr"), "Q5"
        return ("mdr_device", "mdr"), "Q6"
    if r.annex_xvi:
        return ("annex_xvi_product", "mdr"), "Q7"
    if r.drives_or_influences:
        if r.linked_device_regime == "md":
            return ("drives_device", "mdr"), "Q8m"
        return ("drives_device", "ivdr"), "Q8i"
    if r.accessory:
        if r.linked_device_regime == "md":
            return ("accessory", "mdr"), "Q9m"
        return ("accessory", "ivdr"), "Q9i"
    return ("not_device", "none"), "Q10"


def impact(r: Reader) -> str:
    if r.facts.get("decision_impact") is not None:
        return str(r.facts["decision_impact"])
    if r.information_significance == "inform":
        return "lower"
    cell = {
        ("critical", "treat_diagnose"): "death_or_irreversible",
        ("critical", "drive"): "serious_or_surgery",
        ("serious", "treat_diagnose"): "serious_or_surgery",
    }.get((r.healthcare_situation, r.information_significance), "lower")
    if cell == "lower" and r.surgical_intervention_risk:
        return "serious_or_surgery"
    return cell


def monitors(r: Reader) -> bool:
    return r.meets(MON) and r.monitors_physiological_process


def mdr_class(r: Reader) -> Answer:
    (kind, regime), _ = qualification(r)
    if regime != "mdr":
        return "not_applicable", "C0"
    if kind == "annex_xvi_product":
        return r.linked_device_class, "CXVI"
    if kind == "drives_device":
        return r.linked_device_class, "C33"
    if kind == "accessory":
        return ("III", "C8") if r.linked_device_kind == "active_implantable" else ("I", "C32")
    if r.decision_information and impact(r) == "death_or_irreversible":
        return "III", "C11a-III"
    if (r.drives_or_influences or r.meets(TREAT)) and r.closed_loop_therapy:
        return "III", "C22"
    if r.drives_or_influences and r.linked_device_class == "III":
        return "III", "C33"
    if r.meets({"contraception_sti"}):
        return "IIb", "C15"
    if r.decision_information and impact(r) == "serious_or_surgery":
        return "IIb", "C11a-IIb"
    if r.drives_or_influences and r.linked_device_class == "IIb":
        return "IIb", "C33"
    if monitors(r) and r.vital_immediate_danger:
        return "IIb", "C11b-IIb"
    if r.meets(DIAG) and r.immediate_danger_diagnosis:
        return "IIb", "C10-IIb"
    if r.decision_information and impact(r) == "lower":
        return "IIa", "C11a-IIa"
    if monitors(r) and not r.vital_immediate_danger:
        return "IIa", "C11b-IIa"
    if r.drives_or_influences and r.linked_device_class == "IIa":
        return "IIa", "C33"
    if r.drives_or_influences and r.linked_device_class == "I":
        return "I", "C33"
    assert not r.decision_information
    assert not monitors(r)
    return "I", "C11c"


def ivdr_class(r: Reader) -> Answer:
    (kind, regime), _ = qualification(r)
    if regime != "ivdr":
        return "not_applicable", "V0"
    if kind == "drives_device":
        return r.linked_device_class, "V14"
    if kind == "accessory":
        return ("B", "V6a") if r.accessory_critical else ("A", "V5a")
    if r.meets(RULE_1, "ivd_uses"):
        return "D", "V1"
    if r.meets({"blood_group_d"}, "ivd_uses"):
        return "D", "V2d"
    if r.drives_or_influences and r.linked_device_class == "D":
        return "D", "V14"
    if r.meets({"tissue_typing"}, "ivd_uses"):
        return "C", "V2c"
    if r.meets(RULE_3, "ivd_uses"):
        return "C", "V3"
    if r.ivd_user_setting == "self_testing":
        return "C", "V4a"
    if r.drives_or_influences and r.linked_device_class == "C":
        return "C", "V14"
    if r.ivd_user_setting == "self_testing_class_b":
        return "B", "V4b"
    return "B", "V6"


def conformity_route(r: Reader) -> Answer:
    (kind, regime), _ = qualification(r)
    if kind in ("not_device", "out_of_scope"):
        return "none", "A0"
    if r.in_house and not r.equivalent_available:
        return "in_house_exemption", "A1"
    hosted = kind in ("drives_device", "annex_xvi_product")
    hosted = hosted or (kind in ("mdr_device", "ivd_device") and r.drives_or_influences)
    if hosted and r.integral_part:
        return "with_host_device", "A2"
    if regime == "ivdr":
        return ("self_declaration", "A3") if ivdr_class(r)[0] == "A" else ("notified_body", "A4")
    if mdr_class(r)[0] != "I":
        return "notified_body", "A5"
    if r.measuring_function:
        return "notified_body_metrology", "A6"
    return "self_declaration", "A7"


def dmn_status(r: Reader) -> Answer:
    if r.ce_marking == "none":
        if qualification(r)[0][0] in ("not_device", "out_of_scope", "annex_xvi_product"):
            return "not_dmn", "D1"
        if r.in_house:
            return "not_dmn", "D2"
    if not r.processes_personal_data:
        return "not_dmn", "D3"
    if not r.individual_use:
        return "not_dmn", "D4"
    return ("dmn", "D5") if r.ce_marking != "none" else ("dmn_after_ce", "D6")


def is_dmn(r: Reader) -> bool:
    return dmn_status(r)[0] != "not_dmn"


def ans_certification(r: Reader) -> Answer:
    return ("required_for_reimbursement", "N1") if is_dmn(r) else ("not_applicable", "N0")


def section(rule: str, fact: str = "") -> Callable[[Reader], Answer]:
    def read(r: Reader) -> Answer:
        if not is_dmn(r):
            return "not_applicable", "S0"
        if not fact or getattr(r, fact):
            return "applies", rule
        return "does_not_apply", f"{rule}-no"

    return read


def prerequisite(rule: str, fact: str) -> Callable[[Reader], Answer]:
    def read(r: Reader) -> Answer:
        if not is_dmn(r):
            return "not_applicable", "P0"
        return ("required", rule) if getattr(r, fact) else ("not_required", f"{rule}-no")

    return read


def ce_prerequisite(r: Reader) -> Answer:
    if not is_dmn(r):
        return "not_applicable", "P0"
    return ("satisfied", "P-CE-ok") if r.ce_marking != "none" else ("required", "P-CE")


Closing = tuple[str, Callable[[Reader], bool]]


def route(opening: str, *closing: Closing) -> Callable[[Reader], Answer]:
    def read(r: Reader) -> Answer:
        if not is_dmn(r):
            return "closed", "R0"
        for rule, closes in closing:
            if closes(r):
                return "closed", rule
        return ("open" if dmn_status(r)[0] == "dmn" else "open_after_ce"), opening

    return read


def has_3_4_05(r: Reader) -> Answer:
    if not r.establishment_uses:
        return "out_of_scope", "H1"
    if not r.professional_use:
        return "out_of_scope", "H2"
    if qualification(r)[0][0] not in ("mdr_device", "ivd_device"):
        return "out_of_scope", "H3"
    if not r.decision_information:
        return "out_of_scope", "H4"
    return ("in_scope_ai", "H6") if r.uses_ai else ("in_scope", "H5")


QUESTIONS: dict[str, Callable[[Reader], Answer]] = {
    "qualification": qualification,
    "mdr_class": mdr_class,
    "ivdr_class": ivdr_class,
    "conformity_route": conformity_route,
    "dmn_status": dmn_status,
    "ans_certification": ans_certification,
    "section.RGPD": section("S-RGPD"),
    "section.PORT": section("S-PORT"),
    "section.HDS": section("S-HDS", "hosts_data_beyond_local"),
    "section.IEU": section("S-IEU", "patient_access"),
    "section.IEPS": section("S-IEPS", "professional_access"),
    "section.PSC": section("S-PSC", "professional_access"),
    "section.ANN": section("S-ANN", "professional_access"),
    "section.INS": section("S-INS", "professional_access"),
    "section.IEU7_IEU8": section("S-IEU78", "professional_access"),
    "section.ADM": section("S-ADM", "professional_access"),
    "prereq.CE": ce_prerequisite,
    "prereq.HDS": prerequisite("P-HDS", "hosts_data_beyond_local"),
    "prereq.CNDA": prerequisite("P-CNDA", "identity_referential"),
    "route.LATM_brand": route("R1", ("R1x", lambda r: not r.telemonitoring)),
    "route.LATM_generic": route(
        "R2", ("R2x", lambda r: not r.telemonitoring), ("R2y", lambda r: not r.generic_line_match)
    ),
    "route.LPPR_brand": route(
        "R3",
        ("R3x", lambda r: r.telemonitoring),
        ("R3y", lambda r: r.professional_act_only),
        ("R3z", lambda r: r.generic_line_match),
        ("R3w", lambda r: not r.particular_interest),
    ),
    "route.LPPR_generic": route(
        "R4",
        ("R4x", lambda r: r.telemonitoring),
        ("R4y", lambda r: r.professional_act_only),
        ("R4z", lambda r: not r.generic_line_match),
    ),
    "route.PECAN": route(
        "R5",
        ("R5x", lambda r: not r.telemonitoring and not r.meets(DTX)),
        ("R5y", lambda r: not r.telemonitoring and r.professional_act_only),
        ("R5z", lambda r: not r.presumed_innovative),
        ("R5w", lambda r: not r.early_clinical_evidence),
        ("R5v", lambda r: r.already_covered),
    ),
    "route.PECT": route(
        "R6",
        ("R6x", lambda r: r.telemonitoring),
        ("R6d", lambda r: r.meets(DTX)),
        ("R6u", lambda r: not r.meets(DTX | COMP)),
        ("R6y", lambda r: r.professional_act_only),
        ("R6z", lambda r: not r.presumed_innovative),
        ("R6w", lambda r: not r.early_clinical_evidence),
        ("R6t", lambda r: not r.serious_unmet_need),
        ("R6v", lambda r: r.already_covered),
    ),
    "has_3_4_05": has_3_4_05,
}


def true_mdr_rules(r: Reader) -> list[str]:
    """Every rule of the MDR list that is true on complete facts, then those of the trace alone."""
    (kind, regime), _ = qualification(r)
    device, driven = kind == "mdr_device", kind == "mdr_device" and r.drives_or_influences
    graded = impact(r) if device and r.decision_information else ""
    table = [
        ("C0", regime != "mdr"),
        ("CXVI", kind == "annex_xvi_product"),
        ("C33", kind == "drives_device"),
        ("C8", kind == "accessory" and r.linked_device_kind == "active_implantable"),
        ("C32", kind == "accessory"),
        ("C11a-III", graded == "death_or_irreversible"),
        ("C22", device and (r.drives_or_influences or r.meets(TREAT)) and r.closed_loop_therapy),
        ("C33", driven and r.linked_device_class == "III"),
        ("C15", device and r.meets({"contraception_sti"})),
        ("C11a-IIb", graded == "serious_or_surgery"),
        ("C33", driven and r.linked_device_class == "IIb"),
        ("C11b-IIb", device and monitors(r) and r.vital_immediate_danger),
        ("C10-IIb", device and r.meets(DIAG) and r.immediate_danger_diagnosis),
        ("C11a-IIa", graded == "lower"),
        ("C11b-IIa", device and monitors(r) and not r.vital_immediate_danger),
        ("C33", driven and r.linked_device_class == "IIa"),
        ("C33", driven and r.linked_device_class == "I"),
        ("C11c", device and not r.decision_information and not monitors(r)),
    ]
    drives = regime == "mdr" and r.drives_or_influences
    confirming = [
        ("C9b", r.linked_device_kind == "active_therapeutic" and r.linked_device_class == "IIb"),
        ("C9c", r.linked_device_kind == "ionising_radiation"),
        ("C9d", r.linked_device_kind == "active_implantable"),
        ("C12", r.linked_device_kind == "substance_delivery"),
    ]
    return [rule for rule, true in table if true] + [rule for rule, true in confirming if drives and true]


def true_ivdr_rules(r: Reader) -> list[str]:
    """Every rule of the IVDR list that is true on complete facts.

    To the letter: a row that names only the kind of product is true under either Regulation.
    """
    (kind, regime), _ = qualification(r)
    device, accessory = kind == "ivd_device", kind == "accessory"
    driven = device and r.drives_or_influences
    table = [
        ("V0", regime != "ivdr"),
        ("V14", kind == "drives_device"),
        ("V5a", accessory and not r.accessory_critical),
        ("V6a", accessory and r.accessory_critical),
        ("V1", device and r.meets(RULE_1, "ivd_uses")),
        ("V2d", device and r.meets({"blood_group_d"}, "ivd_uses")),
        ("V14", driven and r.linked_device_class == "D"),
        ("V2c", device and r.meets({"tissue_typing"}, "ivd_uses")),
        ("V3", device and r.meets(RULE_3, "ivd_uses")),
        ("V4a", device and r.ivd_user_setting == "self_testing"),
        ("V14", driven and r.linked_device_class == "C"),
        ("V4b", device and r.ivd_user_setting == "self_testing_class_b"),
        ("V6", device and r.ivd_user_setting in ("laboratory", "near_patient")),
    ]
    return [rule for rule, true in table if true]


def grading_rules(r: Reader) -> list[str]:
    """The T entries that head the trace of a class, on complete facts."""
    if not r.decision_information:
        return []
    if r.facts.get("decision_impact") is not None:
        return ["T1"]
    if r.facts.get("information_significance") is None:
        return []
    if r.information_significance == "inform":
        return ["T2"]
    without_surgery = Reader({**r.facts, "surgical_intervention_risk": False})
    return ["T3"] if impact(r) == impact(without_surgery) else ["T3", "T4"]


Tree = tuple[Any, ...]


class TooLargeError(Exception):
    """The tree has more leaves than a test has time for."""


def grow(question: str, facts: dict[str, Any], *, most_leaves: int = 2000) -> tuple[Tree, set[str], set[str]]:
    """The reduced tree of section 1.3, the rules at its leaves and the unknown facts it read."""
    rules: set[str] = set()
    unknown: set[str] = set()
    leaves = 0

    def explore(path: dict[str, Any], supposed: tuple[Any, ...]) -> Tree:
        nonlocal leaves
        try:
            value, rule = QUESTIONS[question](Reader(path, supposed))
        except UnknownError as met:
            unknown.add(met.fact)
            return branch(met, path, supposed)
        leaves += 1
        if leaves > most_leaves:
            raise TooLargeError
        rules.add(rule)
        return ("leaf", value)

    def branch(met: UnknownError, path: dict[str, Any], supposed: tuple[Any, ...]) -> Tree:
        trees = []
        if met.group is not None:
            for answer in (True, False):
                trees.append(explore(path, (*supposed, (met.fact, met.group, answer))))
        else:
            for value in DOMAIN.get(met.fact, (True, False)):
                try:
                    learned = implied({**path, met.fact: value})
                except ContradictoryError:
                    continue
                trees.append(explore(learned, supposed))
        if all(tree == trees[0] for tree in trees):
            return trees[0]
        return ("node", met.fact, met.group, tuple(trees))

    return explore(implied(facts), ()), rules, unknown


def facts_in(tree: Tree) -> list[str]:
    """The facts of a reduced tree in pre-order, each once."""
    found: dict[str, None] = {}

    def visit(node: Tree) -> None:
        if node[0] == "node":
            found.setdefault(node[1])
            for sub_tree in node[3]:
                visit(sub_tree)

    visit(tree)
    return list(found)
