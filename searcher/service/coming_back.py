"""Saves searches, and says what is new; writes the receipt of a search."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from searcher.query_filters import read_query
from searcher.service.asking import Asking
from searcher.service.contents import Contents
from searcher.service.opened import Widen

if TYPE_CHECKING:
    from typing import Unpack

    from searcher.answer import Hit
    from searcher.query_filters import Filters
    from searcher.report.new_statements import Found
    from searcher.report.receipt_report import ReceiptReport
    from searcher.report.saved_searches import SavedSearch


class ComingBack(Asking, Contents):
    """What is asked of an index again and again."""

    def save_search(
        self,
        name: str,
        query: str = "",
        *,
        exact: bool = False,
        certain: bool = False,
        widen: Widen | None = None,
        **filters: Unpack[Filters],
    ) -> Found:
        """Keep a search under ``name`` for :meth:`new`, in place of one of this name.

        The arguments and errors are those of :meth:`search`.
        """
        from searcher.report.new_statements import save
        from searcher.report.saved_searches import SavedSearch, SavedSearches

        given = {key: value for key, value in filters.items() if value}
        asked = {**given, "exact": exact, "certain": certain, "widen": widen}
        return save(SavedSearches(self.folder), SavedSearch(name, query, asked, ""), self._run)

    def saved_searches(self) -> tuple[SavedSearch, ...]:
        """The searches that are saved for this index."""
        from searcher.report.saved_searches import SavedSearches

        return tuple(SavedSearches(self.folder).searches.values())

    def delete_search(self, name: str) -> None:
        """Remove a saved search.

        :raises SearchError: there is none of this name.
        """
        from searcher.report.saved_searches import SavedSearches

        SavedSearches(self.folder).delete(name)

    def new(self, *names: str, keep: bool = False) -> tuple[Found, ...]:
        """What saved searches (all, without ``names``) find that they had not found before. It
        counts as seen from then on, unless ``keep``.

        :raises SearchError: there is no such search.
        """
        from searcher.report.new_statements import look
        from searcher.report.saved_searches import SavedSearches

        return tuple(look(SavedSearches(self.folder), names, self._run, keep=keep))

    def _run(self, search: SavedSearch) -> Sequence[Hit]:
        return self.search(search.query, limit=None, sort="date", **search.asked).hits

    def receipt(
        self,
        query: str = "",
        *,
        exact: bool = False,
        certain: bool = False,
        widen: Widen | None = None,
        **filters: Unpack[Filters],
    ) -> ReceiptReport:
        """What a search has looked for, in what, and how much it has found, to be published.

        The arguments and errors are those of :meth:`search`.
        """
        from searcher.report.receipt_report import receipt_report

        search = self._search(exact, 1, certain=certain, widen=widen)
        answer = search.answer(read_query(query, **filters))
        options = {**filters, "exact": exact, "certain": certain, "widen": widen}
        return receipt_report(search.terms, answer, self.status(), query, options)
