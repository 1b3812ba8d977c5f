"""Widening UN prose towards news: other actors' names in the same places, and a speaker, a place and a day around a sentence."""
import gazetteer

DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
MONTHS = "January February March April May June July August September October November December Jan. Feb. Aug. Sept. Oct. Nov. Dec.".split()
AGENCIES = "Reuters AP AFP Xinhua TASS KCNA Yonhap Interfax".split() + ["RIA Novosti", "Al Jazeera", "Kyodo News"]
TITLES = ["President", "Prime Minister", "Foreign Minister", "Defense Minister", "Defence Minister", "Secretary of State", "Chancellor", "King", "Vice President",
          "Supreme Leader", "Interior Minister", "Deputy Foreign Minister", "Ambassador", "General", "spokesman", "spokeswoman", "opposition leader", "leader",
          "rebel leader", "army chief", "Finance Minister", "special envoy", "Mr.", "Ms.", "Mrs.", "Gen.", "Sen.", "foreign ministry spokesperson"]
SAID = ["said", "told reporters", "said", "announced", "warned", "added", "claimed", "told {org}", "said in a statement", "insisted", "stressed", "wrote on Twitter",
        "told the state news agency", "declared", "acknowledged"]
VERBS = """met with|held talks with|accused|criticized|condemned|praised|thanked|visited|spoke by phone with|signed an agreement with|signed a deal with|threatened
imposed sanctions on|expelled diplomats from|recalled its ambassador to|invaded|attacked|bombed|shelled|launched missiles at|launched air strikes against|sent troops to
withdrew its forces from|offered aid to|provided weapons to|sold fighter jets to|welcomed|urged|called on|rejected a proposal from|denied accusations by|broke off relations with
restored ties with|arrested an envoy of|released prisoners from|agreed to a ceasefire with|protested against|sued|banned imports from|opened an embassy in|closed its border with
negotiated with|reached a deal with|demanded an apology from|apologized to|blamed|hosted|invited|recognized|summoned the ambassador of|deployed warships near|seized a tanker from
lifted sanctions on|froze the assets of|backed|supported|opposed|mediated between {org} and|cooperated with|consulted with|pledged support for|congratulated|mourned|killed fighters of""".replace("\n", "|").split("|")
TAILS = ["on {day}", "last week", "in {city}", "in {city} on {day}", "on {month} {n}", "over its nuclear program", "despite protests from {state}", "at a summit in {city}",
         "during a visit to {state}", "ahead of talks in {city}", "after the attack on {state}", "according to {org}", ", {agency} reported", ", state media said",
         ", the {adj} foreign ministry said", ", officials said", ", {title} {person} said on {day}", "in {year}", "amid tensions with {state}", ""]
SUBJECTS = ["{state}", "{state}", "{title} {person}", "{person}", "{surname}", "The {adj} government", "{adj} {title} {person}", "{adj} forces", "{org}", "{state} 's {title} {person}",
            "The {adj} foreign ministry", "{state} and {state}", "The United Nations", "{person} , the {adj} {title} ,", "{org} fighters", "{adj} troops", "{city}"]
OBJECTS = ["{state}", "{state}", "{title} {person}", "{person}", "the {adj} government", "{adj} {title} {person}", "{org}", "{adj} forces", "{state} 's {title}",
           "{surname}", "his {adj} counterpart", "his {adj} counterpart {person}", "{state} and {state}", "{city}", "the {adj} opposition"]


