//! Who says so: speakers of clauses and quotes, chains of them, and the source that a paragraph runs on.

use crate::lexicon::{Cues, SpeechStance};
use crate::model::{EntityLabel, Mention, MentionKind, Modality, Sentence, Statement, Upos};

use super::Context;
use super::frame::{is_passive, surface_subject};
use super::phrase::{Acting, acting, case_of, counted_noun, mention, mention_of};

/// A part of the sentence that somebody says.
#[derive(Clone, Debug)]
struct Scope {
    /// Words of the part, sorted.
    words: Vec<usize>,
    speaker: Option<Mention>,
    stance: SpeechStance,
}

/// Who says which parts of one sentence.
#[derive(Clone, Debug, Default)]
pub(super) struct Said {
    /// Outermost first.
    scopes: Vec<Scope>,
    /// Whom the paragraph runs on, for what no scope covers.
    running: Option<(Mention, SpeechStance)>,
}

impl Said {
    /// Writes the speakers of the predicate that `head` heads into its statement.
    pub(super) fn apply(&self, head: usize, statement: &mut Statement<Mention>) {
        let covering = self
            .scopes
            .iter()
            .filter(|scope| scope.words.binary_search(&head).is_ok());
        let mut stances = Vec::new();
        for scope in covering {
            statement.attribution.extend(scope.speaker.clone());
            stances.push(scope.stance);
        }
        if stances.is_empty()
            && let Some((speaker, stance)) = &self.running
        {
            statement.attribution.push(speaker.clone());
            stances.push(*stance);
        }
        for stance in stances {
            match stance {
                SpeechStance::Denied => statement.modality = Modality::Denied,
                SpeechStance::Alleged if statement.modality == Modality::Actual => {
                    statement.modality = Modality::Alleged;
                }
                SpeechStance::Reported if statement.modality == Modality::Actual => {
                    statement.modality = Modality::Reported;
                }
                _ => {}
            }
        }
    }
}

/// "would not say whether Arlen attacked", "knows how to attack": nobody says that it did.
fn is_asked(sentence: &Sentence, content: usize) -> bool {
    sentence.children(content).any(|c| {
        let token = sentence.token(c);
        match token.rel() {
            "mark" => matches!(token.lemma.as_str(), "if" | "whether"),
            "advmod" => token.lemma == "how" && c < content && sentence.child_by(content, "mark").is_some(),
            _ => false,
        }
    })
}

/// What is carried from sentence to sentence.
#[derive(Debug, Default)]
pub(super) struct Running {
    source: Option<(Mention, SpeechStance)>,
    paragraph: u32,
    /// Owners of reports by the report's noun: "the same assessment" is the owner's again.
    owners: Vec<(String, Mention)>,
}

impl Running {
    /// Reads who speaks in the next sentence.
    pub(super) fn enter(&mut self, context: &Context<'_>) -> Said {
        let sentence = context.sentence();
        if sentence.paragraph != self.paragraph {
            self.paragraph = sentence.paragraph;
            self.source = None;
        }
        let scopes = self.scopes(context);
        let root = sentence.root();
        let main = scopes.iter().find(|scope| {
            scope.speaker.is_some()
                && root.is_some_and(|r| {
                    scope.words.contains(&r)
                        || sentence
                            .children(r)
                            .any(|c| scope.words.contains(&c) && sentence.token(c).rel() == "ccomp")
                })
        });
        let running = if let Some(main) = main {
            self.source = main.speaker.clone().map(|speaker| (speaker, main.stance));
            None
        } else {
            let goes_on = root.is_some_and(|r| continues(sentence, r));
            if !goes_on {
                self.source = None;
            }
            // "Sources said ... Reportedly, ...": who has no name may be anybody else by now
            let named = |(speaker, _): &(Mention, SpeechStance)| speaker.kind == MentionKind::Name;
            self.source.clone().filter(named)
        };
        Said { scopes, running }
    }

