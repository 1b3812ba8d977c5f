//! From a question to the sentence that would answer it, with an invented name in its hole.

use crate::model::{ActorKind, Document, EntityLabel, Sentence, Upos};
use crate::pipeline::Pipeline;

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hole {
    /// Somebody, of any kind or of this one.
    Who(Option<ActorKind>),
    /// What it is, or is about.
    What,
    When,
    /// When for the last time.
    LastTime,
    Where,
    HowMany,
    HowOften,
    Whether,
    /// Who says so.
    Speaker,
}

/// What kind of question it is; names are as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Asking {
    Connection(String, String),
    Between(String, String),
    About(String),
    /// What somebody did, to somebody or at all.
    Deeds(String, Option<String>),
    /// What somebody said, about somebody or at all.
    Sayings(String, Option<String>),
    /// A sentence with a hole; of several that ask the same, the first that can be read.
    Sentence(Hole, Vec<String>),
}

/// The names that stand in a hole: a country's and a person's. Nobody is called so.
pub(super) const INVENTED: [&str; 2] = ["Ruritania", "Jan Borduk"];

/// Stands for a thing that is asked for.
pub(super) const SOMETHING: &str = "something";

const BE: [&str; 4] = ["is", "are", "was", "were"];
/// What stands with these is a verb, whatever it looks like: "did Arlen sanction".
const DO: [&str; 3] = ["do", "does", "did"];
const AUXILIARIES: [&str; 21] = [
    "is", "are", "was", "were", "do", "does", "did", "has", "have", "had", "will", "would", "can", "could",
    "may", "might", "should", "must", "shall", "'s", "'ll",
];
/// Words that a question may hold and that change nothing.
const IDLE: [&str; 6] = ["ever", "already", "yet", "also", "actually", "really"];
/// Prepositions that begin a time.
const TEMPORAL: [&str; 9] = [
    "in", "on", "at", "during", "since", "before", "after", "until", "by",
];

/// What a question asks for, and the words of a time that it is about, where these are in no sentence.
///
/// # Errors
/// Why it is not understood.
pub(super) fn asking(pipeline: &Pipeline, question: &str) -> Result<(Asking, Option<String>), String> {
    let sentence = only_sentence(pipeline, question)?;
    let question = Question::new(&sentence);
    if let Some(plain) = question.with_will().or_else(|| question.without_courtesy()) {
        return asking(pipeline, &plain);
    }
    if let Some(plain) = question.without_last() {
        return match asking(pipeline, &plain)? {
            (Asking::Sentence(Hole::When, sentences), time) => {
                Ok((Asking::Sentence(Hole::LastTime, sentences), time))
            }
            other => Ok(other),
        };
    }
    if let Some(asked) = question.fixed_in_time() {
        return Ok(asked);
    }
    if question.auxiliary(0) && question.is(1, &ANYBODY) {
        // "did anybody threaten Arlen": who that is answers it
        let mut sentences = Vec::new();
        for name in INVENTED {
            let named = [question.word(0), name].join(" ") + " " + &question.rest(2).unwrap_or_default();
            let sentence = only_sentence(pipeline, &(named + "?"))?;
            sentences.extend(
                Question::new(&sentence)
                    .declarative(0, None, None)
                    .into_iter()
                    .flatten(),
            );
        }
        return Ok((Asking::Sentence(Hole::Who(None), sentences), None));
    }
    let asked = question.sentence().map(|asked| (asked, None));
    asked.ok_or_else(|| "this form of question is not known; see 'legation ask --help'".to_owned())
}

fn only_sentence(pipeline: &Pipeline, text: &str) -> Result<Sentence, String> {
    let document = Document {
        id: "question".into(),
        text: text.to_owned(),
        ..Document::default()
    };
    let mut sentences = pipeline.annotate(&document);
    sentences.retain(|sentence| !sentence.is_empty());
    match (sentences.pop(), sentences.is_empty()) {
        (Some(sentence), true) => Ok(sentence),
        _ => Err("this is not one sentence".to_owned()),
    }
}

