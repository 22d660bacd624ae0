"""The headings of each guidance document, in reading order, as data.

The guides come as plain text out of a PDF, where nothing marks a heading. A line here is a locator and the
opening words of its heading, nested by indentation. ` … words` are the last words of a heading that runs
over its line, ` $` says that the heading is the whole line, `?` stands for a question (its number opens it,
its question mark ends it). A revision that moves its headings is then refused with the name of the heading
that is missing, instead of being cited in the wrong place.
"""

OUTLINES = {
    "mdcg-2019-11": """
1 1. Scope and purpose
2 2. Definitions and
3 3. Qualification
  3.1 3.1. Introduction to
  3.2 3.2. Medical Device
  3.3 3.3. Software driving
  3.4 3.4. Qualification criteria … medical device
4 4. Classification of MDSW
  4.1 4.1. Implementing Rules
  4.2 4.2. Classification Rules
    4.2.1 4.2.1. Rule 11 … physiological processes
    4.2.2 4.2.2. Rule 12 … substances
    4.2.3 4.2.3. Rule 13
    4.2.4 4.2.4. Rule 15
    4.2.5 4.2.5. Rule 22
5 5. Classification and
  5.1 5.1. Implementing Rules
  5.2 5.2. Classification Rules
6 6. Considerations on placing … of MDSW
  6.1 6.1. Option 1
  6.2 6.2. Option 2
7 7. Modules
8 8. Consideration of changes
annexe-I Annex I: Illustrative … environment
  annexe-I-a a) Hospital
  annexe-I-b b) Decision
  annexe-I-c c) Information
    annexe-I-c.1 c.1.) Electronic
      annexe-I-c.1.1 c.1.1.) Clinical … (PDMS)
      annexe-I-c.1.2 c.1.2.) Pre-hospital
      annexe-I-c.1.3 c.1.3.) Picture
  annexe-I-d d) Communication
    annexe-I-d.1 d.1) Telemedicine
      annexe-I-d.1.1 d.1.1.) Telesurgery
  annexe-I-e e) Web systems
  annexe-I-f f) In vitro
    annexe-I-f.1 f.1.) Laboratory
    annexe-I-f.2 f.2.) Expert
    annexe-I-f.3 f.3.) Interpretation
    annexe-I-f.4 f.4.) Home care
    annexe-I-f.5 f.5.) Image
annexe-II 9. Annex II … Figures 1 and 2
  annexe-II-1 Figure 1 - Example 1
  annexe-II-2 Figure 2 - Example 2
  annexe-II-3 Figure 2 - Example 3
  annexe-II-4 Figure 2 - Example 4
10 10. Annex III … context of the MDR
annexe-IV 11. Annex IV
""",
    "mdcg-2021-24": """
1 1 Purpose of
2 2 Practical relevance
  2.1 2.1 General
  2.2 2.2 Conformity
  2.3 2.3 Clinical
  2.4 2.4 Post-market
  2.5 2.5 Traceability
  2.6 2.6 Instructions
3 3 How to carry
  3.1 3.1 Basic terms
    3.1.1 Specific medical purpose $
    3.1.2 Duration of use $
    3.1.3 Continuous use $
    3.1.4 Invasiveness $
    3.1.5 Active medical devices $
    3.1.6 Devices with a measuring function $
    3.1.7 Systems and procedure packs $
    3.1.8 Other terms $
  3.2 3.2 Application of
    3.2.1 How to use the rules $
    3.2.2 Practical example $
  3.3 3.3 Handling of
4 4 Explanations of
  4.1 4.1 Graphical summary
  4.2 4.2 General explanation of
    4.2.1 Non-invasive devices $
      rule-1 Rule 1 - Devices … only
      rule-2 Rule 2 - Channelling
      rule-3 Rule 3 Devices … into the body
      rule-4 Rule 4 - Devices
    4.2.2 Invasive devices $
      rule-5 Rule 5 - Devices
      rule-6 Rule 6 - Surgically
      rule-7 Rule 7 - Surgically
      rule-8 Rule 8 - Implantable
    4.2.3 Active devices $
      rule-9 Rule 9 - Active … certain devices
      rule-10 Rule 10 - Active
      rule-11 Rule 11 – Software … physiological processes
      rule-12 Rule 12 - Active … from the body
      rule-13 Rule 13 - All
    4.2.4 Special rules $
      rule-14 Rule 14 - Devices … blood plasma
      rule-15 Rule 15 - Devices
      rule-16 Rule 16 - Specifically
      rule-17 Rule 17 - Devices
      rule-18 Rule 18 - Devices
      rule-19 Rule 19 - Devices … nanomaterial
      rule-20 Rule 20 - Invasive
      rule-21 Rule 21 Devices
      rule-22 Rule 22 Active
""",
    "mdcg-2020-16": """
1 1. Foreword
2 2. Definitions
3 3. Principles of
  3.1 3.1 Intended purpose
  3.2 3.2 Application of
    3.2.1 3.2.1 Technology
    3.2.2 3.2.2 Specimen
    3.2.3 3.2.3 Software
    3.2.4 3.2.4 Devices used
4 4. Explanation of
  rule-1 RULE 1 $
    rule-1-indent-1 Rule 1 first indent $
    rule-1-indent-2 Rule 1 second indent $
    rule-1-indent-3 Rule 1 third indent $
  rule-2 RULE 2 $
  rule-3 RULE 3 $
    rule-3a (a) Devices intended
    rule-3b (b) Devices intended … of propagation
    rule-3c (c) Devices intended … individual's offspring
    rule-3d (d) Devices intended … agents
    rule-3e (e) Devices intended … patient's offspring
    rule-3f (f) Devices intended
    rule-3g (g) Devices intended … patient's offspring
    rule-3h (h) Devices intended
    rule-3i (i) Devices intended
    rule-3j (j) Devices intended … patient's offspring
    rule-3k (k) Devices intended
    rule-3l (l) Devices intended
    rule-3m (m) Devices intended … severe disabilities
  rule-4 RULE 4 $
    rule-4a (a) Devices intended … as class B
    rule-4b (b) Devices intended
  rule-5 RULE 5 $
    rule-5a (a) Products for … specific examination
    rule-5b (b) Instruments intended
    rule-5c (c) Specimen receptacles
  rule-6 RULE 6 $
  rule-7 RULE 7 $
annexe-1 Annex 1: Examples
  annexe-1-1 Example 1: … the output
  annexe-1-2 Example 2:
annexe-2 Annex 2: Flowchart
""",
    "mdcg-2025-6": """
introduction Introduction $
part-I I. Scope of
  1-4 ?
part-II II. Requirements
  part-II.1 1. Management Systems
    5-7 ?
  part-II.2 2. Data Governance
    8-11 ?
  part-II.3 3. Technical Documentation
    12-13 ?
  part-II.4 4. Transparency and
    14-21 ?
  part-II.5 5. Accuracy, Robustness
    22 ?
part-III III. Clinical … Testing
  23-26 ?
part-IV IV. Conformity
  27-28 ?
part-V V. Substantial Modification … change
  29-31 ?
part-VI VI. Post-market
  32-34 ?
part-VII VII. Other
  35-36 ?
""",
    "qa-2023-607": """
introduction Introduction – Objectives
part-A PART A – SCOPE
  1-5 ?
  6 ?
    6.1 ?
    6.2 ?
part-B PART B – EVIDENCE
  7 ?
part-C PART C - CONDITIONS … PERIOD
  8 ?
  9 ?
    9.1 ?
    9.2 ?
  10 ?
  11 ?
    11.1 ?
    11.2 ?
  12 ?
part-D PART D – APPROPRIATE
  13-17 ?
part-E PART E – DELETION
  18 ?
""",
    "qa-ivdr-extension": """
introduction Introduction – Objectives
extension EXTENSION OF THE IVDR TRANSITIONAL PERIODS $
  part-A PART A – SCOPE
    1-3 ?
    4 ?
      4.1 ?
      4.2 ?
  part-B PART B – EVIDENCE
    5 ?
  part-C PART C - CONDITIONS … PERIODS
    6 ?
    7 ?
      7.1 ?
      7.2 ?
    8 ?
    9 ?
      9.1 ?
      9.2 ?
    10-11 ?
  part-D PART D – APPROPRIATE
    12-17 ?
  part-E PART E – IN-HOUSE … DEVICE
    18 ?
appendix Appendix: Flowchart
""",
    "qa-article-10a": """
introduction Introduction – Objectives
information-obligations The information obligations in case
  part-A PART A – GENERAL
    1-3 ?
  part-B PART B – MANUFACTURERS
    4-8 ?
    9 ?
      9.1 ?
      9.2 ?
    10-12 ?
  part-C PART C – OTHER
    13-14 ?
""",
}
