"""The words a verdict is made of, in French and English: what it is about, and whose product it speaks of.

All patterns but those of class names and of product names are for folded text (small letters, no accents).
"""

from __future__ import annotations

import re

# --- what a verdict is about -------------------------------------------------------------------------------------

CLASS = re.compile(
    r"(?i:\b(?:class|classe|classes|classed|classified|classé|classée|classification|cat[ée]gor(?:y|ie)"
    r"|verdict|answer)\b)"
    r"(?:\s+(?i:de\s+risque|of\s+risk|is|as|est|en|:|=|→))*\s*[:=→]?\s*[«“\"'(]?"
    r"(?:III|iii|II[ABab]|ii[ab]|IV|iv|II|I[smr]?|i|[1-4]|2[ABab]|[A-H]|[bcd])\b(?!['’])"
    r"|\b(?:II[ABab]|ii[ab])\b|(?i:\b(?:an?|une?|en|in|la|de|be|est|is)\s)(?:2[ab]|III)\b"
)
"""A named class; for text with its capitals: class A, but « classe à part »."""
CELL_CLASS = re.compile(r"(?:I{1,3}|II[ab]|[A-D]|2[ab])")
DEVICE = re.compile(
    r"\b(?:medical devices?|dispositifs? medica(?:l|ux)|mdsw|dms?|dmdiv|dm-div|dmn|ivds?"
    r"|in[ -]vitro diagnostics?(?: devices?)?"
    r"|diagnostics? in vitro|(?:accessory|accessories) (?:of|to|for) an? \w+|accessoires? d\w*['\s]\w+"
    r"|(?:un)?regulated|reglementee?s?\b(?! par)"
    r"|produits? de sante|produit reglemente|regulated (?:software|device))\b"
)
_ACT = r"(?:mdr|ivdr|rdm|rdiv|2017/74[56]|(?:medical devices? )?regulations?|reglements?|ai act|regulated|reglemente)"
_REACH = (
    r"(?:falls?|falling|scope|cover(?:ed|s)?|subject|outside|inside|within|escapes?|avoid|under"
    r"|relev\w+|echapp\w+|champ|concern\w+"
    r"|soumis\w*|hors|sous le coup|entr\w+ dans|appl(?:y|ies)|s'appliqu\w+|exempt\w*|caught|tomb\w+|not"
    r"|pas)"
)
SCOPE = re.compile(rf"\b{_REACH}\b[^.;:]{{0,40}}?\b{_ACT}\b|\b{_ACT}\b[^.;:]{{0,25}}?\b{_REACH}\b")
RULE = re.compile(
    r"\b(?:falls?|fall|falling|come|comes|belongs?|applies|subject|classified|relev\w+|tomb\w+"
    r"|soumis\w*|vis\w+ par"
    r"|couvert\w* par)\b[^.;:]{0,25}?\b(?:rule|regle)s? \d+|\b(?:rule"
    r"|regle) \d+[^.;:]{0,30}?\b(?:appl(?:y|ies)|is the (?:one|rule)"
    r"|governs?|catches|puts?|places|brings|s'applique\w*|vous (?:vise|concerne|couvre)|conduit|mene"
    r"|(?:covers|concerns) (?:your?|it)\b)"
    r"|\bc'est la regle \d+"
)
ANY_RULE = re.compile(r"\b(?:rules?|regles?) \d+")
DUTY = re.compile(
    r"\b(?:notified bod(?:y|ies)|organismes? notifies?|ce[- ]?mark\w*|marquages? ce|marques? ce"
    r"|certif\w+|(?:re)?certification"
    r"|self-?\s?(?:certif|declar|assess)\w*|auto-?\s?(?:certif|declar|evalu)\w*|conformity assessment"
    r"|evaluation de la conformite"
    r"|declarations? (?:of conformity|(?:ue |de l'ue )?de conformite)|homologu\w+)\b"
)
MONEY = re.compile(
    r"\b(?:reimburs\w+|rembours\w+|pecan|pect|lppr?|latm|pris\w* en charge"
    r"|early (?:digital )?(?:coverage|access)"
    r"|(?:covered|paid for|payee?s?) by|health insurance|social security|securite sociale"
    r"|assurance[- ]maladie|eligib\w+|ouvre droit"
    r"|entitled|tarif\w*)\b"
)

