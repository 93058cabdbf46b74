"""Names of authors: who is a person, what the parts are, and what BibTeX is given."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.papers.names import Name, bibtex_name, is_organization, key_name, parted

ORGANIZATIONS = [
    *("Otter Team", "Team Otter", "The Otter-Team", "Otter-Team", "Team Otter 2", "Otter Team, Riverbank"),
    *("River Lab", "River Labs", "Holt Group", "the Holt Collaboration", "Open Holt Consortium", "Holt Contributors"),
    *("Otter4All Community", "RB AI Research", "Holt Inc.", "Holt, Inc.", "Holt Ltd", "Physical Otters Foundation"),
    *("Otter AI", "OTTER AI", "Otter-AI", "01. AI", "SAM 3D", "Otter-M2 Team", "Amazon AGI", "Google River"),
    *("Institute of Otters", "Center for Otter Safety", "Otters @ Riverbank", "AT&T Labs", "River & Holt"),
    *("Research and Development Team", "Noise AND Fury", "Ada Holt and Tom Rey", "Llama Team, AI @ Riverbank"),
]
PEOPLE = [
    *("Ada Lovelace", "Yuang Ai", "Ai Li", "Ai Xuan", "Wei DENG", "LEI BAI", "AJ Co", "Marco AF Piment", "Sachi VS"),
    *("Mia Corpuz", "The Viet Bui", "Huawei Lin", "Ana Labarta", "Tom Grouper", "Jane Teamer", "Kim Inchon", "Lab Ito"),
    *("Anders André", "Alexandra Sand", "Linda Fort", "Ofelia Forte", "Jane Doe 3rd", "Letty “Max” Fu", 'Tim "Jo" Fan'),
    *("Laurens van der Maaten", "Éva Nagy", "jian Liang", "Smith, John, Jr.", "J.-P. Roux", "O’Neil Ng", "D'Arcy Wu"),
    *("张伟", "Ada", "", ",", "Research", "AI", "Team-Jane Roe".replace("Team-", "")),
]


@pytest.mark.parametrize("name", ORGANIZATIONS)
def test_an_organization_is_one_name_everywhere(name: str) -> None:
    assert is_organization(name)
    assert parted(name) == Name(literal=name)
    assert re.fullmatch(r"\{.+\}", bibtex_name(name))


@pytest.mark.parametrize("name", PEOPLE)
def test_people_stay_people(name: str) -> None:
    assert not is_organization(name)


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Ada", Name(literal="Ada")),
        ("张伟", Name(literal="张伟")),
        ("King, Jr.", Name(literal="King Jr.")),
        (",", Name()),
        ("\r", Name()),
        ("Ada Lovelace", Name("Lovelace", "Ada")),
        ("Edward J. Hu", Name("Hu", "Edward J.")),
        ("Doe, Jane", Name("Doe", "Jane")),
        ("de la Roe, Jane M.", Name("de la Roe", "Jane M.")),
        ("Sammy Davis Jr.", Name("Davis", "Sammy", "Jr.")),
        ("Hal Daumé III", Name("Daumé", "Hal", "III")),
        ("Daumé III, Hal", Name("Daumé", "Hal", "III")),
        ("Hal Daumé, III", Name("Daumé", "Hal", "III")),
        ("Smith, John, Jr.", Name("Smith", "John", "Jr.")),
        ("Smith, Jr., John", Name("Smith", "John", "Jr.")),
        ("Jane Doe 3rd", Name("Doe", "Jane", "3rd")),
        ("Jr. II", Name("II", "Jr.")),
        ("Laurens van der Maaten", Name("van der Maaten", "Laurens")),
        ("van der Maaten", Name("der Maaten", "van")),
        ("Fernando De la Torre", Name("De la Torre", "Fernando")),
        ("Luc Van Gool", Name("Van Gool", "Luc")),
        ("Jan Van Den Holt", Name("Van Den Holt", "Jan")),
        ("Van Holt", Name("Holt", "Van")),
        ("Kiet Van Nguyen", Name("Nguyen", "Kiet Van")),
        ("Minh Le Trần", Name("Trần", "Minh Le")),
        ("Amal El Amine Saad", Name("Saad", "Amal El Amine")),
        ("Cristina St. Hall", Name("St. Hall", "Cristina")),
        ("Blas Roca y Arcas", Name("Roca y Arcas", "Blas")),
        ("jian Liang", Name("Liang", "jian")),
    ],
)
def test_names_are_parted(name: str, parts: Name) -> None:
    assert parted(name) == parts


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Ada Lovelace", "Ada Lovelace"),
        ("J.-P. O'Neil", "J.-P. O'Neil"),
        ("Alexandra Sand", "Alexandra Sand"),
        ("Ada", "Ada"),
        ("Éva Székely", r"Sz{\'e}kely, {\'E}va"),
        ("Sercan Ö. Arık", r"Ar{\i}k, Sercan {\"O}."),
        ("Nguyễn Thị", r"Th{\d{i}}, Nguy{\~{\^e}}n"),
        ("Hal Daumé III", r"Daum{\'e}, III, Hal"),
        ("Sammy Davis Jr.", "Davis, Jr., Sammy"),
        ("Leandro von Werra", "von Werra, Leandro"),
        ("Fernando De la Torre", "De la Torre, Fernando"),
        ("Benjamin Van Durme", "Van Durme, Benjamin"),
        ("yuelin bai", "bai, yuelin"),
        ("Tim “Jo” O’Neil", "O'Neil, Tim ``Jo''"),
        ('Tim "Jo" Fan', "Fan, Tim ``Jo''"),
        ("Jo {x} Roe", r"Roe, Jo $\lbrace$x$\rbrace$"),
        ("Doe, and", "Doe, {and}"),
        ("Kimi Team", "{Kimi Team}"),
        ("Équipe Otter Team", r"{\'E}{quipe Otter Team}"),
        ("AT&T Labs", r"{AT}{\&}{T Labs}"),
        ("Sang-hyun Roe", "Roe, Sang-hyun"),
        ("Ana Plaza-del-Río", r"{Plaza-del-R}{\'i}{o}, Ana"),
        ("Đức Đỗ", r"{\protect Đ}{\~{\^o}}, {\protect Đ}{\'u}c"),
        ("张伟", "{张伟}"),
        ("Жан Ли", "Ли, Жан"),
    ],
)
def test_a_name_stands_in_bibtex_as_all_programs_read_it(name: str, written: str) -> None:
    assert bibtex_name(name) == written


@given(st.text(st.sampled_from("aA éŁ{}\\&,and.\"'~^_1"), max_size=20))
def test_no_name_opens_a_brace_that_it_does_not_close(name: str) -> None:
    depth = 0
    written = bibtex_name(name)
    for place, character in enumerate(written):
        depth += (character == "{") - (character == "}")
        assert depth >= 0
        # At the outer level the word would part the list of names.
        assert depth or not re.match(r" and ", written[place:], re.IGNORECASE)
    assert depth == 0


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Ada Lovelace", "lovelace"),
        ("Laurens van der Maaten", "vandermaaten"),
        ("Luc Van Gool", "vangool"),
        ("Éva Łoś", "los"),
        ("Smith, John, Jr.", "smith"),
        ("Ada", "ada"),
        ("Kimi Team", "kimi"),
        ("Team Otter", "otter"),
        ("Otter-Team", "otterteam"),
        ("01. AI", "01"),
        ("Team", ""),
        ("张伟", ""),
        ("", ""),
    ],
)
def test_a_key_has_the_family_name_or_the_first_word_of_an_organization(name: str, key: str) -> None:
    assert key_name(name) == key