/// Nobody in particular.
const ANYBODY: [&str; 4] = ["anybody", "anyone", "somebody", "someone"];

/// The words of a question without its mark.
#[derive(Clone)]
struct Question<'a> {
    sentence: &'a Sentence,
    words: Vec<String>,
}

impl<'a> Question<'a> {
    fn new(sentence: &'a Sentence) -> Self {
        let mut words: Vec<String> = sentence
            .tokens()
            .iter()
            .map(|token| token.form.to_lowercase())
            .collect();
        while words
            .last()
            .is_some_and(|word| matches!(word.as_str(), "?" | "." | "!" | "??"))
        {
            words.pop();
        }
        Self { sentence, words }
    }

    fn word(&self, at: usize) -> &str {
        self.words.get(at).map_or("", String::as_str)
    }

    fn is(&self, at: usize, any: &[&str]) -> bool {
        any.contains(&self.word(at))
    }

    fn upos(&self, at: usize) -> Upos {
        if at < self.words.len() {
            self.sentence.token(at).upos
        } else {
            Upos::Punct
        }
    }

    /// The words from one place to another as written.
    fn text(&self, from: usize, to: usize) -> Option<String> {
        (from < to && to <= self.words.len()).then(|| self.sentence.text(from..to))
    }

    fn rest(&self, from: usize) -> Option<String> {
        self.text(from, self.words.len())
    }

    fn position(&self, from: usize, any: &[&str]) -> Option<usize> {
        (from..self.words.len()).find(|&at| self.is(at, any))
    }

    /// "A and B" after a place, where there is one "and".
    fn pair(&self, from: usize, to: usize) -> Option<(String, String)> {
        let and = self.position(from, &["and"]).filter(|&and| and < to)?;
        if self.position(and + 1, &["and"]).is_some_and(|other| other < to) {
            return None;
        }
        Some((self.text(from, and)?, self.text(and + 1, to)?))
    }

    /// "When did Arlen last meet Borduria?" without "last".
    fn without_last(&self) -> Option<String> {
        let last = self.position(2, &["last"])?;
        let asked = self.is(0, &["when"]) && self.upos(last + 1) == Upos::Verb;
        asked.then(|| Some(format!("{} {}?", self.text(0, last)?, self.rest(last + 1)?)))?
    }

    /// "Is Arlen going to meet Borduria?" as "Will Arlen meet Borduria?"
    fn with_will(&self) -> Option<String> {
        let going = self.position(1, &["going", "planning", "expected", "scheduled", "set"])?;
        let be = self.position(0, &["is", "are"]).filter(|&be| be < going)?;
        if !self.is(going + 1, &["to"]) || self.upos(going + 2) != Upos::Verb {
            return None;
        }
        let before = self.text(0, be).unwrap_or_default();
        let subject = self.text(be + 1, going).unwrap_or_default();
        Some(format!("{before} will {subject} {}?", self.rest(going + 2)?))
    }

    /// "Can you tell me who threatened Arlen?" without what comes before "who". Not where the words that follow are in
    /// the order of a clause, "who Arlen threatened".
    fn without_courtesy(&self) -> Option<String> {
        const WORDS: [&str; 22] = [
            "please", "can", "could", "would", "will", "do", "you", "i", "'d", "want", "like", "to", "know",
            "tell", "show", "list", "name", "give", "find", "me", "us", "just",
        ];
        const ALL: [&str; 6] = ["everyone", "everybody", "all", "every", "those", "the"];
        const ASKING: [&str; 7] = ["who", "whom", "which", "what", "when", "where", "how"];
        let begin = (0..self.words.len()).find(|&at| !self.is(at, &WORDS))?;
        let verbal = |at: usize| matches!(self.upos(at), Upos::Verb | Upos::Aux);
        let plain = self.is(begin, &ASKING)
            && (verbal(begin + 1) || verbal(begin + 2) && self.upos(begin + 1) == Upos::Noun);
        if begin > 0 && plain {
            return Some(self.rest(begin)? + "?");
        }
        // "list everybody who threatened Arlen", "name all countries that threatened Arlen"
        if begin > 0 && self.is(begin, &ALL) {
            let of_kind = kind_of(self.word(begin + 1)).is_some();
            let clause = begin + 1 + usize::from(of_kind);
            let asked = if of_kind {
                format!("Which {}", self.word(begin + 1))
            } else {
                "Who".to_owned()
            };
            if self.is(clause, &["who", "that"]) && self.rest(clause + 1).is_some() {
                return Some(format!("{asked} {}?", self.rest(clause + 1)?));
            }
        }
        // "please show me the connection between Arlen and Borduria"
        let shown = begin > 0 && self.is(begin, &["the"]) && self.is(begin + 2, &["between"]);
        shown.then(|| Some(format!("What is {}?", self.rest(begin)?)))?
    }

