"""What the documentation promises is there."""

import re

from tests.support.landed import ROOT

README = (ROOT / "README.md").read_text()
MAKEFILE = (ROOT / "Makefile").read_text()
MARTS = {path.stem for path in (ROOT / "dbt_project/models/marts").glob("*.sql")}
MARTS |= {"restatements"}  # made by publish/


def project_files(*suffixes):
    """The project's own files, environments, data and caches aside."""
    for path in ROOT.rglob("*"):
        parts = path.relative_to(ROOT).parts
        hidden = any(part.startswith(".") for part in parts[:-1] if part != ".ci")
        if path.is_file() and not hidden and not {"data", "drops"} & set(parts):
            if path.suffix in suffixes and "__pycache__" not in parts:
                yield path


def project_text():
    """Everything written in the project, but for the glossary itself."""
    files = project_files(".py", ".sql", ".yml", ".md", ".jinja")
    texts = (path.read_text() for path in files if path.name != "glossary.md")
    return " ".join(texts).lower().replace("_", " ")


def test_every_make_target_of_the_readme_exists():
    for target in set(re.findall(r"[`$] ?make ([a-z][a-z-]+)", README)):
        assert re.search(rf"^{target}:.*##", MAKEFILE, re.M), target


def test_every_target_is_documented_by_one_line_of_help():
    phony = re.search(r"^\.PHONY: ((?:.*\\\n)*.*)", MAKEFILE, re.M).group(1)
    for target in phony.replace("\\", " ").split():
        assert re.search(rf"^{target}:.*## \S", MAKEFILE, re.M), target


def test_every_mart_is_in_the_table_of_the_readme():
    table = README.split("## Which mart answers which question")[1].split("##")[0]
    assert set(re.findall(r"^\| `(\w+)` \|", table, re.M)) == MARTS


def test_every_link_of_the_readme_leads_to_a_file():
    for link in re.findall(r"\]\(([^)]+)\)", README):
        assert (ROOT / link).exists(), link


def test_the_glossary_is_one_table_with_each_term_once():
    lines = (ROOT / "docs/glossary.md").read_text().strip().split("\n")
    start = next(n for n, line in enumerate(lines) if line.startswith("| term |"))
    rows = lines[start:]
    assert all(re.fullmatch(r"\| [^|]+ \| [^|]+ \| [^|]+ \|", row) for row in rows[2:])
    terms = [row.split("|")[1].strip() for row in rows[2:]]
    assert len(terms) == len(set(terms))


def test_every_glossary_term_is_used():
    text = project_text()
    rows = re.findall(
        r"^\| ([^|]+) \| [^|]+ \| ", (ROOT / "docs/glossary.md").read_text(), re.M
    )
    terms = [row for row in rows if row not in ("term", "---")]
    assert len(terms) > 40
    unused = [term for term in terms if term.lower() not in text]
    assert unused == []


def test_no_file_names_a_registry_host_or_a_machine_path():
    foreign = re.compile(
        "|".join(["pypi" + r"\.org", "python" + "hosted", "registry" + r"\.npmjs"])
        + "|/work"
        + "/|/root"
        + "/"
    )
    for path in project_files(".py", ".md", ".yml", ".toml", ".txt", ".sql", ".sh", ""):
        assert not foreign.search(path.read_text(errors="ignore")), path