    fn scopes(&mut self, context: &Context<'_>) -> Vec<Scope> {
        let cues = Cues::embedded();
        let sentence = context.sentence();
        let mut scopes = Vec::new();
        for i in 0..sentence.len() {
            let token = sentence.token(i);
            if token.upos == Upos::Verb {
                let Some(stance) = cues.speech_verb(token.lemma.as_str()) else {
                    continue;
                };
                // "Arlen must say that ...": nobody has said it
                if sentence.has(i, "aux", &["must", "should", "ought"]) {
                    continue;
                }
                for content in contents(sentence, i, stance)
                    .into_iter()
                    .filter(|&c| !is_asked(sentence, c))
                {
                    let mut words = sentence.subtree(content);
                    if content_is_above(sentence, i, content) {
                        // "..., Holm said": all but the inserted clause itself
                        let inserted = sentence.subtree(i);
                        words.retain(|w| inserted.binary_search(w).is_err());
                    }
                    let speaker = self.speaker(context, i);
                    // "it is said that": nobody vouches for it
                    let hearsay =
                        speaker.is_none() && stance == SpeechStance::Said && is_passive(sentence, i);
                    scopes.push(Scope {
                        words,
                        speaker,
                        stance: if hearsay { SpeechStance::Reported } else { stance },
                    });
                }
            } else if matches!(token.rel(), "obl" | "nmod" | "parataxis" | "advmod") {
                let Some(stance) = cues.speech_case(&case_of(sentence, i)) else {
                    continue;
                };
                let Some(governor) = sentence.head(i) else {
                    continue;
                };
                // "miles per hour"
                if case_of(sentence, i) == "per" && !can_speak(sentence, i) {
                    continue;
                }
                let own = sentence.subtree(i);
                let words = sentence
                    .subtree(governor)
                    .into_iter()
                    .filter(|w| own.binary_search(w).is_err())
                    .collect();
                let speaker = self.voice(context, i);
                scopes.push(Scope {
                    words,
                    speaker: Some(speaker),
                    stance,
                });
            }
        }
        scopes.sort_by_key(|scope| std::cmp::Reverse(scope.words.len()));
        scopes
    }

    /// Who speaks through the speech verb `verb`.
    fn speaker(&mut self, context: &Context<'_>, verb: usize) -> Option<Mention> {
        let sentence = context.sentence();
        if is_passive(sentence, verb) {
            let agent = sentence
                .children_by(verb, "obl")
                .find(|&c| case_of(sentence, c) == "by")?;
            return Some(self.voice(context, agent));
        }
        // "TASS quoted Holm as saying": Holm says it
        let quoted = sentence.head(verb).filter(|&h| {
            sentence.token(verb).rel() == "advcl"
                && matches!(sentence.token(h).lemma.as_str(), "quote" | "cite")
        });
        let subject = match quoted {
            Some(quoting) => sentence
                .child_by(quoting, "obj")
                .or_else(|| surface_subject(sentence, quoting))?,
            None => surface_subject(sentence, verb)?,
        };
        let token = sentence.token(subject);
        let nobody = match token.lemma.to_lowercase().as_str() {
            "it" | "that" | "this" => token.deprel == "expl",
            // "everything indicates that"
            "everything" | "nothing" | "something" | "anything" | "what" | "which" => true,
            _ => false,
        };
        if token.upos == Upos::Pron && nobody || !can_speak(sentence, subject) {
            return None;
        }
        // "It said ...": who spoke before in the paragraph goes on
        if let Some((before, _)) = &self.source {
            let person = before.label == Some(EntityLabel::Person);
            let points_back = match token.lemma.to_lowercase().as_str() {
                "it" => !person,
                "he" | "she" => person,
                _ => false,
            };
            if token.upos == Upos::Pron && points_back {
                return Some(before.clone());
            }
        }
        Some(self.voice(context, subject))
    }

    /// The one who speaks where `head` is named as speaking: itself, or who issued the report.
    fn voice(&mut self, context: &Context<'_>, head: usize) -> Mention {
        let sentence = context.sentence();
        let token = sentence.token(head);
        let whole = || mention(sentence, context.index, head);
        if token.upos != Upos::Noun || Cues::embedded().speech_noun(token.lemma.as_str()).is_none() {
            return whole();
        }
        if acting(sentence, head).possible() && !matches!(token.lemma.as_str(), "intelligence") {
            return whole(); // "a government spokesman" speaks for himself
        }
        let owner = sentence
            .children(head)
            .find(|&c| sentence.token(c).deprel == "nmod:poss")
            .map(|c| mention(sentence, context.index, c))
            .or_else(|| modifiers_as_owner(context, head))
            .or_else(|| {
                sentence
                    .children_by(head, "nmod")
                    .find(|&c| {
                        matches!(case_of(sentence, c).as_str(), "by" | "from" | "of")
                            && acting(sentence, c) != Acting::No
                    })
                    .map(|c| mention(sentence, context.index, c))
            });
        if let Some(owner) = owner {
            self.owners.retain(|(noun, _)| *noun != token.lemma);
            self.owners.push((token.lemma.to_string(), owner.clone()));
            return owner;
        }
        self.owners
            .iter()
            .find(|(noun, _)| *noun == token.lemma)
            .map_or_else(whole, |(_, owner)| owner.clone())
    }
}