    /// Questions in fixed words, with the time that they end in.
    fn fixed_in_time(&self) -> Option<(Asking, Option<String>)> {
        let end = self.time_from(2);
        let mut plain = self.clone();
        plain.words.truncate(end);
        let asked = plain.fixed()?;
        Some((asked, self.rest(end)))
    }

    /// Questions in fixed words.
    fn fixed(&self) -> Option<Asking> {
        const TIED: [&str; 4] = ["connected", "related", "linked", "tied"];
        const ANYTHING: [&str; 8] = [
            "me",
            "us",
            "all",
            "everything",
            "more",
            "statements",
            "events",
            "news",
        ];
        const TIE: [&str; 6] = ["connection", "link", "relation", "relationship", "tie", "path"];
        let end = self.words.len();
        let start = match self.word(0) {
            "how" => 1,
            "through" | "via" if self.is(1, &["whom", "who"]) => 2,
            _ => 0,
        };
        if self.is(start, &["is", "are"])
            && let Some(tied) = self.position(start + 1, &TIED)
        {
            if self.is(tied + 1, &["to", "with"]) {
                return Some(Asking::Connection(
                    self.text(start + 1, tied)?,
                    self.rest(tied + 2)?,
                ));
            }
            let (a, b) = (tied + 1 == end).then(|| self.pair(start + 1, tied))??;
            return Some(Asking::Connection(a, b));
        }
        if self.is(0, &["tell", "show", "list", "give"])
            && let Some(about) = self.position(1, &["about"])
            && (1..about).all(|at| self.is(at, &ANYTHING))
        {
            if self.covers(about + 1, end) {
                return Some(Asking::About(self.rest(about + 1)?));
            }
            let and = self.position(about + 1, &["and"])?;
            let (a, b) = self.pair(about + 1, end)?;
            let names = self.covers(about + 1, and) && self.covers(and + 1, end);
            return names.then_some(Asking::Between(a, b));
        }
        // "what ties does Arlen have with Borduria"
        if self.is(0, &["what", "which"])
            && self.is(1, &["ties", "relations", "links", "contacts", "dealings"])
            && self.is(2, &DO)
            && let Some(have) = self.position(3, &["have"])
            && self.is(have + 1, &["with", "to"])
            && self.covers(have + 2, end)
        {
            return Some(Asking::Between(self.text(3, have)?, self.rest(have + 2)?));
        }
        if self.is(0, &["what", "who"]) && self.is(1, &["connects", "links", "ties"]) {
            if let Some(to) = self.position(2, &["to", "with"]) {
                return Some(Asking::Connection(self.text(2, to)?, self.rest(to + 1)?));
            }
            let (a, b) = self.pair(2, end)?;
            return Some(Asking::Connection(a, b));
        }
        if let Some(between) = self.position(2, &["between"]) {
            let tie = (1..between).any(|at| self.is(at, &TIE));
            let (a, b) = self.pair(between + 1, end)?;
            if tie && self.is(0, &["what", "is"]) {
                return Some(Asking::Connection(a, b));
            }
            // "how are relations between": what is between the two says it
            if self.is(0, &["how"]) && self.is(1, &BE) && self.is(between - 1, &["relations", "ties"]) {
                return Some(Asking::Between(a, b));
            }
            if self.is(0, &["what"]) && self.is(between - 1, &["happened", "said", "known"]) {
                return Some(Asking::Between(a, b));
            }
        }
        if self.is(0, &["what"]) {
            let known =
                self.is(1, &["is", "was"]) && self.is(2, &["known", "said"]) && self.is(3, &["about"]);
            if known {
                return Some(Asking::About(self.rest(4)?));
            }
            if self.is(1, &["do"])
                && self.is(2, &["we", "you"])
                && self.is(3, &["know"])
                && self.is(4, &["about"])
            {
                return Some(Asking::About(self.rest(5)?));
            }
            if self.is(1, &["did", "does", "do", "has", "have"]) {
                return self.said_or_done();
            }
        }
        if self.is(0, &["who"]) && self.is(1, &BE) && self.covers(2, end) {
            return Some(Asking::About(self.rest(2)?));
        }
        None
    }