# --- whose product ------------------------------------------------------------------------------------------------

_SOFT = (
    r"(?:apps?|applis?|applications?(?! (?:du|de la|des|de l'|of))|logiciels?|software|solutions?"
    r"|outils?|tools?|produits?|products?"
    r"|plateformes?|platforms?|chatbots?|calculators?|calculatrices?|calculettes?|algorithmes?"
    r"|algorithms?|project|projet|ia|ai)"
)
OWN = re.compile(
    r"\b(?:you|your|yours|yourself|yourselves|vous|votre|vos|votres?|tu|ton|ta|tes|toi|tienne?s?|my"
    r"|mine|our|ours|mon|ma|mes"
    r"|notre|nos|notres?|you're|you'll|you'd|the user's|this user|de l'utilisateur|de l'utilisatrice"
    r"|du porteur)\b"
    r"|\b(?:this|that|such an?|cette|cet|ce)\s(?:\w+\s){0,2}?" + _SOFT + r"\b"
    r"|\b(?:the|le|la|l')\s?(?:\w+\s){0,2}?(?:apps?|applis?|applications?|logiciels?|software"
    r"|solutions?|outils?|tools?|produits?"
    r"|products?|devices?|dispositifs?|modules?|systemes?|systems?) (?:\w+ )?(?:described|in question"
    r"|at hand|above|decrit\w*"
    r"|presente\w*|en question|ci-dessus|concerne[es]*|that you|que vous)\b"
    r"|\b(?:like (?:this|that|it)|of th(?:is|at) (?:kind|sort|type)|comme (?:celle|celui)-(?:ci|la)"
    r"|de ce (?:genre|type)|in question"
    r"|en question)\b"
)
ASKED = re.compile(
    r"\b(?:class(?:e|es|ification|ified)?|certif\w+|device|dispositif|regulated|reglement\w*|mdr|ivdr"
    r"|which rule|quelle regle)\b"
)
"""What makes a question about one's own product a wish for a verdict, beside the topics themselves."""
TOLD = re.compile(
    r"^\W*(?!(?:lisez|voyez|consultez|repondez|dites|decrivez|posez|lancez|notez|indiquez|precisez"
    r"|demandez-moi|assez|chez|reformulez)\b)"
    r"(?:\w{3,}ez\b(?! -vous)|(?:get|obtain|budget|plan|assume|consider|treat|expect|contact|prepare"
    r"|apply|choose|take|count on|hire"
    r"|go (?:for|through|to)|make sure|ensure|start with|prepare for|retiens|prevois|compte"
    r"|passe)\b(?! (?:place|part|account|effect)))"
)
"""An order to the person, at the start of a sentence."""
DEFINITE = re.compile(
    r"\b(?:the (?:\w+ ){0,2}?(?:app|application(?! of)|tool|product|solution|platform|chatbot"
    r"|calculator|algorithm)"
    r"|(?:l'|le |la )(?:appli|application(?! (?:du|de|des|d')\b)|outil|produit|solution|plateforme"
    r"|algorithme|calculatrice))\b"
)
"""A product spoken of as known, which is general only after « an app » or the like in the same sentence."""
DEFINITE_DEVICE = re.compile(
    r"\b(?:the|this|that|le|ce|cet|it's) (?:\w+ ){0,1}?(?:software|device|module|system|logiciel"
    r"|dispositif|systeme)\b"
)
PRONOUN = re.compile(
    r"\b(?:it|its|he|she|one|this|that|yours|il|elle|on|ce|c'est|cela|ca|celui-ci|celle-ci"
    r"|cette derniere|ce dernier|la|le)\b"
    r"|\b(?:c'|s'il|s'elle|qu'il|qu'elle)"
)
PLURAL_PRONOUN = re.compile(r"^\W*(?:they|these|those|ils|elles|ceux-ci|celles-ci)\b")

# --- the law in general -------------------------------------------------------------------------------------------

