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
TASKS = (  # board, decision, what, owner, days after the decision, done
    (MAIN, "youth-workers-in-hospital", "Write the agreement with the charity", HOSPITALS, 60, True),
    (MAIN, "youth-workers-in-hospital", "Find a room beside the waiting area", HOSPITALS, 90, False),
    (MAIN, "youth-workers-in-hospital", "Say how we will know whether it helps", PARTNERSHIP, 240, False),
    (MAIN, "shorter-forms", "Publish the one-page form", PARTNERSHIP, 60, True),
    (MAIN, "grip-patrol-times", "Change the rota", POLICE, 30, True),
    (MAIN, "lighting-by-the-river", "Put the path into the lighting plan", COUNCIL, 60, False),
    (YOUNG, "pay-for-taking-part", "Add the line to every budget", PARTNERSHIP, 150, False),
)
CHANGES: tuple[tuple[str, int, list[str], dict[str, str]], ...] = (
    (
        HOSPITALS,
        120,
        ["SP1", "O3.2"],
        {
            "title": "Leaving hospital after an injury",
            "kind": "practice",
            "before": "Young people left with a leaflet.",
            "after": "Every young person hurt by violence is now offered a youth worker before they leave.",
            "shown_by": "Discharge procedure, version 4, section 2",
            "decided_by": "The hospital's safeguarding committee",
        },
    ),
    (
        SCHOOLS,
        300,
        ["SP1", "O1.4"],
        {
            "title": "Before a pupil is suspended",
            "kind": "policy",
            "before": "A head could suspend a pupil and call the family afterwards.",
            "after": "The policy requires a conversation with the family and a plan for learning before any suspension but the most urgent.",
            "shown_by": "Behaviour policy of the trust, September edition",
            "decided_by": "The trust's board",
        },
    ),
    (
        PARTNERSHIP,
        100,
        ["SP1", "O1.3"],
        {
            "title": "A tenth of the fund",
            "kind": "power",
            "before": "The main board decided on all of the fund.",
            "after": "The young people's board decides on a tenth of it, and the main board cannot overrule it.",
            "shown_by": "Terms of the young people's board, section 3",
            "decided_by": "The violence reduction board",
        },
    ),
    (
        COUNCIL,
        60,
        ["SP1", "O1.5"],
        {
            "title": "Youth work in the council's own budget",
            "kind": "resource",
            "before": "Detached youth work was paid from grants that ended each March.",
            "after": "Two posts of detached youth work are now in the budget of the council, without an end.",
            "shown_by": "Budget of the council, line 4410",
            "decided_by": "Full council",
        },
    ),
)
COMMITMENTS = (  # objective, partner, kind, words, pounds or posts, who signed
    ("O1.3", COUNCIL, "money", "The young people's fund.", "40000", "Director of children's services"),
    ("O1.3", NORTHGATE, "staff", "A worker for the young people's board.", "0.5", "Chief executive"),
    ("O1.5", COUNCIL, "money", "Two posts of detached youth work.", "82000", "Section 151 officer"),
    ("O1.5", COMMISSIONER, "money", "Matched funding for the second year.", "60000", ""),
    ("O2.1", POLICE, "staff", "An analyst for shared figures.", "1", "Assistant chief constable"),
    ("O2.1", HOSPITALS, "policy", "The file of assaults is sent each month.", "0", "Medical director"),
    ("O1.1", LANTERN, "policy", "Every worker has reflective supervision.", "0", "Trustees"),
)
INSIGHTS: tuple[tuple[str, int, list[str], str, dict[str, str]], ...] = (
    (
        "review-of-missing-school",
        110,
        ["SP1", "O1.4"],
        "",
        {
            "finding": "A review of learning found that agencies each knew of long absence from school and none asked why.",
            "speaks_of": "causes",
            "level": "strategic",
            "from_what": "A review of the safeguarding children partnership, as published.",
            "told": "The violence reduction board; the safeguarding children partnership",
            "use": "open",
        },
    ),
    (
        "injuries-after-school",
        200,
        ["SP2"],
        "grip-patrol-times",
        {
            "finding": "In the town centre, recorded injuries gather in the hours after school.",
            "speaks_of": "nature",
            "level": "operational",
            "from_what": "The partner map and the emergency department's times, as released.",
            "told": "The main board; the town-centre policing team",
            "use": "used",
            "result": "Patrols were moved. It is too soon to say whether injuries changed.",
        },
    ),
    (
        "missing-school-comes-first",
        190,
        ["SP2", "Oc1.3"],
        "",
        {
            "finding": "Pupils who miss much of school are more often hurt or in trouble later; which comes first is not known.",
            "speaks_of": "causes",
            "level": "strategic",
            "from_what": "The council's and the schools' figures side by side.",
            "told": "The main board; the safeguarding children partnership",
            "use": "open",
        },
    ),
    (
        "one-street-one-weekend",
        150,
        ["SP2"],
        "",
        {
            "finding": "One street looked busier than usual on one weekend.",
            "speaks_of": "nature",
            "level": "operational",
            "from_what": "A weekly count.",
            "told": "The neighbourhood team",
            "use": "not_used",
            "not_used_because": "A few more than usual on one weekend happens by chance somewhere in a county of this size. The team keeps watching.",
        },
    ),
)
DUTIES = (  # duty, organisation, state, what shows it, days until the next check
    ("collaborate", POLICE, "met", "Terms of the violence reduction board", 200),
    ("collaborate", COUNCIL, "met", "Terms of the violence reduction board", 200),
    ("collaborate", HOSPITALS, "met", "Terms of the violence reduction board", -10),
    ("collaborate", YOUTH_JUSTICE, "met", "Youth justice plan, chapter 2", 200),
    ("identify-kinds", POLICE, "met", "Needs assessment, chapter 3", 150),
    (
        "identify-kinds",
        COUNCIL,
        "partly",
        "Needs assessment, chapter 3; domestic abuse is still to come",
        150,
    ),
    ("identify-causes", COUNCIL, "partly", "Needs assessment, chapter 7", 150),
    ("prepare-strategy", POLICE, "met", "The strategy", 150),
    ("prepare-strategy", COUNCIL, "met", "The strategy", 150),
    ("consult", COUNCIL, "not_met", "", 30),
)
PULSES = {  # question: answers in the order of the people
    "first": {
        "shared-aim": (4, 4, 3, 5, 4, 2, 3),
        "heard": (3, 2, 4, 2, 3, 1),
        "young-people": (2, 3, 2, 4, 1),
        "sharing": (2, 3, 4, 2, 3),
        "difference": (3, 4, 4, 2, 3, 4),
    },
    "second": {
        "shared-aim": (4, 5, 4, 5, 4, 4, 3),
        "heard": (4, 2, 4, 3, 4, 2),
        "young-people": (4, 3, 4, 4, 2),
        "sharing": (2, 3, 4, 2, 3),
        "difference": (4, 4, 4, 2, 3, 4),
    },
}