    /// "What did A say about B?", "What did A do to B?"
    fn said_or_done(&self) -> Option<Asking> {
        let subject = self.subject(2)?;
        let name = self.text(2, subject)?;
        let end = self.words.len();
        let object = |word: &[&str]| match subject + 1 {
            next if next == end => Some(None),
            next if self.is(next, word) && self.covers(next + 1, end) => Some(self.rest(next + 1)),
            _ => None,
        };
        if self.is(
            subject,
            &["say", "said", "claim", "claimed", "report", "reported"],
        ) {
            return Some(Asking::Sayings(name, object(&["about", "of", "on"])?));
        }
        if self.is(subject, &["do", "done"]) {
            return Some(Asking::Deeds(name, object(&["to", "with", "for", "against"])?));
        }
        None
    }

    /// Whether these words are one name.
    fn covers(&self, from: usize, to: usize) -> bool {
        let from = if self.is(from, &["the"]) { from + 1 } else { from };
        let entity = self.sentence.entity_at(from);
        entity.is_some_and(|entity| entity.tokens.start == from && entity.tokens.end == to)
    }

    /// Where the subject that begins at a place ends: after a name with what belongs to it, else before the
    /// first verb.
    fn subject(&self, from: usize) -> Option<usize> {
        let first = if self.upos(from) == Upos::Det {
            from + 1
        } else {
            from
        };
        let verb = (first..self.words.len()).find(|&at| self.upos(at) == Upos::Verb);
        let Some(entity) = self.sentence.entity_at(first) else {
            return verb.filter(|&verb| verb > from);
        };
        let mut end = entity.tokens.end;
        loop {
            let noun =
                matches!(self.upos(end), Upos::Noun | Upos::Propn) && verb.is_some_and(|verb| end < verb);
            if noun || self.is(end, &["'s", "\u{2019}s"]) {
                end += 1;
            } else if self.is(end, &["and"]) && self.sentence.entity_at(end + 1).is_some() {
                end = self.sentence.entity_at(end + 1)?.tokens.end;
            } else {
                return Some(end);
            }
        }
    }