NOUN = (
    r"(?:software|device|app|application|product|module|tool|accessory|system|manufacturer|importer"
    r"|distributor|operator|instrument"
    r"|sponsor|institution|calculator|program|function|provider|company|kit|assay|reagent|algorithm"
    r"|implant|hospital|laboratory"
    r"|logiciel|dispositif|appli|dmn|dm|dmdiv|ivd|produit|outil|accessoire|systeme|fabricant|exploitant"
    r"|importateur|distributeur"
    r"|mandataire|promoteur|etablissement|fonction|entreprise|solution|editeur|activite|reactif|trousse"
    r"|programme"
    r"|laboratoire|operateur|algorithme|medecin|patient|person|personne|mdsw|lot|batch|type|test|div"
    r"|article|guide|market|certificate|certificat)"
)
_PLURAL = (
    r"(?:devices|implantables|divs|materials|batches|lots|types|states|member states|etats membres"
    r"|variants|apps|applications|products|modules|tools|accessories|systems|manufacturers|importers"
    r"|distributors|operators"
    r"|instruments|sponsors|institutions|calculators|programs|functions|providers|companies|kits|assays"
    r"|reagents|algorithms"
    r"|implants|hospitals|laboratories|ivds|activities|notified bodies|medical devices"
    r"|logiciels|dispositifs|applis|produits|outils|accessoires|systemes|fabricants|exploitants"
    r"|importateurs|distributeurs"
    r"|mandataires|promoteurs|etablissements|fonctions|entreprises|solutions|editeurs|activites"
    r"|reactifs|trousses|programmes"
    r"|laboratoires|operateurs|algorithmes|organismes notifies|les dmn|des dmn|aux dmn|les dm|des dm"
    r"|aux dm|classes)"
)
GENERAL = re.compile(
    r"\b(?:an?|any|every|each|another|no|une?|toute?|chaque|aucune?|quelque|d'une?"
    r"|qu'une?)\s(?:[\w/'-]+\s){0,4}?" + NOUN + r"s?\b"
    r"|\b(?:the|le|l'|du|au|by the|par le)\s?(?:manufacturer|importer|distributor|sponsor|fabricant"
    r"|importateur|distributeur|exploitant"
    r"|mandataire|promoteur|authori[sz]ed representative|notified body|organisme notifie)\b"
    r"|\b(?:where|lorsque) (?:the|le) (?:software|device|logiciel|dispositif)\b"
    r"|\b" + _PLURAL + r"\b"
    r"|(?<!the )(?<!this )(?<!that )(?<!your )(?<!our )(?<!my )(?<!its )(?<!such )\bsoftware\b(?=\s(?:that|which|intended|meant|used"
    r"|for|of|to|with|in|whose|designed|does|is|only|as)\b)"
    r"|\b(?:all|other|some|any|most|certain|no|diagnostic|medical device|stand-?alone"
    r"|administrative) software\b|^\W*software\b"
)
LAW = re.compile(
    r"\b(?:(?:under|selon|d'apres|according to|in|dans|par|at|a|de|of|pour|for)\s)?(?:the |l'|la |le "
    r"|les )?(?:mdr|ivdr|rdm|rdiv"
    r"|regulations?|reglements?|mdcg(?: [\d-]+)?|guidance|guide|annex(?:e)? [ivx]+|articles? [\w()./-]+"
    r"|rules? \d+|regles? \d+"
    r"|point [\d.]+|ans|ansm|has|law|loi|code|text|texte|l\.?\s?\d[\d-]*|r\.?\s?\d[\d-]*)(?=\W|$)"
)
"""A reference, with the preposition before it."""
CLASSIFYING = re.compile(
    r"\b(?:is|are|be|been|sont|est|etre|relevent|releve|classif\w+|puts?|places?|range\w*|class\w*"
    r"|place\w*|covers?|compris\w*|comprend"
    r"|includes?|contains?|required?|requires|needed|necessary|mandatory|exige\w*|impose\w*|prevoit"
    r"|provides?|says?|dit|states?|also|aussi|generally|en general|at least|often|usually|sometimes"
    r"|always|typically|souvent|generalement|parfois|toujours"
    r"|au moins|in|en|of|de|la|le|les|the|as|dans|for|pour|to|a|an|un|une|by|par|that|que|qu'|the|et"
    r"|and|only|seuls?|seules?"
    r"|l'|d'|and|or|ou|if|si|where|lorsqu\w+|when|quand|not|pas|ne|n'|then|alors|however|toutefois|but"
    r"|mais|no|aucun|every|chaque)\b"
)
COPULA = re.compile(
    r"(?:\b(?:is|are|was|be|been|being|est|sont|sera|serait|etes|suis|devient|becomes?|constitue\w*"
    r"|constitutes?|qualif\w+ (?:as|de|comme)"
    r"|considere\w*|considered|counts? as|treat\w*(?: it)? (?:as|comme)|makes? it|en fait|have|has|avez"
    r"|make|fabriquez|makes|got|not|pas|n'est|comme|as"
    r"|le (?:considere|traite)r?\w* comme)|c'est|it's|n'est pas)\s+(?:not |pas |bien |also |donc "
    r"|therefore |just |in fact |then |alors |probably )?$"
)
"""What stands before a predicate: « it is (a device) »."""
HEDGED = re.compile(
    r"\b(?:probabl\w+|likely|perhaps|maybe|sans doute|vraisemblabl\w+|serait|would|could|might|pourrait"
    r"|a priori|surely|certainly|expect)\b"
)
CONSEQUENCE = re.compile(
    r"\b(?:so|therefore|hence|thus|consequently|donc|par consequent|ainsi|du coup|c'est pourquoi"
    r"|which means|ce qui)\b"
)