class Pool:
    def __init__(self, path, rng, tokenize):
        self.rng, self.tokenize = rng, tokenize
        self.persons, self.states, self.cities, self.adjectives, self.orgs = [], [], [], [], []
        for r in gazetteer.records(path):
            if r["kind"] in gazetteer.PERSON_KINDS and r.get("enwiki") and 2 <= len(r["name"].split()) <= 4 and r["name"].isprintable():
                self.persons.append(r["name"])
            elif r["kind"] in gazetteer.STATE_KINDS and r["kind"] != "territory":
                self.states.append(r["name"])
                if r.get("capital"):
                    self.cities.append(r["capital"])
                if r.get("adjective"):
                    self.adjectives.append(r["adjective"].split("/")[0])
            elif r["kind"] in gazetteer.ORG_KINDS - {"office", "ministry", "legislature", "party", "military"} and "hand" in r.get("src", ()):
                self.orgs.append(r["name"])
                self.orgs += [a for a in r.get("aliases", []) if gazetteer.name_like(a.split())]
        self.state_set, self.adjective_set = set(self.states), set(self.adjectives)
        # Names that news repeats should be as frequent here as there.
        self.loud = ("Russia China Iran Israel Ukraine Syria Iraq Turkey India Pakistan Japan France Germany Britain Afghanistan Egypt|North Korea|South Korea|"
                     "the United States|Saudi Arabia|the United Kingdom")
        self.loud = [x for part in self.loud.split("|") for x in (part.split() if "the" not in part and " Korea" not in part and "Saudi" not in part else [part])]
        self.loud_adjectives = "Russian Chinese Iranian Israeli Ukrainian Syrian Iraqi Turkish Indian Pakistani Japanese French German British Afghan Egyptian American U.S. US Palestinian".split() + ["North Korean", "South Korean", "Saudi"]
        self.leaders = ["Vladimir Putin", "Kim Jong-un", "Kim Jong Un", "Recep Tayyip Erdogan", "Xi Jinping", "Donald Trump", "Joe Biden", "Barack Obama", "Volodymyr Zelensky",
                        "Benjamin Netanyahu", "Bashar al-Assad", "Ali Khamenei", "Angela Merkel", "Emmanuel Macron", "Narendra Modi", "Shinzo Abe", "Moon Jae-in", "Sergei Lavrov",
                        "Antony Blinken", "Yoon Suk-yeol", "Abdel Fattah el-Sisi", "Mohammed bin Salman", "Aung San Suu Kyi", "Ban Ki-moon", "António Guterres", "Kofi Annan"]

    def pick(self, what):
        rng = self.rng
        if what == "person":
            return rng.choice(self.leaders if rng.random() < 0.15 else self.persons)
        if what == "surname":
            return self.pick("person").split()[-1]
        if what == "state":
            return rng.choice(self.loud if rng.random() < 0.5 else self.states)
        if what == "adj":
            return rng.choice(self.loud_adjectives if rng.random() < 0.6 else self.adjectives)
        if what in ("city", "org"):
            return rng.choice(self.cities if what == "city" else self.orgs)
        if what == "n":
            return str(rng.randint(1, 31))
        if what == "year":
            return str(rng.randint(1990, 2026))
        return rng.choice({"day": DAYS, "month": MONTHS, "agency": AGENCIES, "title": TITLES}[what])

    def fill(self, pattern):
        while "{" in pattern:
            start, end = pattern.index("{"), pattern.index("}")
            pattern = pattern[:start] + self.pick(pattern[start + 1: end]) + pattern[end + 1:]
        return pattern

    def words(self, text):
        return self.tokenize(text)

    def swap(self, forms, spaces):
        """Every country and nationality becomes another one."""
        out, out_spaces, changed = [], [], {}
        for f, s in zip(forms, spaces):
            what = "state" if f in self.state_set else "adj" if f in self.adjective_set else None
            if what:
                if f not in changed:
                    changed[f] = self.words(self.pick(what))
                new, new_spaces = changed[f]
                out += new
                out_spaces += new_spaces[:-1] + [s]
            else:
                out.append(f)
                out_spaces.append(s)
        return out, out_spaces

    def reported(self, forms, spaces):
        """Someone says the sentence."""
        rng = self.rng
        body, body_spaces = list(forms), list(spaces)
        if body[-1] in ".!?":
            body, body_spaces = body[:-1], body_spaces[:-1]
        speaker = self.fill(rng.choice(["{title} {person}", "{person}", "{surname}", "{adj} {title} {person}", "the {adj} foreign ministry", "{org}", "{agency}", "a {adj} official", "{state} 's {title} {person}"]))
        verb = self.fill(rng.choice(SAID))
        when = self.fill(rng.choice(["", "", " on {day}", " in {city}", " in {city} on {day}", " late on {day}"]))
        if rng.random() < 0.5:
            first = body[0] if body[0] == "I" or not body[0][1:].islower() or body[0] in self.state_set else body[0][0].lower() + body[0][1:]
            head = self.words(f"{speaker[0].upper()}{speaker[1:]} {verb}{when} that")
            return head[0] + [first] + body[1:] + ["."], head[1] + body_spaces[:-1] + [False] + [True]
        tail = self.words(f"{speaker} {verb}{when}.")
        if rng.random() < 0.5:
            return ['"'] + body + [",", '"'] + tail[0], [False] + body_spaces[:-1] + [False, False, True] + tail[1]
        return body + [","] + tail[0], body_spaces[:-1] + [False, True] + tail[1]

    def dateline(self, forms, spaces):
        place = self.pick("city").upper()
        head = self.words(self.fill(self.rng.choice([f"{place} , {{month}} {{n}} ( {{agency}} ) -", f"{place} ( {{agency}} ) -", f"{place} -", f"{place} , {{month}} {{n}} -"])))
        return head[0] + list(forms), head[1] + list(spaces)

    def invented(self):
        """A short news sentence of our own making; the teacher annotates it like any other."""
        rng = self.rng
        verb = rng.choice(VERBS)
        text = f"{rng.choice(SUBJECTS)} {verb} {rng.choice(OBJECTS)} {rng.choice(TAILS)}"
        text = " ".join(self.fill(text).split())
        if rng.random() < 0.85:
            text += " ."
        return self.words(text)
