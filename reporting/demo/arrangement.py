"""The arrangement: who shares, by what key, what work costs, what was spent.

The instruments, the key and the holidays are real; every amount is invented.
"""

from __future__ import annotations

from typing import TypeAlias

Document: TypeAlias = dict[str, object]

YEAR = 2017
CMS = "CMS"
AEWA = "AEWA"
EUR = "EUR"

INSTRUMENTS: list[Document] = [
    {
        "code": CMS,
        "name": "Convention on the Conservation of Migratory Species of Wild Animals",
    },
    {
        "code": AEWA,
        "name": "Agreement on the Conservation of African-Eurasian Migratory Waterbirds",
    },
]
SECRETARIATS: list[Document] = [
    {"code": CMS, "name": "UNEP/CMS Secretariat", "serves": [CMS]},
    {"code": AEWA, "name": "UNEP/AEWA Secretariat", "serves": [AEWA]},
]
COMMITTEES: list[Document] = [
    {
        "code": CMS,
        "name": "CMS Standing Committee",
        "instrument": CMS,
        "languages": ["en", "fr", "es"],
    },
    {
        "code": AEWA,
        "name": "AEWA Standing Committee",
        "instrument": AEWA,
        "languages": ["en", "fr"],
    },
]
UNIT: Document = {
    "code": "IMCA",
    "name": "Joint Information Management, Communication and Awareness-raising Unit",
    "currency": EUR,
    "timezone": "Europe/Berlin",
    "daily_minutes": 480,
    "weekdays": [1, 2, 3, 4, 5],
    "policies": {
        "joint": "key",
        "overhead": "proportional",
        "method": "standard",
        "support": "0",
    },
    "synthetic": True,
}
# Public holidays of North Rhine-Westphalia; 31 October was one in 2017 only, 500 years after the
# Reformation.
HOLIDAYS: list[Document] = [
    {"date": date, "name": name}
    for date, name in (
        ("2017-01-01", "New Year's Day"),
        ("2017-04-14", "Good Friday"),
        ("2017-04-17", "Easter Monday"),
        ("2017-05-01", "Labour Day"),
        ("2017-05-25", "Ascension Day"),
        ("2017-06-05", "Whit Monday"),
        ("2017-06-15", "Corpus Christi"),
        ("2017-10-03", "Day of German Unity"),
        ("2017-10-31", "Reformation Day"),
        ("2017-11-01", "All Saints' Day"),
        ("2017-12-25", "Christmas Day"),
        ("2017-12-26", "Second Day of Christmas"),
    )
]
# Round magnitudes: alone they would give AEWA 105/358, about 0.293, not the agreed third.
BUDGETS: list[Document] = [
    {"instrument": CMS, "year": YEAR, "amount": "2530000.00", "currency": EUR},
    {"instrument": AEWA, "year": YEAR, "amount": "1050000.00", "currency": EUR},
]
AGREEMENTS: list[Document] = [{"from": "2014-01-01", "key": {CMS: "2/3", AEWA: "1/3"}}]

# Invented, within the magnitudes of the UN's standard costs for Bonn, in whole euros a year.
ANNUAL = {"P3": 138_000, "P2": 108_000, "G5": 75_600, "G4": 64_800}
PRODUCTIVE_HOURS = 1760
GRADES: list[Document] = [
    {
        "grade": grade,
        "year": YEAR,
        "annual": f"{annual}.00",
        "currency": EUR,
        "productive_hours": str(PRODUCTIVE_HOURS),
    }
    for grade, annual in ANNUAL.items()
]
# Invented, near the market of 2017: not the UN's operational rates.
EXCHANGE_RATES: list[Document] = [
    {"from": f"{YEAR}-{month:02}-01", "currency": EUR, "per_usd": rate}
    for month, rate in enumerate(
        (
            "0.956", "0.930", "0.945", "0.931", "0.917", "0.894",
            "0.876", "0.851", "0.840", "0.848", "0.859", "0.842",
        ),
        start=1,
    )
]  # fmt: skip
EXPENDITURES: list[Document] = [
    {
        "date": date,
        "amount": amount,
        "currency": currency,
        "paid_by": paid_by,
        "for": for_whom,
        "description": description,
    }
    for date, amount, currency, paid_by, for_whom, description in (
        ("2017-01-18", "8400.00", EUR, CMS, "shared", "Hosting of the websites, one year"),
        ("2017-02-03", "312.40", EUR, AEWA, "shared", "Domain names"),
        ("2017-02-20", "4980.00", EUR, CMS, "shared", "Subscription to a media database"),
        ("2017-03-14", "3150.00", EUR, AEWA, "shared", "World Migratory Bird Day: posters"),
        ("2017-04-05", "1874.60", EUR, AEWA, "shared", "World Migratory Bird Day: shipping"),
        ("2017-04-21", "6500.00", EUR, AEWA, AEWA, "AEWA website: new section on species"),
        ("2017-05-09", "4200.00", EUR, CMS, "shared", "World Migratory Bird Day: short film"),
        ("2017-05-30", "-236.15", EUR, AEWA, "shared", "Refund for posters that were not shipped"),
        ("2017-06-12", "1120.00", EUR, CMS, "shared", "Licences for photographs"),
        ("2017-07-03", "12000.00", "USD", CMS, "shared", "Online Reporting System: maintenance"),
        ("2017-08-16", "5640.00", EUR, CMS, CMS, "COP12: graphic identity"),
        ("2017-09-11", "2310.75", EUR, CMS, CMS, "COP12: printing of press kits"),
        ("2017-09-26", "1480.00", EUR, CMS, AEWA, "Infographic on waterbird flyways"),
        ("2017-10-17", "9800.00", EUR, CMS, CMS, "COP12: webcast"),
        ("2017-11-08", "1296.00", EUR, AEWA, "shared", "Newsletter software, one year"),
        ("2017-12-05", "648.00", EUR, AEWA, "shared", "Media monitoring, one quarter"),
    )
]
