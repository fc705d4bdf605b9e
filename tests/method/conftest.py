import pytest

from tests.method.repeating import followed, repeating_company


@pytest.fixture(scope="session")
def repeating(tmp_path_factory):
    """A company whose customers come back, landed and built once."""
    company = repeating_company(tmp_path_factory.mktemp("repeating"))
    company.built = company.build()
    return company


@pytest.fixture(scope="session")
def contacts_followed(repeating):
    """Per reason, each contact's customer, days followed and recontact."""
    return followed(repeating.built, repeating)
