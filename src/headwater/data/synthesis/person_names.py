"""Common names by which pupils and young people go in the extracts that carry names. Lists written for this
county; any real person of such a name is a coincidence, as with every common name.
"""

GIRLS = (
    "Olivia", "Amelia", "Isla", "Ava", "Mia", "Grace", "Freya", "Lily", "Emily", "Ella", "Poppy", "Evie",
    "Charlotte", "Sophie", "Jessica", "Daisy", "Alice", "Ruby", "Millie", "Chloe", "Lucy", "Maisie",
    "Holly", "Erin", "Molly", "Zara", "Leah", "Megan", "Abigail", "Niamh", "Aisha", "Fatima", "Maryam",
    "Zainab", "Priya", "Anjali", "Simran", "Amara", "Chiamaka", "Temi", "Shanice", "Zuzanna", "Maja",
    "Elena",
)  # fmt: skip
BOYS = (
    "Noah", "Oliver", "George", "Arthur", "Leo", "Harry", "Oscar", "Archie", "Jack", "Henry", "Charlie",
    "Freddie", "Theo", "Alfie", "Jacob", "Thomas", "Joshua", "William", "James", "Ethan", "Lewis", "Callum",
    "Connor", "Liam", "Ryan", "Kian", "Jayden", "Tyler", "Mason", "Finley", "Muhammad", "Ibrahim", "Yusuf",
    "Hamza", "Arjun", "Rohan", "Gurpreet", "Emeka", "Tunde", "Kwame", "Malachi", "Jakub", "Filip", "Andrei",
)  # fmt: skip
SURNAMES = (
    "Smith", "Jones", "Taylor", "Brown", "Williams", "Wilson", "Johnson", "Davies", "Patel", "Robinson",
    "Wright", "Thompson", "Evans", "Walker", "White", "Roberts", "Green", "Hall", "Wood", "Jackson",
    "Clarke", "Khan", "Ahmed", "Hussain", "Singh", "Kaur", "Begum", "Ali", "Harris", "Martin", "Cooper",
    "King", "Lee", "Baker", "Harrison", "Morgan", "Allen", "Scott", "Moore", "Parker", "Edwards", "Hughes",
    "Bennett", "Shaw", "Carter", "Griffiths", "Okafor", "Adeyemi", "Mensah", "Campbell", "Francis", "Nowak",
    "Kowalska", "Popescu", "Murphy", "O'Brien", "Kelly", "Byrne", "Fletcher", "Barker", "Holmes", "Hunt",
    "Palmer", "Mills", "Webb", "Dixon", "Marsh", "Poole", "Marshall", "Smith-Jones", "Clarke-Hall",
    "Brown-Taylor", "Van der Berg", "MacDonald", "McCarthy", "Ng", "Chen", "Nguyen", "Rahman", "Chowdhury",
)  # fmt: skip
SHORT_FORMS = {
    "Charlotte": "Charlie", "Jessica": "Jess", "Abigail": "Abi", "Megan": "Meg",
    "Thomas": "Tom", "Joshua": "Josh", "William": "Will", "James": "Jamie",
    "Oliver": "Ollie", "Muhammad": "Mohammed", "Freddie": "Fred", "Archie": "Archibald",
    "Zainab": "Zaynab", "Yusuf": "Yousef", "Sophie": "Sofie", "Callum": "Calum",
    "Jayden": "Jaden", "Amelia": "Millie", "Lewis": "Louis", "Niamh": "Neve",
}  # fmt: skip