# --- saying nothing -----------------------------------------------------------------------------------------------

NEUTRAL = re.compile(
    r"\b(?:to |a |en reponse a |about )?(?:your|votre) (?:question|request|demande|description|message)s?\b"
    r"|\byou (?:can|may|will) (?:also )?(?:read|see|find|consult)\b|\bas you (?:can )?(?:see|read)\b"
    r"|\byou (?:asked?|are asking) about\b|\bif you (?:wish|want|like|prefer)\b|\blet me know\b"
    r"|\byou want to know\b"
    r"|\bvous (?:pouvez|pourrez|pourriez) (?:aussi )?(?:lire|consulter|voir|trouver|poser)\b"
    r"|\bvous trouverez\b"
    r"|\bsi vous (?:voulez|souhaitez|preferez)\b|\bdites[- ]moi\b|\bs'il vous plait\b"
    r"|\bvous vous interrogez sur\b"
    r"|\b(?:our|notre) (?:digest|resume)\b"
)
_GOVERNOR = (
    r"(?:knows?|known|say|says|tells?|determines?|decides?|decided|see|check|establish\w*|asks?|asked"
    r"|asking|find out|finding out|assess"
    r"|clear|unclear|wonders?|wondering|judge|settled?|confirm|learn|texts?|question|matter|savoir|sais"
    r"|sait|saurez|dire|dis|dit|dira|diront|determin\w+"
    r"|decid\w+|verifi\w+|etabli\w*|demand\w+|tranch\w+|voir|confirm\w+|evaluer|apprecier)"
)
_ITS = r"(?:your?|yours|it|this|the|my|our|they|i|an?)"
_SIEN = r"(?:votre|vos|vous|il|elle|mon|ma|mes|notre|nos|ton|ta|tu|l'|le|la|ce|cette|c'|un|une|on|je)"
UNDECIDED = re.compile(
    rf"\b{_GOVERNOR}\b(?:[^.;:,!?]{{0,25}}?)\b(?:whether(?! or not)|if)\s{_ITS}\b"
    rf"|^\W*whether\s{_ITS}\b(?=[^,;:]*\b(?:depends?|is (?:decided|determined|not)|turns on|remains"
    rf"|cannot|can't|hinges|follows from)\b)"
    rf"|\b{_GOVERNOR}\b(?:[^.;:,!?]{{0,25}}?)\b(?:of |in )?(?:which|what)\s(?:class|rule|regulation"
    rf"|route)\b(?! (?:i|ii|iii|[abcd])\b)"
    rf"|\b{_GOVERNOR}\b(?:[^.;:,!?]{{0,25}}?)\b(?:s'(?=il)|si\s(?={_SIEN})|(?:de |dans )?quelle?s?\s)"
    r"|\b(?:does not|doesn't|do not|would not|need not)(?: by itself| alone)? (?:mean|say|imply|show"
    r"|prove|follow)(?: that)?\b"
    r"|\bnothing\b[^.;:,]{0,40}?\b(?:says?|means?|shows?|tells?)\b(?: that| whether)?"
    r"|\brien\b[^.;:,]{0,40}?\bne (?:dit|montre|prouve|permet de dire)\b(?: que?| si)?"
    r"|\b(?:ne|n')\s?(?:veut|veulent|signifie\w*|implique\w*|prouve\w*|montre\w*|dit)(?: pas"
    r"| en rien)?(?: dire)?(?: que?)?\b"
)
"""An opening after which a verdict is only mentioned, up to the end of its clause."""
SCOPE_END = re.compile(
    r"[;:—–?!]|,|\s(?:but|though|although|however|yet|mais|cependant|toutefois|pourtant|bien qu\w*"
    r"|is easy)\b|\s-\s"
    r"|\b(?:depends?|turns on|hinges|depend)\b"
)
PRESUPPOSES = re.compile(
    r"\b(?:since|as your?|given|because|now that|knowing|know that|knew|aware|doubt|why|isn't it|aren't"
    r"|right|correct|puisque|comme"
    r"|vu que|etant donne|sachant|saviez|savez|doute|pourquoi|n'est-ce pas|non|hein|maintenant que"
    r"|des lors que)\b"
)
ASKING = re.compile(
    r"^\W*(?:and |et |so |alors |ok,? |mais |but |in short,? )?(?:is|are|do|does|did|has|have|had|can"
    r"|could|will|would|should|must|may|was"
    r"|were|which|what|how|where|when|who|est-ce|faut-il|quelle?s?|combien|comment|ou|quand|qui"
    r"|avez-vous|etes-vous|devez-vous"
    r"|pouvez-vous|a-t-|peut-on|doit-on|sommes-nous)\b|-(?:il|elle|ils|elles|vous|t-il|t-elle|t-on|ce"
    r"|nous|je)\b"
    r"|[:,;]\s*(?:is|are|does|do|must|can|will|should) (?:it|this|that|my|your|i|we|they)\b"
)
WH = re.compile(
    r"^\W*(?:and |et |so )?(?:which|what|how|where|when|who|quelle?s?|combien|comment|ou|quand|qui)\b"
)
AFFIRMS = re.compile(
    r"^\W*(?:not at all|not really|never|in no way|pas du tout|pas vraiment|jamais|aucunement"
    r"|en aucun cas|c'en est une?"
    r"|it (?:is|does|isn't|doesn't|will|won't|would)|yes|yeah|yep|no|nope|oui|non|absolu\w+|certain\w+"
    r"|definit\w+|definitely|indeed|correct\w*|that is correct|that's correct|exact\w*"
    r"|tout a fait|en effet|effectivement|bien sur|evidemment|of course"
    r"|c'est (?:exact|le cas|juste|bien ca)|vous avez raison|you(?:'re| are) right|that's right"
    r"|that is right|probabl\w+|sans doute"
    r"|likely|unlikely|surely|sure|affirmati\w+|negati\w+|clairement|clearly|sans aucun doute"
    r"|without a doubt|peut-etre|perhaps)\b"
    r"|^\W*(?:i think |je crois que |i believe )?(?:it (?:is|does|isn't|doesn't|will|won't|would|must"
    r"|should)|it's not|they (?:are|do)|ce n'est pas le cas"
    r"|(?:il|elle) (?:l'est|le doit|ne l'est pas)|(?:je (?:pense|crois) que )?(?:oui|non)|i (?:think"
    r"|believe) (?:so|not))\W*$"
)
ANSWERED = re.compile(
    r"[;:—–,]\s*(?:yes|oui|no|non|it is|it isn't|it does|c'est le cas|elle l'est|il l'est|absolument)\b"
)
REPORTS = re.compile(
    r"\b(?:says?|states?|reads?|provides?|writes?|dit|prevoit|dispose|indique|precise|ecrit|selon"
    r"|according to|under|lit|words|termes?)\b|:"
)