    /// Questions that are a sentence with a hole.
    fn sentence(&self) -> Option<Asking> {
        let front = self.upos(0) == Upos::Adp && self.is(1, &["whom", "who", "which", "what"]);
        let first = usize::from(front);
        let preposition = front.then(|| self.word(0));
        let whether = |hole, from| Some(Asking::Sentence(hole, self.declarative(from, None, None)?));
        match self.word(first) {
            "who"
                if self.is(
                    first + 1,
                    &["said", "says", "claimed", "claims", "reported", "reports"],
                ) =>
            {
                let that = first + 2 + usize::from(self.is(first + 2, &["that"]));
                Some(Asking::Sentence(Hole::Speaker, vec![self.rest(that)? + "."]))
            }
            "who" | "whom" => self.with_names(Hole::Who(None), first + 1, preposition),
            "which" | "what" if kind_of(self.word(first + 1)).is_some() => {
                let kind = kind_of(self.word(first + 1))?;
                self.with_names(Hole::Who(kind), first + 2, preposition)
            }
            "what" | "which" if front && self.is(first + 1, &["day", "date", "week", "month", "year"]) => {
                whether(Hole::When, first + 2)
            }
            "what" if self.auxiliary(first + 1) => {
                let sentences = self.declarative(first + 1, Some(SOMETHING), preposition)?;
                Some(Asking::Sentence(Hole::What, sentences))
            }
            // "which treaties did Arlen sign"
            "which" | "what" if preposition.is_none() && self.upos(first + 1) == Upos::Noun => {
                let asked = (first + 2..self.words.len()).find(|&at| self.auxiliary(at))?;
                let noun = self.text(first + 1, asked)?;
                Some(Asking::Sentence(
                    Hole::What,
                    self.declarative(asked, Some(&noun), None)?,
                ))
            }
            "according" if self.is(1, &["to"]) && self.is(2, &["whom", "who"]) => whether(Hole::Speaker, 3),
            "when" => whether(Hole::When, 1),
            "where" => whether(Hole::Where, 1),
            "how" if self.is(1, &["often"]) => whether(Hole::HowOften, 2),
            "how" if self.is(1, &["many"]) && self.is(2, &["times"]) => whether(Hole::HowOften, 3),
            "how" if self.is(1, &["many", "much"]) => {
                let counted = (2..self.words.len()).find(|&at| self.auxiliary(at))?;
                let noun = self.text(2, counted)?;
                let sentences = self.declarative(counted, Some(&noun), None)?;
                Some(Asking::Sentence(Hole::HowMany, sentences))
            }
            word if AUXILIARIES.contains(&word) => whether(Hole::Whether, 0),
            _ => None,
        }
    }

    fn auxiliary(&self, at: usize) -> bool {
        self.is(at, &AUXILIARIES)
    }

    /// The sentences with each invented name in the hole.
    fn with_names(&self, hole: Hole, from: usize, preposition: Option<&str>) -> Option<Asking> {
        let after = (from + 1..self.words.len())
            .find(|&at| !self.is(at, &["not", "n't"]) && !self.is(at, &IDLE) && self.upos(at) != Upos::Adv)?;
        let begins = self.sentence.entity_at(after).is_some()
            || matches!(self.upos(after), Upos::Propn | Upos::Pron)
            || self.upos(after) == Upos::Det && !self.is(from, &BE);
        let verbal = self.is(from, &DO) || self.has_verb(after);
        let inverted = self.auxiliary(from) && begins && verbal;
        let sentences = INVENTED.iter().map(|name| {
            if inverted {
                self.declarative(from, Some(name), preposition)
            } else if preposition.is_none() {
                Some(vec![format!(
                    "{name} {}.",
                    self.without_idle(from, self.words.len())?
                )])
            } else {
                None
            }
        });
        let sentences: Vec<Vec<String>> = sentences.collect::<Option<_>>()?;
        Some(Asking::Sentence(hole, sentences.concat()))
    }

    fn has_verb(&self, from: usize) -> bool {
        (from..self.words.len()).any(|at| self.upos(at) == Upos::Verb)
    }

    fn without_idle(&self, from: usize, to: usize) -> Option<String> {
        let kept: Vec<String> = (from..to)
            .filter(|&at| !self.is(at, &IDLE))
            .filter_map(|at| {
                let spaced = at + 1 == to || self.sentence.token(at).space_after;
                Some(self.text(at, at + 1)? + if spaced { " " } else { "" })
            })
            .collect();
        let text = kept.concat().trim_end().to_owned();
        (!text.is_empty()).then_some(text)
    }

