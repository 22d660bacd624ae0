"""Why something could not be done, in French, by the English sentence of the error that says so.

Errors of every floor speak English (logs and the command line show them); the pages say them in the reader's language.
`{}` are particulars; a sentence inside another is said in French too.
"""

from __future__ import annotations

REASONS: dict[str, str] = {
    # publishers
    "{} cannot be reached ({})": "{} est injoignable ({})",
    "{} did not answer within {} s": "{} n'a pas répondu en {} s",
    "{} stalled: nothing came for {} s": "{} s'est tu : rien n'est venu pendant {} s",
    "{} was not done after {} s; stopped": "{} n'avait pas fini au bout de {} s ; arrêté",
    "{} cut the file short ({})": "{} a coupé le fichier avant la fin ({})",
    "{} answered with an empty file": "{} a envoyé un fichier vide",
    "the connection to {} broke ({})": "la connexion à {} s'est rompue ({})",
    "{}; it asks to wait {} s, run again later": "{} ; il demande d'attendre {} s, réessayez plus tard",
    "{} redirects more than {} times; gave up": "{} redirige plus de {} fois ; abandonné",
    "{}: no such file at {}": "{} : aucun fichier à {}",
    "{}: it refuses to give the text to a program": "{} : il refuse de donner le texte à un programme",
    "{}: several files fit, none was chosen": "{} : plusieurs fichiers conviennent, aucun n'est choisi",
    "the way leads to {}, which is none of the publisher's addresses (a login page, or the text has moved); nothing was fetched": (
        "le chemin mène à {}, qui n'est pas une adresse de l'éditeur (page de connexion, ou texte déplacé) ; rien n'a été pris"
    ),
    "the certificate of {} is not valid ({}); nothing was fetched. If your network checks traffic with a certificate of its "
    "own, add it to the system's certificates": (
        "le certificat de {} n'est pas valable ({}) ; rien n'a été pris. Si votre réseau contrôle le trafic avec son propre "
        "certificat, ajoutez-le à ceux du système"
    ),
    "{} sends {} MB, more than such a text has ({} MB)": "{} envoie {} Mo, plus que n'en a un tel texte ({} Mo)",
    "{} sends more than {} MB without an end; stopped": "{} envoie plus de {} Mo sans fin ; arrêté",
    "{} sends a badly packed file ({})": "{} envoie un fichier mal compressé ({})",
    "{} is no address ({})": "{} n'est pas une adresse ({})",
    "Cellar lists no consolidated version of {}": "Cellar ne cite aucune version consolidée de {}",
    "the SPARQL endpoint does not answer as expected ({})": "le service SPARQL ne répond pas comme prévu ({})",
    "no consolidated version in {} is given": "aucune version consolidée n'est donnée dans cette langue : {}",
    "version {} in {} is listed and not given: {}": "la version {} ({}) est citée mais pas donnée : {}",
    "act as published, in {}: {}": "acte tel que publié ({}) : {}",
    "the {} text of {} came, the {} text{} was asked for": (
        "il est venu le texte {} du {}, il était demandé le texte {}{}"
    ),
    " of {}": " du {}",
    "consolidated": "consolidé",
    "official-journal": "du Journal officiel",
    "{} is not in the code of {}": "{} n'est pas dans le code du {}",
    "{} came instead of the document": "au lieu du document, il est venu : {}",
    "{} came instead of the text": "au lieu du texte, il est venu : {}",
    "the page came in {}, {} was asked for": "la page est venue dans une autre langue ({}) que celle demandée ({})",
    "package {}: {}": "paquet {} : {}",
    "the package has no {}": "le paquet n'a pas {}",
    "the package is no whole tarball ({})": "le paquet n'est pas une archive entière ({})",
    "the package unpacks to far more than such data has (a zip bomb?); stopped": (
        "le paquet se décompresse en bien plus que n'en ont de telles données ; arrêté"
    ),
    "the npm registry does not describe {} as expected ({})": "le registre npm ne décrit pas {} comme prévu ({})",
    "{}: the checksum differs from the registry's; the file is not kept": (
        "{} : l'empreinte diffère de celle du registre ; le fichier n'est pas gardé"
    ),
    "{}: the registry gives no sha512 checksum; the file is not kept": (
        "{} : le registre ne donne pas d'empreinte sha512 ; le fichier n'est pas gardé"
    ),
    "{} is {} MB, more than a code has": "{} fait {} Mo, plus que n'en a un code",
    "{} {}: {} is not built as expected ({})": "{} {} : {} n'est pas bâti comme prévu ({})",
    "{} {}: {} has no date, or none of the wanted articles": "{} {} : {} n'a pas de date, ou aucun des articles voulus",
    # a person's own files
    "the file is empty": "le fichier est vide",
    "the file has no words": "le fichier n'a aucun mot",
    "{} MB is more than a file may have ({} MB): split it": "{} Mo, c'est plus que permis pour un fichier ({} Mo) : partagez-le",
    "{} characters are more than a file may have ({}): split it": (
        "{} caractères, c'est plus que permis pour un fichier ({}) : partagez-le"
    ),
    "an old Word file (.doc), or one locked with a password: save it as .docx without one": (
        "un ancien fichier Word (.doc), ou verrouillé par un mot de passe : enregistrez-le en .docx sans mot de passe"
    ),
    "a zip or another Office file: PDF, DOCX, HTML, Markdown and plain text are read": (
        "une archive zip ou un autre fichier Office : PDF, DOCX, HTML, Markdown et texte brut sont lus"
    ),
    "not a text: PDF, DOCX, HTML, Markdown and plain text are read": (
        "ce n'est pas un texte : PDF, DOCX, HTML, Markdown et texte brut sont lus"
    ),
    "the Word file is broken ({}): save it again": "le fichier Word est abîmé ({}) : enregistrez-le à nouveau",
    "the PDF has no text, only pictures (a scan?): put it through text recognition (OCR) first": (
        "le PDF n'a pas de texte, seulement des images (un scan ?) : passez-le d'abord à la reconnaissance de texte (OCR)"
    ),
    "the PDF has no text, only pictures": "le PDF n'a pas de texte, seulement des images",
    "the PDF is locked with a password": "le PDF est verrouillé par un mot de passe",
    "there is no run '{}'{}": "il n'y a pas d'essai « {} »{}",
    "{}: save it without one": "{} : enregistrez-le sans mot de passe",
    "the PDF has {} pages, more than such a text has": "le PDF a {} pages, plus que n'en a un tel texte",
    "the PDF is broken ({})": "le PDF est abîmé ({})",
    "the page has no text of its own (is it drawn by scripts?)": "la page n'a pas de texte propre (dessinée par des scripts ?)",
    "the page is no HTML ({})": "la page n'est pas du HTML ({})",
    "{}: a folder; give its files": "{} : un dossier ; donnez ses fichiers",
    "{}: cannot be read ({})": "{} : lecture impossible ({})",
    "{}: cannot be read ({}); add it again": "{} : lecture impossible ({}) ; ajoutez-le à nouveau",
    "{}: {} was altered; remove {} and add the file again": "{} : {} a été modifié ; retirez {} et ajoutez à nouveau le fichier",
    "{} is none of your files; there are: {}": "{} n'est pas un de vos fichiers ; il y a : {}",
    "your files under {} cannot be changed ({}): free some space or set BOUSSOLE_HOME; nothing was lost": (
        "vos fichiers sous {} ne peuvent pas être modifiés ({}) : libérez de la place ou réglez BOUSSOLE_HOME ; rien n'est perdu"
    ),
    # the index
    "cannot write the index at {} ({}): set BOUSSOLE_HOME to a folder you can write to": (
        "l'index ne peut pas être écrit dans {} ({}) : réglez BOUSSOLE_HOME sur un dossier où vous pouvez écrire"
    ),
    "no room left on the disk for the index at {}: free some space and run again; the index in use is unchanged": (
        "plus de place sur le disque pour l'index dans {} : libérez-en et recommencez ; l'index en usage n'a pas changé"
    ),
    "no room left on the disk for the index at {} (under {} MB): free some space and run again; the index in use is unchanged": (
        "plus de place sur le disque pour l'index dans {} (moins de {} Mo) : libérez-en et recommencez ; l'index en usage n'a "
        "pas changé"
    ),
    "another ingest is running on {}; wait for it to end": "une autre indexation est en cours sur {} ; attendez sa fin",
    "unknown document {}; known: {}": "document inconnu {} ; connus : {}",
    "the index at {} is damaged ({}); run: boussole ingest": "l'index dans {} est abîmé ({}) ; lancez : boussole ingest",
    "the index at {} is gone; run: boussole ingest": "l'index dans {} a disparu ; lancez : boussole ingest",
    "there is no index at {}; run: boussole ingest (or ingest --from DIR)": (
        "il n'y a pas d'index dans {} ; lancez : boussole ingest (ou ingest --from DOSSIER)"
    ),
    "the index was made otherwise ({}); run: boussole ingest to rebuild it": (
        "l'index a été fait autrement ({}) ; lancez boussole ingest pour le refaire"
    ),
    # dossiers, conversations, ratings
    "{}: is no dossier of this version of Boussole; move it aside": (
        "{} : n'est pas un dossier de cette version de Boussole ; mettez-le de côté"
    ),
    "{}: is damaged; restore the file or move it aside": "{} : est abîmé ; restaurez le fichier ou mettez-le de côté",
    "{}: is damaged at “{}”; restore the file or move it aside": (
        "{} : est abîmé à « {} » ; restaurez le fichier ou mettez-le de côté"
    ),
    "{}: is not JSON; restore the file or move it aside": "{} : n'est pas du JSON ; restaurez le fichier ou mettez-le de côté",
    "{}: “{}” is not a fact or value these rules know; move the file aside": (
        "{} : « {} » n'est pas un fait ni une valeur que ces règles connaissent ; mettez le fichier de côté"
    ),
    "{}: the dossier cannot be saved ({}); check the folder's rights and space": (
        "{} : le dossier ne peut pas être enregistré ({}) ; vérifiez les droits et la place"
    ),
    "{}: cannot be deleted ({})": "{} : suppression impossible ({})",
    "{}: cannot be used ({}); check its permissions": "{} : inutilisable ({}) ; vérifiez ses droits",
    "{}: cannot be used ({}); move it aside to start afresh": (
        "{} : inutilisable ({}) ; mettez-le de côté pour repartir de zéro"
    ),
    "{}: cannot be written ({}); check its permissions": "{} : écriture impossible ({}) ; vérifiez ses droits",
    "{}: holds a conversation that this version cannot read": "{} : contient une conversation que cette version ne sait pas lire",
    "{} cannot name a conversation: use up to 64 letters, digits, dots, dashes or underscores": (
        "{} ne peut pas nommer une conversation : 64 lettres, chiffres, points, tirets ou soulignés au plus"
    ),
    "BOUSSOLE_CONVERSATIONS: the database cannot be opened ({})": (
        "BOUSSOLE_CONVERSATIONS : la base de données ne s'ouvre pas ({})"
    ),
    # evaluation
    "none of the gold questions is in the split {}": "aucune question de référence n'est dans la part {}",
    "the index was built anew since run {} began; start a new one": (
        "l'index a été refait depuis le début de l'essai {} ; lancez-en un nouveau"
    ),
    "{} has changed since run {} began; start a new one": "{} a changé depuis le début de l'essai {} ; lancez-en un nouveau",
    "run {} is not finished; go on with: boussole eval --resume {}": (
        "l'essai {} n'est pas fini ; continuez par : boussole eval --resume {}"
    ),
    "cannot write the run {} ({}); set BOUSSOLE_HOME elsewhere": (
        "l'essai {} ne peut pas être écrit ({}) ; réglez BOUSSOLE_HOME ailleurs"
    ),
    "{} is damaged ({}); start the run again": "{} est abîmé ({}) ; relancez l'essai",
    "{} cannot be read ({}); is the run finished?": "{} ne peut pas être lu ({}) ; l'essai est-il fini ?",
    "cannot write {} ({})": "écriture impossible de {} ({})",
    "cannot write the report in {} ({}); name another folder": (
        "le rapport ne peut pas être écrit dans {} ({}) ; nommez un autre dossier"
    ),
    "there is no index; make it: boussole ingest": "il n'y a pas d'index ; faites-le : boussole ingest",
    # particulars that are words
    "{} answered {}": "{} a répondu {}",
    "a login page": "une page de connexion",
    "a robot check": "un contrôle anti-robot",
    "an error page": "une page d'erreur",
    "something else": "autre chose",
    "another web page": "une autre page web",
    "a web page titled {}": "une page web intitulée {}",
    "No such file or directory": "fichier ou dossier absent",
    "Permission denied": "accès refusé",
    "No space left on device": "plus de place sur le disque",
    "Connection refused": "connexion refusée",
    "[Errno {}] {}": "{1}",
}
