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
    "that were not yet approved when this report was made are counted like the others."
)

# The same in the French version for AEWA.
LECONS = (
    "En octobre 2017, les services rendus à l'AEWA sont tombés à la moitié environ du niveau "
    "habituel. La cause est connue : l'unité a préparé et couvert la douzième session de la "
    "Conférence des Parties à la CMS (Manille, 23 au 28 octobre), comme le programme de travail "
    "l'avait prévu et comme les deux Secrétaires exécutifs en étaient convenus. Une partie a été "
    "rattrapée en novembre et décembre. Pour la prochaine grande réunion de l'un ou l'autre "
    "instrument, l'unité propose de planifier une telle pause en jours."
    "\n\n"
    "La Journée mondiale des oiseaux migrateurs montre ce que le travail commun peut faire : la "
    "plus grande partie du temps qui y a été consacré entre fin mars et le 12 mai a servi les "
    "deux instruments à la fois."
    "\n\n"
    "Une partie du temps de 2017 a été enregistrée des semaines plus tard, et une autre seulement "
    "après la fin de l'année. Les semaines qui n'étaient pas encore approuvées lorsque ce rapport "
    "a été établi sont comptées comme les autres."
)

HALF_YEAR = (
    "The first half of 2017 was recorded almost without gaps. Most of the joint work went into "
    "World Migratory Bird Day, as planned; what was left for the websites is made up in autumn."
)