    /// The statement that a question with its auxiliary at `from` asks for: the subject first, and `object`
    /// where the verb or a stranded preposition misses one. With "did", also without it and with the verb in
    /// its regular past: few texts say "Arlen did sanction Borduria", and few trees of it are right.
    fn declarative(
        &self,
        from: usize,
        object: Option<&str>,
        preposition: Option<&str>,
    ) -> Option<Vec<String>> {
        if !self.auxiliary(from) {
            return None;
        }
        let end = self.words.len();
        let subject = self.subject(from + 1).filter(|&at| at < end)?;
        let name = self.text(from + 1, subject)?;
        // "due to meet", "plan to meet": the last verb of the chain has the object
        let mut verb = (subject..end).find(|&at| self.upos(at) == Upos::Verb);
        if self.is(from, &DO) {
            verb = verb.or(Some(subject));
        }
        while let Some(next) = verb
            .filter(|&verb| self.is(verb + 1, &["to"]) && self.upos(verb + 2) == Upos::Verb)
            .map(|verb| verb + 2)
        {
            verb = Some(next);
        }
        let place = match (object, verb) {
            (None, _) => end,
            (Some(_), None) => return None,
            (Some(_), Some(_)) if preposition.is_some() => self.time_from(subject),
            (Some(_), Some(verb)) => {
                let stranded = (verb + 1..end).find(|&at| self.stranded(at));
                let particle = verb + 1 < end && self.sentence.token(verb + 1).deprel == "compound:prt";
                stranded.map_or(verb + 1 + usize::from(particle), |at| at + 1)
            }
        };
        let auxiliary = self.text(from, from + 1)?.to_lowercase();
        let mut after: Vec<String> = object
            .into_iter()
            .flat_map(|object| preposition.into_iter().chain([object]))
            .map(str::to_owned)
            .collect();
        after.extend(self.without_idle(place, end));
        let before = self.without_idle(subject, place).unwrap_or_default();
        let after = after.join(" ");
        let mut sentences = vec![format!("{name} {auxiliary} {before} {after}")];
        if auxiliary == "did" {
            let (verb, rest) = before.split_once(' ').unwrap_or((&before, ""));
            sentences.push(format!("{name} {} {rest} {after}", past(verb)));
        }
        let tidy = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ") + ".";
        Some(sentences.into_iter().map(tidy).collect())
    }

    /// Where the time begins that a sentence ends with, else the end.
    fn time_from(&self, from: usize) -> usize {
        let time = (from..self.words.len()).find(|&at| self.is_time(at));
        time.map_or(self.words.len(), |at| {
            at - usize::from(self.is(at - 1, &TEMPORAL))
        })
    }

    fn is_time(&self, at: usize) -> bool {
        let entity = self.sentence.entity_at(at);
        entity.is_some_and(|entity| matches!(entity.label, EntityLabel::Date | EntityLabel::Time))
    }

    /// Whether a preposition has lost its object: nothing follows, or another preposition, or a time.
    fn stranded(&self, at: usize) -> bool {
        const PREPOSITIONS: [&str; 12] = [
            "with", "to", "from", "of", "against", "for", "about", "on", "at", "by", "between", "in",
        ];
        let next = at + 1;
        self.is(at, &PREPOSITIONS)
            && (next == self.words.len()
                || self.is_time(next) && !self.is(at, &TEMPORAL)
                || self.is(next, &TEMPORAL) && !self.is(at, &TEMPORAL))
    }
}

/// The regular past of a verb.
fn past(verb: &str) -> String {
    match verb.strip_suffix('y') {
        _ if verb.ends_with('e') => format!("{verb}d"),
        Some(stem) if !stem.ends_with(['a', 'e', 'o', 'u']) => format!("{stem}ied"),
        _ => format!("{verb}ed"),
    }
}

/// The kind of actor that a noun asks for; `Some(None)` where any will do.
fn kind_of(noun: &str) -> Option<Option<ActorKind>> {
    Some(match noun {
        "country" | "countries" | "state" | "states" | "nation" | "nations" => Some(ActorKind::State),
        "person" | "people" | "leader" | "leaders" | "president" | "presidents" | "politician"
        | "politicians" | "minister" | "ministers" | "official" | "officials" | "diplomat" | "diplomats" => {
            Some(ActorKind::Person)
        }
        "organization" | "organizations" | "organisation" | "organisations" => Some(ActorKind::Igo),
        "company" | "companies" => Some(ActorKind::Company),
        "ministry" | "ministries" => Some(ActorKind::Ministry),
        "party" | "parties" => Some(ActorKind::Party),
        "actor" | "actors" => None,
        _ => return None,
    })
}
