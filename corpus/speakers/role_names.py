"""Tells names that only give a role (主席, 記者, 教育局局長) from the names of persons."""

from __future__ import annotations

import re
from functools import lru_cache

from corpus.speakers.job_titles import job_title_ends
from corpus.speakers.lexicon import ends_with, words

_NUMBER = re.compile("[0-9a-z甲乙丙丁一二三四五六七八九十]{1,3}$")


@lru_cache(maxsize=4096)
def is_role_name(folded: str) -> bool:
    """Whether a folded name of a speaker is only a role or an office.

    Whoever has the role has this name, so it is one person in one document only.

    >>> is_role_name("主席"), is_role_name("记者2"), is_role_name("教育局局长")
    (True, True, True)
    >>> is_role_name("王小明"), is_role_name("王主席")
    (False, False)
    """
    stem = _NUMBER.sub("", folded) or folded
    if stem in words("label_roles", "titles", "occupations"):
        return True
    for start in range(len(folded) - 1):
        if len(folded) in job_title_ends(folded, start):
            return not start or _is_organization(folded[:start], folded[start:])
    return False


def _is_organization(before: str, title: str) -> bool:
    """Whether what is before a job title is an organization or a place, and not a name."""
    if ends_with(before, "organization_endings"):
        return True
    named = before.isascii() or before.startswith(tuple(words("surnames", "surnames_long")))
    return len(before) > 1 and not named and title not in words("occupations")
