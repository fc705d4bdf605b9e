"""What accounts of one person have in common, learned where some agree on a rule."""

import duckdb

from ingestion.links.learned import never_impossible
from ingestion.workspace.links import Links


def learn(splink, linker, links: Links) -> bool:
    """Teach the model what one person's accounts have in common; False if nothing."""
    with never_impossible():
        return any([_learn_by(splink, linker, rule) for rule in links.training_rules()])


def _learn_by(splink, linker, rule: tuple[str, ...]) -> bool:
    try:
        linker.training.estimate_parameters_using_expectation_maximisation(
            splink.block_on(*rule), estimate_without_term_frequencies=True
        )
    except splink.internals.exceptions.SplinkException as error:
        # No two accounts agree on it, or those differ in all else: Splink 5.0 then
        # writes a query without columns. Nothing is learned by it.
        if lacks_memory(error):
            raise
        return False
    return True


def lacks_memory(error: Exception) -> bool:
    """Say whether DuckDB had too little memory, be it Splink that tells."""
    both = (error, error.__context__)
    return any(isinstance(one, duckdb.OutOfMemoryException) for one in both)
