"""What the demonstration's reports say that no figure says: lessons learned, invented.

Savings stay empty: the reports then say that they are not yet recorded.
"""

LESSONS = (
    "In October 2017 services to AEWA fell to about half of the usual. The cause is known: "
    "the unit prepared and covered the twelfth meeting of the Conference of the Parties to CMS "
    "(Manila, 23 to 28 October), as the programme of work had foreseen and both Executive "
    "Secretaries had agreed. Part of it was made up in November and December. For the next large "
    "meeting of either instrument the unit proposes to plan such a pause in days."
    "\n\n"
    "World Migratory Bird Day shows what joint work can do: most of the time spent on it between "
    "late March and 12 May served both instruments at once."
    "\n\n"
    "Some of the time of 2017 was recorded weeks later, and some only after the year's end. Weeks "
    "that were not yet approved when this draft was made are counted like the others."
)
