"""Patient identifiers in what somebody typed: found, located, never repeated.

What counts: a name beside something that makes it a patient's (a title such as Mrs or Herr, "pt", "patient is
called", an age, a birth date, a bed), birth dates, record, insurance and account numbers, telephone numbers, e-mail
and street addresses. What does not: age and sex in a vignette, register numbers, PMIDs, DOIs, dates of the trial,
figures, authors and experts (with or without Dr or Prof), drugs and institutions.

Limits, on purpose:

* A first and last name in small letters with no cue ("jane doe has dm") cannot be told from other words; after "pt" or
  "patient" a common given name in small letters is found, a rare one is not.
* A surname alone without a title or "pt" ("Whitcombe has DM") is taken for an author's.
* Without age or patient word, a full name counts only if its given name is a usual one and the rest of the text speaks
  of one patient; the same words about a person who writes or speaks are left alone.
* A title that is also a word or a disease (Miss, Ms) in small letters counts only beside a patient word or an age.
* A surname alone beside an age counts only with a sex ("Whitcombe, 71M"), and not where it could be an adjective.
* A title before "Dr" ("Herr Dr. Kaltenbach") is taken for a colleague's.
* A number without a cue counts only if its shape gives it away: "7731042" alone may be a PMID.
* Initials alone ("JD, 67F") and years of birth ("born in 1958") tell too little to refuse an answer.
* Names in scripts without capital letters (Arabic, Chinese, Hebrew …) are found only by the numbers beside them.
"""

from bot.understanding.identifiers.find import find_identifiers
from bot.understanding.identifiers.model import DEFAULT, Identifier, IdentifierKind, KnownNames

__all__ = ["DEFAULT", "Identifier", "IdentifierKind", "KnownNames", "find_identifiers"]
