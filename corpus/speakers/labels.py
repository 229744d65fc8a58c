"""The words of a label in, the speaker out: 周委員宜蓁, 主席（周委員宜蓁）, 民眾甲, 王委員、陳委員.

:mod:`corpus.label_lines` finds labels in lines, and :mod:`corpus.speakers.turns` decides which of
them begin turns.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, NamedTuple

from corpus.document import Speaker
from corpus.fold import fold
from corpus.label_lines import LONGEST_LABEL, is_time
from corpus.speakers.everyday_words import is_everyday
from corpus.speakers.job_titles import find_job_titles
from corpus.speakers.label_names import (
    looks_like_name,
    masked_name,
    nickname,
    title_inside_name,
    titled_name,
)
from corpus.speakers.label_notes import Note, read_note
from corpus.speakers.label_words import (
    NUMBERED,
    ends_as_part,
    ends_with_role,
    is_salutation,
    may_be_speaker,
)
from corpus.speakers.lexicon import words
from corpus.speakers.mentions import find_mentions
from corpus.speakers.name_boundaries import is_whole_name
from corpus.speakers.name_characters import is_given_name
from corpus.speakers.organizations import organization_of

Certainty = Literal["sure", "name", "loose", "unknown"]

_BRACKETS = re.compile(r"[（(]([^（(）)]*)[）)]")
_AND = re.compile(r"[、／/＆&]|(?<=.)(?:和|與|与|及|暨)(?=.)")
_LATIN_LABEL = re.compile(
    r"[A-Za-z\u00c0-\u024f][A-Za-z0-9_\u00c0-\u024f.'’\-]*(?: [A-Za-z0-9_\u00c0-\u024f.'’\-]+){0,4}"
)
# 示範新聞｜王小明：會跟進 is a headline.
_STROKE = re.compile("[|｜︱│丨]")
_DAY_OR_STEP = re.compile(r"^\d{1,2}月\d{1,2}日|(?:\bstep|步骤) ?\d{1,2}$")
_PARTICLES = frozenset(
    [
        "de",
        "da",
        "van",
        "von",
        "der",
        "den",
        "bin",
        "binti",
        "al",
        "el",
        "la",
        "le",
        "du",
        "dos",
        "di",
        "ibn",
        "y",
        "e",
    ]
)
_FOREIGN = re.compile(r"[^\W\d_a-zA-Z]{1,8}(?:[·‧•・․][^\W\d_]{1,12}){1,3}")
_MACHINE = re.compile(r"(?:speaker|spk|发言人|说话人|讲话人|participant|voice)[ _-]?\w{1,3}$")
_ACTS = re.compile(
    fold(
        "(?:書面|口頭)?(?:提問|發問|追問|質詢|回答|答覆|答復|答詢|作答|回應|發言|致辭|致詞|補充說明|補充|總結發言|書面意見|書面補充意見|書面補充"
        "|裁示|結論|致詞|致辭|問|答|曰)$"
    )
)
_COURTESY = re.compile("[^\\W\\d_]{1,2}(?:先生|女士|小姐|太太|大哥|大姐|阿姨|奶奶|爷爷|伯伯|叔叔)")
_REPORTER = re.compile("[^\\W_]{1,14}[社报报台视网刊讯电播线志闻媒]记者")
_ROLE_WITH_NAME = re.compile('(?P<role>[^\\W\\d_a-z]{1,4})[「“"\'『][^「」“”"『』]{1,20}[」”"\'』]')
# 網友 小城故事
_SCREEN_NAMES = frozenset(("网友", "网民", "听众", "观众", "读者"))
_LONGEST_SCREEN_NAME = 12
_MEMBERS = frozenset(("委员", "议员"))
# 主　席, 決　定: single characters with spaces between them are one word.
_FEWEST_OF_NAME, _MOST_OF_NAME = 2, 3
_SPACED = re.compile(r"(?<=^[^\W\d_])[ \u3000]+(?=[^\W\d_]$)")
_CONTINUED = re.compile("[-－]\\d{1,2}$")
_AND_OTHERS = re.compile(
    fold(r"等(?:\d{0,3}|[一二三四五六七八九十]{0,3})(?:人|位|位委員|委員|議員)?$")
)
_ORGANIZATION = re.compile(
    fold("(?:[部局署處院廳]|委員會|公會|協會|工會|學會|商會|總會|基金會|聯盟|聯合會|公司|集團|大學|中心|小組"
         "|辦公室|秘書處|研究院|研究所|銀行|醫院|法院|政府|議會|大使館|同仁|團隊)$")
)  # fmt: skip


class Label(NamedTuple):
    """The words that name a speaker.

    ``certainty``: "sure" for a job title or role, "name" for what is written as a name, "loose" for
    what may be one, otherwise "unknown". ``surname``: the label gives only this surname (李部長).
    ``person``: it gives the full name of a person. ``others``: further speakers of the same words.
    """

    text: str
    certainty: Certainty
    speaker: Speaker
    surname: str = ""
    person: bool = False
    others: tuple[Label, ...] = ()


@lru_cache(maxsize=4096)
def read_label(text: str) -> Label | None:
    """Return the label in ``text`` (without colon), or None if it names a part of a document.

    >>> read_label("周委員宜蓁").speaker.name
    '周宜蓁'
    >>> read_label("王部長大明（在席位上）").speaker
    Speaker(name='王大明', title='部長', organization='', kind='person')
    """
    text = _SPACED.sub("", text.strip().strip("*_＊|")).strip()
    folded = fold(text)
    if not text or len(text) > LONGEST_LABEL or _is_no_label(folded):
        return None
    if _STROKE.search(text) or is_time(text) or _DAY_OR_STEP.search(folded):
        return None
    found = None if folded in words("label_roles") else _ACTS.search(folded)
    if found is not None:
        speaker = read_label(text[: found.start()])
        if speaker is not None and speaker.certainty in ("sure", "name") and found.start() > 1:
            return speaker._replace(text=text)
    inner = [found[1].strip() for found in _BRACKETS.finditer(text)]
    bare = _BRACKETS.sub("", text).strip() if inner else text
    others = _AND_OTHERS.search(fold(bare))
    if others and others.start() > 1:
        bare = bare[: others.start()].strip()
    label = _joint(bare) or _single(bare)
    if label is None:
        return None
    if label.certainty == "unknown" and not may_be_speaker(bare):
        inner = []  # 她在雜誌(Nature)撰文說
    for note in inner:
        label = _with_note(label, note)
    return label._replace(text=text)


def _is_no_label(folded: str) -> bool:
    if folded in words("not_labels", "label_discourse") or is_salutation(folded):
        return True
    base = NUMBERED.sub("", folded)  # 案由一
    return base in words("not_labels") and base not in words("label_roles")


def _joint(text: str) -> Label | None:
    """Return the label of several persons, or of one person with several job titles."""
    parts = [part.strip() for part in _AND.split(text)]
    if len(parts) < 2 or not all(parts):
        return None
    labels = [one for part in parts if not _is_no_label(fold(part)) and (one := _single(part))]
    if len(labels) < len(parts) or any(one.certainty in ("loose", "unknown") for one in labels):
        return None
    last = labels[-1]
    if last.person and not any(one.person or one.surname for one in labels[:-1]):
        # 副處長、發言人王小明 is one person.
        title = text[: len(text) - len(parts[-1])] + last.speaker.title
        organization = next((o for one in labels if (o := one.speaker.organization)), "")
        title = title.removeprefix(organization)
        return last._replace(speaker=last.speaker._replace(title=title, organization=organization))
    if not all(one.person or one.surname or one.speaker.kind == "group" for one in labels):
        if all(one.speaker.title for one in labels) and len(labels) == 2:
            # 民政局副局長、發言人 without a name
            first = labels[0].speaker
            speaker = Speaker(text, text.removeprefix(first.organization), first.organization)
            return Label(text, "sure", speaker)
        return None
    return labels[0]._replace(others=tuple(labels[1:]))


def _single(text: str) -> Label | None:
    folded = fold(text)
    if split := title_inside_name(folded):
        start, end = split
        return Label(text, "sure", Speaker(text[:start] + text[end:], text[start:end]), person=True)
    if found := _CONTINUED.search(text):  # 黃旭田-3 is a later turn of 黃旭田
        whole = _single(text[: found.start()])
        return whole._replace(text=text) if whole else None
    if _REPORTER.fullmatch(folded):
        return Label(text, "sure", Speaker(text, text[-2:], text[:-2]))
    if role := _role(text, folded):
        return role
    if _COURTESY.fullmatch(folded) and folded[0] in words(
        "surnames", "surnames_rare", "surnames_long"
    ):
        return Label(text, "name", Speaker(text))
    if named := _role_and_name(text):
        return named
    if is_whole_name(text, folded) and folded not in words("label_parts"):
        return Label(text, "name", Speaker(text), person=True)
    if masked_name(text):
        return Label(text, "name", Speaker(text), person=True)
    if titled := _titled(text, folded):
        return titled
    if nickname(folded):
        return Label(text, "name", Speaker(text))
    if (_LATIN_LABEL.fullmatch(text) and _may_be_latin_name(text)) or _FOREIGN.fullmatch(text):
        return Label(text, "name", Speaker(text), person=True)
    if _ORGANIZATION.search(folded) and len(text) > 2 and not ends_as_part(folded):
        return Label(text, "sure", Speaker(text, "", "", "group"))
    if ends_with_role(folded):
        return Label(text, "sure", Speaker(text))
    listed = words("label_roles", "titles", "occupations")
    if any(folded[:at] in listed and folded[at:] in listed for at in range(2, len(folded) - 1)):
        return Label(text, "sure", Speaker(text))  # 被申請人代理人
    certainty: Certainty = "loose" if looks_like_name(folded) else "unknown"
    return Label(text, certainty, _group_or_person(text, folded, "", ""))


def _may_be_latin_name(text: str) -> bool:
    """Return whether Latin words may be a name or a handle: not HKT or Error loading media."""
    first, *others = text.split(" ")
    if not others:
        return not (first.isupper() and len(first) > 1)
    small = [one for one in others if one[0].islower() and one not in _PARTICLES]
    return not small


def _role(text: str, folded: str) -> Label | None:
    base = NUMBERED.sub("", folded.removeprefix("某"))
    roles = words("label_roles")
    named = _ROLE_WITH_NAME.fullmatch(folded)
    if named is not None and named["role"] in roles:  # 網友「春天的樹」
        return Label(text, "sure", Speaker(text))
    if base in ("问", "答"):
        # Nobody is called 答.
        role = f"提{text[0]}者" if base == "问" else "回答者"
        return Label(text, "sure", Speaker(role))
    if base in roles or folded in roles or _MACHINE.fullmatch(folded):
        title = text if folded in words("titles", "occupations") else ""
        return Label(text, "sure", Speaker(text, title))
    if base != folded and base in words("groups", "occupations", "titles"):
        return Label(text, "sure", Speaker(text))
    if folded in words("groups"):
        return Label(text, "sure", Speaker(text, "", "", "group"))
    return None


def _role_and_name(text: str) -> Label | None:
    """Return the label of a role and a name with a space between them: 嘉賓 戚大為."""
    role, _, name = text.partition(" ")
    name = name.strip()
    folded = fold(name)
    if fold(role) not in words("label_roles"):
        return None
    screen_name = fold(role) in _SCREEN_NAMES and 0 < len(name) <= _LONGEST_SCREEN_NAME
    if not (screen_name or is_whole_name(name, folded) or looks_like_name(folded)):
        return None
    return Label(text, "sure", Speaker(name, role), person=True)


def _titled(text: str, folded: str) -> Label | None:
    """Return the label of a person with a job title, or of a job title alone."""
    if one := titled_name(text, folded):
        speaker = Speaker(one.name, one.title, one.organization)
        return Label(text, "sure", speaker, person=True)
    mentions = find_mentions(text, folded)
    if not mentions or mentions[-1].end != len(text):
        return _office_and_name(text, folded)
    last = mentions[-1]
    # The rest must be the organization: 今天的主席 is not a label.
    if fold(text[: last.start]).strip() not in ("", fold(last.organization)):
        return None
    if last.form == "title":
        speaker = _group_or_person(text, folded, last.title, last.organization)
        if fold(last.title) in _MEMBERS and folded not in words("groups"):
            speaker = speaker._replace(kind="person")  # 調解委員 is one person
        return Label(text, "sure", speaker)
    name = last.name if last.form == "full" else text[last.start :]
    surname = last.name if last.form == "short" else ""
    title, organization = last.title, last.organization
    if fold(organization) in words("label_roles"):  # 陳情人王先生
        title, organization = title or organization, ""
    speaker = Speaker(name, title, organization)
    return Label(text, "sure", speaker, surname, last.form == "full")


def _office_and_name(text: str, folded: str) -> Label | None:
    """Return the label 街道辦主任何以安, in which no verb or mark shows where the name ends."""
    found = next((one for one in find_job_titles(folded) if not one.courtesy), None)
    if found is None or not _FEWEST_OF_NAME <= len(folded) - found.end <= _MOST_OF_NAME:
        return None
    name = folded[found.end :]
    surnames = words("surnames", "surnames_rare")
    if name[0] not in surnames or is_everyday(name) or not is_given_name(name[1:]):
        return None
    organization = organization_of(text, folded, found.start, 0, text[found.start : found.end])
    title = text[found.start : found.end]
    return Label(text, "sure", Speaker(text[found.end :], title, organization), person=True)


def _group_or_person(text: str, folded: str, title: str, organization: str) -> Speaker:
    ends = [folded[-length:] for length in range(1, 5)]
    group = any(end in words("groups") or end in words("organization_endings") for end in ends)
    return Speaker(text, title, organization, "group" if group else "person")


def _with_note(label: Label, inner: str) -> Label:
    """Return ``label`` with what the brackets behind it say about the speaker."""
    kind: Note = read_note(inner)
    if label.person and not label.speaker.title and fold(inner) in words("titles"):
        return label._replace(speaker=label.speaker._replace(title=inner))  # 王小明（主席）
    if kind == "note" and not (inner.endswith("代") and len(inner) > 2):
        return label
    speaker = label.speaker
    if kind == "party":
        return label._replace(speaker=speaker._replace(organization=speaker.organization or inner))
    if inner.endswith("代") and not label.person:  # 主席（王委員大明代）
        inner = inner[:-1]
    within = None if kind == "constituency" else _joint(inner) or _single(inner)
    if within is not None and within.certainty in ("sure", "name"):
        one = within.speaker
        names = within.person or bool(within.surname)
        if names and not label.person and one.kind == "person":
            return Label(
                label.text,
                "sure",
                one._replace(title=one.title or speaker.title or speaker.name),
                within.surname,
                within.person,
            )
        if one.title and not names:
            organization = one.organization or speaker.organization
            return label._replace(
                speaker=speaker._replace(title=one.title, organization=organization)
            )
    if kind == "organization":
        return label._replace(speaker=speaker._replace(organization=inner))
    if kind == "constituency" and speaker.title:
        return label._replace(speaker=speaker._replace(title=f"{speaker.title}（{inner}）"))
    return label
