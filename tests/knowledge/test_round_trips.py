"""Every model survives the way from YAML to the model and back."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge import models
from knowledge.marked import parse
from knowledge.models.base import Model
from tests.knowledge import strategies as own

MODELS = {
    models.Fact: own.facts,
    models.DerivedFact: own.derived_facts,
    models.RelatedTrial: own.related_trials,
    models.Trial: own.trials,
    models.Source: own.sources,
    models.LedgerEntry: own.ledger_entries,
    models.Caveat: own.caveats,
    models.MergedCaveat: own.merged_caveats,
    models.CaveatRule: own.caveat_rules,
    models.GlossaryTerm: own.glossary_terms,
    models.NotCovered: own.not_covered,
    models.NotFound: own.not_found,
    models.AnswerText: own.answers,
    models.VocabularyEntry: own.vocabulary,
    models.Intent: own.intents,
    models.DeclaredWords: own.declared_words,
    models.Proportion: own.proportions,
    models.Count: own.counts,
    models.PValue: own.p_values,
    models.Estimate: own.ratios | own.differences,
    models.Quantity: own.quantities,
    models.CalendarDate: own.dates,
    models.Identifier: own.identifiers,
    models.Name: own.names,
}


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_yaml_to_model_and_back(model: type[Model], data: st.DataObject):
    """What is read from YAML, written as YAML again and read once more is the same entry."""
    drawn = data.draw(MODELS[model])
    first = model.model_validate(drawn)
    for excluding in (False, True):
        written = first.model_dump(mode="json", exclude_defaults=excluding)
        text = yaml.safe_dump(written, allow_unicode=True)
        assert first == model.model_validate(parse(text.encode())[0])


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
@settings(max_examples=3, deadline=None)
@given(data=st.data())
def test_a_misspelt_field_is_refused(model: type[Model], data: st.DataObject):
    """A field that no model knows is an error, so that no figure gets lost by a slip of the pen."""
    drawn = data.draw(MODELS[model])
    with pytest.raises(ValueError, match="Extra inputs are not permitted"):
        model.model_validate({**drawn, "percnt": "55.0"})
