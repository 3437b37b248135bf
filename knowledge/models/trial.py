"""The trial itself, its sources, and the ledger: the second, independent transcription of its figures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field, HttpUrl, TypeAdapter, model_validator

from knowledge.models.base import Day, Model, PartialDate, Slug, Text
from knowledge.models.facts import Citation, Review
from knowledge.models.scope import Groups

_URL = TypeAdapter(HttpUrl)
OWN_WORDS = "maintainers"
"""The kind of source that was not read: definitions of our own, which have no address."""


class FullPaper(Model):
    """Where the whole report may be found."""

    label: Text
    url: Text

    @model_validator(mode="after")
    def _an_address(self) -> FullPaper:
        _check_url(self.url)
        return self


def _check_url(url: str) -> None:
    try:
        _URL.validate_python(url)
    except ValueError:
        raise ValueError(f"'{url}' is no web address; write it in full, https://…") from None


class KnownDisagreement(Model):
    """A known disagreement of the figures with arithmetic, declared with its reason."""

    rule: Slug
    about: Annotated[tuple[Text, ...], Field(min_length=1)]
    reason: Text


class QuotedWords(Model):
    """Words of number or size in a fact's texts that only repeat what its source says."""

    fact: Slug
    words: Text


class Trial(Model):
    """A trial: names, identifiers, and the arms, populations and time points its figures may refer to.

    ``arms``, ``populations`` and ``timepoints`` map slugs to display names. ``date`` is the date of the record
    (declared, never the clock), ``read_on`` the date up to which sources were read. ``start_with`` names the
    answers offered first. ``names`` lists phrases with
    digits that are names and no figures, ``idioms`` phrases whose word of number says nothing of the figures.
    """

    id: Slug
    short_name: Text
    title: Text
    drug: Text
    date: Day
    read_on: Day
    aliases: tuple[Text, ...] = ()
    identifiers: Mapping[str, Text] = {}
    full_paper: FullPaper | None = None
    start_with: tuple[Slug, ...] = ()
    arms: Mapping[Slug, Text]
    populations: Mapping[Slug, Text]
    timepoints: Mapping[Slug, Text]
    groups: Groups = Groups(held={})
    citations: tuple[Citation, ...] = ()
    review: Review = Review()
    sponsor: Text | None = None
    comparator: Text | None = None
    background: Text | None = None
    first_author: Text | None = None
    journal: Text | None = None
    one_line_result: Text | None = None
    drug_description: Text | None = None
    disease: Text | None = None
    about: Text | None = None
    computation: Text | None = None
    names: tuple[Text, ...] = ()
    idioms: tuple[Text, ...] = ()
    quoted_words: tuple[QuotedWords, ...] = ()
    exceptions: tuple[KnownDisagreement, ...] = ()
    arithmetic: tuple[Mapping[str, object], ...] = ()

    @model_validator(mode="after")
    def _something_to_compare(self) -> Trial:
        for name in ("arms", "populations", "timepoints"):
            if not getattr(self, name):
                raise ValueError(f"'{name}' is empty; declare each slug with its display name")
        if self.read_on > self.date:
            raise ValueError(
                f"sources were read up to {self.read_on}, after the record's date {self.date}; "
                "move 'date' to that day, or correct 'read_on'"
            )
        return self


class Source(Model):
    """Something that was read and is cited by its address, and how much of it was seen."""

    id: Slug
    kind: Slug
    title: Text
    authors: Text | None = None
    venue: Text | None = None
    cite: Text | None = None
    date: PartialDate | None = None
    url: Text | None = None
    doi: Text | None = None
    pmid: Annotated[str, Field(pattern=r"^[0-9]+$")] | None = None
    pmcid: Annotated[str, Field(pattern=r"^PMC[0-9]+$")] | None = None
    part_seen: Text | None = None
    note: Text | None = None
    retrieved: Day | None = None

    @model_validator(mode="after")
    def _citable(self) -> Source:
        if self.url is not None:
            _check_url(self.url)
        # A date may be known to the month only: then the month decides.
        if self.date is not None and self.retrieved is not None and self.date > self.retrieved[: len(self.date)]:
            raise ValueError(
                f"a source of {self.date} cannot have been read on {self.retrieved}; correct 'date' or 'retrieved'"
            )
        if self.kind == OWN_WORDS:
            return self
        if not (self.url or self.doi or self.pmid):
            raise ValueError("a source is cited by its address; give 'url', 'doi' or 'pmid'")
        if self.retrieved is None:
            raise ValueError("say when the source was read; give 'retrieved: YYYY-MM-DD'")
        return self

    def address(self) -> str | None:
        """Return the address to show: url, else the DOI's or PubMed's."""
        if self.url:
            return self.url
        if self.doi:
            return f"https://doi.org/{self.doi}"
        return f"https://pubmed.ncbi.nlm.nih.gov/{self.pmid}/" if self.pmid else None


class LedgerFigure(Model):
    """One figure as the second transcriber saw it."""

    id: Slug
    as_printed: Text
    label: Text


class LedgerEntry(Model):
    """The figures of one place in one source."""

    source: Slug
    locator: Text
    figures: Annotated[tuple[LedgerFigure, ...], Field(min_length=1)]
