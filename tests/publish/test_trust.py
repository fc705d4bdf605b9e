"""What tells how far figures can be trusted is said so that nobody is misled."""

from tests.publish.test_report import rerun, text_of

PAGES = "of site: 50 visits to pages that lead to no reason are no contacts"


def test_pages_one_looks_at_are_no_fault_of_the_mapping(data_dir, company):
    pages = "update marts.sources set looked_at_page_count = 50"
    text = rerun(data_dir, company, f"{pages} where source_name = 'site'")
    coded = text.split("How well contacts are coded")[1].split("Who is who")[0]
    assert f"{PAGES}." in coded


def test_without_such_pages_nothing_is_said_of_them(published):
    assert "visits to pages" not in text_of(published / "report.html")
