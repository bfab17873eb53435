"""What the demonstration's boards asked for, promised, found and changed. Everything in it is made up."""

from headwater.cli.demo_leadership_words import (
    COMMISSIONER,
    COUNCIL,
    HOSPITALS,
    LANTERN,
    MAIN,
    NORTHGATE,
    PARTNERSHIP,
    POLICE,
    SCHOOLS,
    YOUNG,
    YOUTH_JUSTICE,
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
