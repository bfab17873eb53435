"""The words and days of the demonstration's boards. Everything in it is made up; `demo_leadership` brings it in.

Days are numbers of days: `ago` counts back from today, `after` counts on from the day before it.
"""

from typing import Any

POLICE, HOSPITALS, COUNCIL = "aldershire-police", "aldershire-hospitals", "aldershire-county-council"
YOUTH_JUSTICE, FIRE, PROBATION = (
    "aldershire-youth-justice",
    "aldershire-fire-and-rescue",
    "aldershire-probation",
)
COMMISSIONER, SCHOOLS = "aldershire-commissioner", "alder-schools-trust"
NORTHGATE, BOXING, LANTERN = (
    "northgate-youth-trust",
    "riverside-boxing-and-learning",
    "the-lantern-collective",
)
PARTNERSHIP = "demonstration-partnership"
MAIN, CHILDREN, ADULTS = (
    "violence-reduction-board",
    "safeguarding-children-partnership",
    "safeguarding-adults-board",
)
YOUNG, YOUTH = "young-peoples-board", "youth-justice-management-board"

BOARDS = {  # key: name, kind, terms
    MAIN: (
        "Violence Reduction Partnership board",
        "violence_reduction",
        "Answers for the strategy. Meets every quarter. Decides by a majority of the seats that vote; young people's seats vote.",
    ),
    CHILDREN: (
        "Safeguarding Children Partnership",
        "safeguarding_children",
        "Brings learning from its reviews to the violence reduction board twice a year.",
    ),
    ADULTS: (
        "Safeguarding Adults Board",
        "safeguarding_adults",
        "Brings learning from its reviews about exploitation and homelessness.",
    ),
    YOUTH: ("Youth Justice Management Board", "youth_justice", "Oversees the youth justice plan."),
    YOUNG: (
        "Young People's Board",
        "young_people",
        "Young people aged 14 to 24. Decides on a tenth of the fund, and puts items to every meeting of the main board.",
    ),
}
SEATS = (  # board, name, organisation, voice, votes
    (MAIN, "Carla Chief-Officer", POLICE, "statutory", True),
    (MAIN, "Hana Hospital", HOSPITALS, "statutory", True),
    (MAIN, "Conor Council", COUNCIL, "statutory", True),
    (MAIN, "Freya Fire", FIRE, "statutory", True),
    (MAIN, "Priya Probation", PROBATION, "statutory", True),
    (MAIN, "Noor Northgate", NORTHGATE, "voluntary", True),
    (MAIN, "Ben Boxing", BOXING, "voluntary", False),
    (MAIN, "Yasmin Young", NORTHGATE, "young", True),
    (MAIN, "Ravi Resident", LANTERN, "community", False),
    (CHILDREN, "Hana Hospital", HOSPITALS, "statutory", True),
    (CHILDREN, "Conor Council", COUNCIL, "statutory", True),
    (CHILDREN, "Carla Chief-Officer", POLICE, "statutory", True),
    (CHILDREN, "Sasha School", SCHOOLS, "statutory", True),
    (ADULTS, "Conor Council", COUNCIL, "statutory", True),
    (ADULTS, "Hana Hospital", HOSPITALS, "statutory", True),
    (ADULTS, "Lena Lantern", LANTERN, "voluntary", True),
    (YOUTH, "Jo Justice", YOUTH_JUSTICE, "statutory", True),
    (YOUTH, "Conor Council", COUNCIL, "statutory", True),
    (YOUNG, "Yasmin Young", NORTHGATE, "young", True),
    (YOUNG, "Dev Debater", LANTERN, "young", True),
    (YOUNG, "Amara Ahead", NORTHGATE, "young", True),
    (YOUNG, "Theo Talks", BOXING, "young", True),
    (YOUNG, "Zara Zest", BOXING, "young", True),
    (YOUNG, "Kit Keen", SCHOOLS, "young", True),
    (YOUNG, "Rosa Resident", LANTERN, "community", False),
)
LOCAL_SEATS = (  # on the board of each community safety partnership
    ("Conor Council", COUNCIL, "statutory", True),
    ("Carla Chief-Officer", POLICE, "statutory", True),
    ("Noor Northgate", NORTHGATE, "voluntary", True),
)
MEETINGS: tuple[
    tuple[str, int, tuple[tuple[str, str], ...], set[str]], ...
] = (  # board, days ago, items with the voice that brought each, who did not come
    (
        MAIN,
        270,
        (("statutory", "Figures of the quarter"), ("voluntary", "Small charities and long forms")),
        {FIRE},
    ),
    (
        MAIN,
        180,
        (
            ("young", "Nobody talks to us in hospital"),
            ("statutory", "Budget"),
            ("statutory", "Needs assessment"),
        ),
        {FIRE, PROBATION},
    ),
    (MAIN, 90, (("young", "The bus stop at Northgate"), ("community", "Lighting by the river")), {PROBATION}),
    (
        CHILDREN,
        120,
        (("statutory", "What a review taught us about missing from school"),),
        set(),
    ),
    (YOUNG, 100, (("young", "How to spend our tenth of the fund"),), set()),
)
DECISIONS: dict[str, dict[str, Any]] = {
    "youth-workers-in-hospital": {
        "ago": 180,
        "board": MAIN,
        "clauses": ["SP3", "O3.2"],
        "title": "Youth workers in the emergency department",
        "decided": "Fund two youth-work posts in the emergency department for two years, employed by a local charity.",
        "because": "Young people said that nobody talked to them there. The moment after an injury is one in which help is taken.",
        "changes": "Every young person hurt by violence is offered a youth worker before they go home.",
        "public_words": "Two youth workers now meet young people who come to hospital because somebody hurt them.",
    },
    "shorter-forms": {
        "ago": 270,
        "board": MAIN,
        "clauses": ["SP1", "C1"],
        "title": "One short form for small grants",
        "decided": "Replace three reporting forms by one page for grants under £10,000.",
        "because": "Small charities said that reporting took time from young people.",
        "changes": "A grant under £10,000 is reported once a year, on one page.",
        "public_words": "Small charities now fill in one page a year instead of three forms.",
    },
    "grip-patrol-times": {
        "ago": 150,
        "board": MAIN,
        "clauses": ["SP2"],
        "title": "Patrols after school",
        "decided": "Move foot patrols in the town centre to the hours after school.",
        "because": "Recorded injuries gather in those hours.",
        "changes": "Patrols run from 3 pm to 6 pm on school days.",
        "public_words": "Officers on foot are in the town centre when school ends.",
    },
    "lighting-by-the-river": {
        "ago": 90,
        "board": MAIN,
        "clauses": ["O3.2", "L2"],
        "title": "Lighting by the river path",
        "decided": "Ask the county council to light the river path, and look at it again in a year.",
        "because": "Residents walked the path with officers after dark.",
        "changes": "The council's plan for lighting names the river path first.",
        "public_words": "The council will light the path by the river.",
    },
    "pay-for-taking-part": {
        "ago": 100,
        "board": YOUNG,
        "clauses": ["C2", "O1.3"],
        "title": "Paying young people for their time",
        "decided": "Young people who help to choose, run or check a programme are paid the living wage.",
        "because": "Young people said that asking for free advice keeps out those who have to work.",
        "changes": "Each budget has a line for it.",
        "public_words": "If you help us to decide, we pay you for your time.",
    },
}
HEARD: tuple[dict[str, Any], ...] = (
    {
        "ago": 210,
        "due_after": 42,
        "replied_after": 40,
        "decision": "youth-workers-in-hospital",
        "text": {
            "who": "Young people of the Northgate youth club",
            "voice": "young",
            "in_what": "An evening at the club",
            "said": "When you are in hospital nobody talks to you. They fix you and send you home.",
            "may_be_shown": True,
            "answer": "we_did",
            "answer_words": "Two youth workers now meet young people in hospital, every day until midnight.",
        },
    },
    {
        "ago": 300,
        "due_after": 42,
        "replied_after": 35,
        "decision": "shorter-forms",
        "text": {
            "who": "Four small charities",
            "voice": "voluntary",
            "in_what": "A meeting at the library",
            "said": "We spend more days on your forms than on some of our sessions.",
            "may_be_shown": True,
            "answer": "we_did",
            "answer_words": "There is one form now, it is one page, and it is asked for once a year.",
        },
    },
    {
        "ago": 120,
        "due_after": 42,
        "replied_after": 30,
        "decision": "lighting-by-the-river",
        "text": {
            "who": "Residents of Riverside",
            "voice": "community",
            "in_what": "A walk after dark",
            "said": "The path by the river is the short way home, and we do not take it in winter.",
            "may_be_shown": True,
            "answer": "we_did",
            "answer_words": "The council has put the path first in its plan for new lights.",
        },
    },
    {
        "ago": 130,
        "due_after": 28,
        "replied_after": 26,
        "decision": "pay-for-taking-part",
        "text": {
            "who": "The young people's board",
            "voice": "young",
            "in_what": "Its own meeting",
            "said": "If you want our advice, pay for it. Some of us have shifts.",
            "may_be_shown": True,
            "answer": "we_did",
            "answer_words": "Everybody who helps to decide is paid the living wage.",
        },
    },
    {
        "ago": 160,
        "due_after": 42,
        "replied_after": 41,
        "decision": "",
        "text": {
            "who": "Parents at Alder Schools Trust",
            "voice": "community",
            "in_what": "A parents' evening",
            "said": "Put metal arches at the school doors.",
            "may_be_shown": True,
            "answer": "we_did_not",
            "answer_words": "We asked pupils, and most said that arches would make school feel less safe. The trust is putting more adults "
            "at the gates instead, and will ask again in a year.",
        },
    },
    {
        "ago": 90,
        "due_after": 42,
        "replied_after": 0,
        "decision": "",
        "text": {
            "who": "Young people who wait at the Northgate bus stop",
            "voice": "young",
            "in_what": "Talks on the street",
            "said": "The shelter is dark and the last bus does not come.",
            "may_be_shown": True,
        },
    },
    {
        "ago": 20,
        "due_after": 42,
        "replied_after": 0,
        "decision": "",
        "text": {
            "who": "A group of mothers",
            "voice": "community",
            "in_what": "A closed conversation",
            "said": "They asked that their words stay in the room.",
            "may_be_shown": False,
        },
    },
)