# --- verbs that make a verdict of a bare mention ------------------------------------------------------------------

IS_DEVICE = re.compile(
    r"\b(?:is|are|isn't|aren't|be|been|est|sont|sera|serait|seront|n'est|c'est|etes|suis|constitu\w+"
    r"|qualif\w+|counts?|consider\w+"
    r"|treat\w*|regard\w*|looks?|seems?|appears?|becom\w+|remains?|makes?|fait|rend|devient|ressembl\w*"
    r"|sembl\w*|parait|meets?"
    r"|repond\w*|remplit|outside|echapp\w+|escap\w+)\b(?:\s[\w'-]+){0,6}?\W*$"
)
"""A verb of being shortly before the word; for the words before it."""
FALLS = re.compile(
    r"\b(?:falls?|fall|falling|covered|subject|outside|escapes?|avoids?|caught|exempt\w*|relev\w+"
    r"|echapp\w+|soumis\w*|hors|concerne\w*"
    r"|sous le coup|entr\w+ dans|tomb\w+|(?:is|are|est|sont) (?:not |pas )?(?:within|inside|under"
    r"|in the scope|dans le champ)"
    r"|n'entre\w*|not appl(?:y|ies)|ne s'applique\w*|applies to it|unregulated)\b"
)
_NEEDED = (
    r"(?:requir\w+|mandatory|compulsory|necessary|unnecessary|needed|enough|optional|obligatoires?"
    r"|necessaires?|exige\w*|requis\w*"
    r"|suffi\w+|facultati\w+|imperati\w+|indispensable|essential|unavoidable|inevitable|sufficient)"
)
_NEED = (
    r"(?:must|needs?|requires?|has to|have to|having to|had to|should|shall|can|cannot|can't|without|no"
    r"|not|budget|gets?|obtain|contact"
    r"|plan|go through|hire|find|see|doit|doivent|devra\w*|faut|faudra\w*|peut|sans|pas|aucun\w*"
    r"|dispens\w+|prevoy?\w+|faites?"
    r"|faire|passe[rz]?|obtenir|obtenez|demandez|contactez|besoin|soumis\w*|allez|tournez|adressez"
    r"|apposez|sell|vend\w+|may)"
)
OBLIGES = re.compile(
    rf"\b{_NEED}\b(?:(?!\b(?:the|les|its|their|his)\b)[^.;:,]){{0,45}}?{DUTY.pattern}"
    rf"|{DUTY.pattern}[^.;:]{{0,45}}?\b(?:is|are|est|sont|sera|seront|n'est|was|be"
    rf"|isn't)\b[^.;:]{{0,20}}?\b{_NEEDED}\b"
    rf"|{DUTY.pattern}[^.;:,]{{0,20}}?\b{_NEEDED}\b"
    rf"|{DUTY.pattern}[^.;:,]{{0,15}}?\b(?:suffit|suffices|applies|s'impose|will do|is enough|it is"
    rf"|must|shall|doit|devra)\b"
    rf"|\b(?:must|shall|doit|doivent|devra\w*)\b[^.;:,]{{0,25}}?\b(?:delivr\w+|deliver|issue|certif\w+)\b"
)
GRANTS = re.compile(
    r"\b(?:eligib\w+|(?:will|would|to|can) (?:reimburse|pay)|rembourser\w*|(?:non-?)?reimbursable"
    r"|(?:non )?remboursables?|(?:is|are|be|been|get|gets|est|sera"
    r"|seront|sont|serait|etre) (?:not |pas "
    r"|then |bien |also )?(?:reimbursed|rembourse\w*|pris\w* en charge|inscrit\w*|listed|covered|paid)"
    r"|open|opens|ouvert\w*|ouvre\w*|closed"
    r"|ferme\w*|droit|entitled|qualif\w+|inscrivez|inscrire|no reimbursement|pas de remboursement"
    r"|right route|bonne voie|apply for|applies"
    r"|demandez|list it|possible|impossible|pretendre|acces)\b"
)

# --- names of products --------------------------------------------------------------------------------------------

CAMEL = re.compile(
    r"\b(?!(?:EudraVigilance|EudraLex|eIFU|DiGA|GitHub|McNemar|SaMD|SiMD|LinkedIn|iOS|macOS"
    r"|mHealth)\b)[A-Z]?[a-z]+[A-Z]\w*\b"
)
LIKENED = re.compile(
    r"(?:such as|like|tels? que|telles? que|comme|named|called|nommée?|appelée?)\s+(?-i:[A-Z][a-z]+)\b"
)