/// Whether a phrase can be a speaker: people, a body, or a report. "Recent progress shows that ..." is nobody's word.
fn can_speak(sentence: &Sentence, head: usize) -> bool {
    acting(sentence, head).possible()
        || acting(sentence, counted_noun(sentence, head)).possible()
        || Cues::embedded()
            .speech_noun(&sentence.token(head).lemma)
            .is_some()
}

/// "South Korean intelligence assessments": the words before the report's noun name its issuer.
fn modifiers_as_owner(context: &Context<'_>, head: usize) -> Option<Mention> {
    let sentence = context.sentence();
    let mut start = head;
    while start > 0 {
        let before = sentence.token(start - 1);
        let inside = matches!(before.rel(), "amod" | "compound" | "nmod" | "flat")
            && matches!(before.upos, Upos::Propn | Upos::Noun | Upos::Adj)
            && sentence.ancestors(start - 1).any(|a| a == head);
        if !inside {
            break;
        }
        start -= 1;
    }
    let issuer = (start..head).rev().find(|&i| {
        acting(sentence, i) == Acting::Name
            || Cues::embedded().noun(sentence.token(i).lemma.as_str()).is_some()
    })?;
    let kind = if acting(sentence, issuer) == Acting::Name {
        MentionKind::Name
    } else {
        MentionKind::Nominal
    };
    Some(mention_of(
        sentence,
        context.index,
        issuer,
        start..issuer + 1,
        kind,
    ))
}

/// The heads of what the speech verb `verb` says.
fn contents(sentence: &Sentence, verb: usize, stance: SpeechStance) -> Vec<usize> {
    let token = sentence.token(verb);
    let mut heads: Vec<usize> = sentence
        .children(verb)
        .filter(|&c| match sentence.token(c).rel() {
            "ccomp" => true,
            "xcomp" => matches!(stance, SpeechStance::Denied) || token.lemma == "claim",
            // "accused Arlen of attacking", "quoted Holm as saying"
            "advcl" if token.lemma == "accuse" => sentence.token(c).xpos == "VBG" && c > verb,
            "advcl" => sentence
                .children_by(c, "mark")
                .any(|m| matches!(token.lemma.as_str(), "quote" | "cite") && sentence.token(m).lemma == "as"),
            // "Holm said: we won", "'We won', said Holm, 'and ...'"
            "parataxis" => {
                sentence.token(c).upos != Upos::Verb
                    || Cues::embedded().speech_verb(&sentence.token(c).lemma).is_none()
            }
            _ => false,
        })
        .collect();
    if heads.is_empty() && token.rel() == "parataxis" {
        heads.extend(sentence.head(verb));
    }
    heads
}

fn content_is_above(sentence: &Sentence, verb: usize, content: usize) -> bool {
    sentence.head(verb) == Some(content)
}

/// Whether a sentence goes on in the voice of the one before: its subject only points back, it says
/// "reportedly", or it opens with a phrase of time that does ("During the call").
fn continues(sentence: &Sentence, root: usize) -> bool {
    let pronoun = surface_subject(sentence, root).is_some_and(|s| {
        let token = sentence.token(s);
        token.upos == Upos::Pron && matches!(token.lemma.as_str(), "he" | "she" | "they" | "it")
    });
    let hearsay = sentence
        .tokens()
        .iter()
        .any(|t| matches!(t.lemma.as_str(), "reportedly" | "allegedly"));
    let opening = sentence.children_by(root, "obl").next().is_some_and(|o| {
        o < root
            && matches!(
                case_of(sentence, o).as_str(),
                "during" | "after" | "before" | "in" | "at"
            )
            && sentence.has(o, "det", &["the"])
            && sentence.token(o).upos == Upos::Noun
            && sentence.subtree(o).first() == Some(&0)
    });
    pronoun || hearsay || opening
}
