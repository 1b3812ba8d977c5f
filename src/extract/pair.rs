//! What a text says between two given phrases: every predicate that could tie them, the closest first.
//!
//! Where [`super::extract`] decides who is tied to whom, here the two are known and only the tie is sought; so a
//! predicate also counts that governs one of them from afar.

use smol_str::SmolStr;

use crate::lexicon::Verbs;
use crate::model::{Document, Mention, PredicateKey, Sentence, Span, Statement, Upos};

use super::attribution::Running;
use super::copular::is_copular;
use super::draft::Draft;
use super::frame::{Frame, frame, surface_subject};
use super::phrase::{Acting, acting, case_of, conjuncts, counted_noun};
use super::recipient::modifiers;
use super::{Context, context_at, drafts};

/// How a phrase stands to an argument of a predicate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Nearness {
    /// It is not in it.
    Far,
    /// It is in a clause of it.
    InClause,
    /// It is part of the argument: "Arlen" of "Arlen's decision".
    Part,
    /// It is the argument.
    Itself,
}

/// The predicates that could tie `source` to `target`, the closest first, each as a statement between the two whose
/// confidence says how close. Without target, those of the source. Spans are code points of the document's text; several of one party are
/// the places where it is named. Speakers say what they say, so a verb of saying never hides what is said.
pub fn between(
    document: &Document,
    sentences: &[Sentence],
    source: &[Span],
    target: &[Span],
) -> Vec<Statement<Mention>> {
    let mut found = Vec::new();
    let mut running = Running::default();
    for index in 0..sentences.len() {
        let context = context_at(document, sentences, index);
        let sentence = context.sentence();
        if sentence.is_empty() {
            continue;
        }
        let said = running.enter(&context);
        let pair = Pair {
            sentence,
            source: heads(sentence, source),
            target: heads(sentence, target),
        };
        if pair.source.is_empty() && pair.target.is_empty() {
            continue;
        }
        let drafts = pair.drafts(&context);
        found.extend(drafts.into_iter().map(|draft| draft.finish(&context, &said)));
    }
    found.sort_by(|a, b| b.confidence.total_cmp(&a.confidence));
    found
}

/// The words of the spans whose heads lie outside.
fn heads(sentence: &Sentence, spans: &[Span]) -> Vec<usize> {
    let inside = |i: usize| spans.iter().any(|span| span.overlaps(sentence.token(i).span));
    (0..sentence.len())
        .filter(|&i| inside(i) && sentence.token(i).upos != Upos::Punct)
        .filter(|&i| sentence.head(i).is_none_or(|h| !inside(h)))
        .filter(|&i| !matches!(sentence.token(i).rel(), "case" | "det"))
        .collect()
}

struct Pair<'a> {
    sentence: &'a Sentence,
    source: Vec<usize>,
    target: Vec<usize>,
}

impl Pair<'_> {
    /// The plain statements that tie the two, and a draft for every other predicate.
    fn drafts(&self, context: &Context<'_>) -> Vec<Draft> {
        let mut found: Vec<(u32, Draft)> = drafts(context)
            .into_iter()
            .filter_map(|draft| Some((self.of_statement(&draft)?, draft)))
            .collect();
        for i in 0..self.sentence.len() {
            found.extend(self.of_demand(i));
            let token = self.sentence.token(i);
            match token.upos {
                Upos::Verb => found.extend(self.of_verb(i)),
                Upos::Noun | Upos::Adj if !self.source.contains(&i) && !self.target.contains(&i) => {
                    found.extend(self.of_noun(i));
                }
                _ => {}
            }
        }
        found
            .into_iter()
            .map(|(closeness, draft)| {
                // of two that are as close, the higher one is what the sentence is about
                let depth = self.sentence.ancestors(draft.head).count().min(9) as u32;
                Draft {
                    source: self.source.first().copied(),
                    targets: self.target.first().copied().into_iter().collect(),
                    confidence: ((closeness * 10 + 9 - depth) as f32 / CLOSEST * 100.0).round() / 100.0,
                    ..draft
                }
            })
            .collect()
    }

    /// How close a statement of the plain rules ties the two; `None` when it does not.
    fn of_statement(&self, draft: &Draft) -> Option<u32> {
        let nearest = |parties: &[usize], heads: &[usize]| {
            let of = |&party: &usize| self.near(party, heads);
            parties.iter().map(of).max().unwrap_or(Nearness::Far)
        };
        let of = |source: &[usize], target: &[usize]| {
            let source = nearest(draft.source.as_slice(), source);
            let target = nearest(&draft.targets, target);
            (source.min(target) >= Nearness::Part).then_some(closeness(source, target) + 2)
        };
        let straight = of(&self.source, &self.target);
        let turned = || {
            let turned = of(&self.target, &self.source)?;
            Some(if draft.symmetric {
                turned
            } else {
                turned.saturating_sub(TURNED)
            })
        };
        straight.or_else(turned)
    }

    fn near(&self, argument: usize, heads: &[usize]) -> Nearness {
        heads
            .iter()
            .map(|&head| near(self.sentence, argument, head))
            .max()
            .unwrap_or(Nearness::Far)
    }

    fn of_verb(&self, verb: usize) -> Vec<(u32, Draft)> {
        let sentence = self.sentence;
        let frame = frame(sentence, verb);
        let straight = self.by_frame(verb, &frame, &self.source, &self.target);
        let turned = self.by_frame(verb, &frame, &self.target, &self.source);
        let lexicon = Verbs::embedded();
        let turned = turned.map(|(closeness, mut draft)| {
            let reverses = lexicon.is_symmetric(&draft.key) || lexicon.is_inverse(&draft.key);
            draft.rule = "pair-turned";
            (
                if reverses {
                    closeness
                } else {
                    closeness.saturating_sub(TURNED)
                },
                draft,
            )
        });
        straight.into_iter().chain(turned).collect()
    }

    /// The verb as an act of `source` towards `target`.
    fn by_frame(
        &self,
        verb: usize,
        frame: &Frame,
        source: &[usize],
        target: &[usize],
    ) -> Option<(u32, Draft)> {
        let sentence = self.sentence;
        let acts = self.acts(verb, frame, source);
        let mut best = (Nearness::Far, None);
        let mut offer = |argument: usize, case: &str, clause: bool| {
            let mut nearness = self.near(argument, target);
            if clause {
                nearness = nearness.min(Nearness::InClause);
            }
            if nearness > best.0 {
                best = (nearness, Some((argument, SmolStr::from(case))));
            }
        };
        for argument in frame.indirect.into_iter().chain(frame.object) {
            offer(argument, "", false);
        }
        for oblique in &frame.obliques {
            offer(oblique.head, &oblique.case, false);
        }
        for &clause in &frame.complements {
            offer(clause, "", true);
        }
        let (mut touches, argument) = best;
        if acts == Nearness::Far && touches == Nearness::Far {
            return None;
        }
        let object = frame.object.filter(|&o| Some(o) != frame.subject);
        // "arrested one of the sailors", "freed followers of Holm": what is done to the people is done to him
        if touches == Nearness::Part
            && let Some((at, _)) = &argument
            && (acting(sentence, *at).possible() || counted_noun(sentence, *at) != *at)
        {
            touches = Nearness::Itself;
        }
        let is_target =
            |o: usize| touches == Nearness::Itself && argument.as_ref().is_some_and(|(a, _)| *a == o);
        let thing = object.filter(|&o| !is_target(o));
        // "called for sanctions against Arlen": what is called for tells more than the preposition
        let governed = argument
            .iter()
            .map(|(at, _)| *at)
            .find(|&at| object.is_none() && touches == Nearness::Part && acting(sentence, at) == Acting::No);
        let noun = |o: usize| sentence.token(counted_noun(sentence, o)).lemma.clone();
        let key = |object: Option<usize>| PredicateKey {
            head: sentence.token(verb).lemma.clone(),
            nominal: false,
            particle: frame.particle.map(|p| sentence.token(p).lemma.clone()),
            object: object.filter(|&o| acting(sentence, o) != Acting::Name).map(noun),
            modifiers: modifiers(sentence, verb, object),
            cases: argument.iter().map(|(_, case)| case.clone()).collect(),
            complement: frame
                .complements
                .first()
                .map(|&c| sentence.token(c).lemma.clone()),
        };
        // "summoned the envoy": whom it is done to may tell what is done, or stand for a name
        let with_noun = key(object.or(governed));
        let key = if thing.is_none() && !Verbs::embedded().relates(&with_noun) {
            key(None)
        } else {
            with_noun
        };
        let draft = self.draft(verb, false, "pair-verb", key, object);
        Some((closeness(acts, touches), draft))
    }

    /// How near a phrase is to whoever carries out the verb.
    fn acts(&self, verb: usize, frame: &Frame, source: &[usize]) -> Nearness {
        let sentence = self.sentence;
        let own = frame.subject.map_or(Nearness::Far, |s| self.near(s, source));
        if own > Nearness::InClause {
            return own;
        }
        // "Arlen said it would attack": the pronoun may be the subject above
        let open = frame.subject.is_none_or(|s| sentence.token(s).upos == Upos::Pron);
        let above = |a: usize| {
            sentence.token(a).upos == Upos::Verb
                && surface_subject(sentence, a).is_some_and(|s| self.near(s, source) >= Nearness::Part)
        };
        if open && sentence.ancestors(verb).any(above) {
            return Nearness::Part;
        }
        let clause = sentence.ancestors(verb).any(above)
            || source.iter().any(|&s| sentence.ancestors(s).any(|a| a == verb));
        if clause { Nearness::InClause } else { own }
    }

    /// "Arlen said that Borduria must withdraw": a demand, though no verb demands.
    fn of_demand(&self, predicate: usize) -> Option<(u32, Draft)> {
        let sentence = self.sentence;
        let must = sentence.has(predicate, "aux", &["must", "should", "ought"]);
        if !must {
            return None;
        }
        let asks = |a: &usize| {
            sentence.token(*a).upos == Upos::Verb
                && surface_subject(sentence, *a).is_some_and(|s| self.near(s, &self.source) >= Nearness::Part)
        };
        let saying = sentence.ancestors(predicate).find(asks)?;
        let addressed =
            surface_subject(sentence, predicate).map_or(Nearness::Far, |s| self.near(s, &self.target));
        let named = self
            .target
            .iter()
            .any(|&t| sentence.ancestors(t).any(|a| a == predicate));
        let nearness = if addressed > Nearness::Far {
            addressed
        } else if named {
            Nearness::InClause
        } else {
            return None;
        };
        let key = PredicateKey {
            head: SmolStr::new_static("demand"),
            cases: vec![SmolStr::default()],
            complement: Some(sentence.token(predicate).lemma.clone()),
            ..PredicateKey::default()
        };
        let draft = self.draft(saying, false, "pair-demand", key, None);
        Some((closeness(Nearness::Itself, nearness) + 3, draft))
    }

    /// A noun or adjective as a predicate between the two: "Arlen's invasion of Borduria", "gave Borduria support".
    fn of_noun(&self, noun: usize) -> Option<(u32, Draft)> {
        let sentence = self.sentence;
        let lexicon = Verbs::embedded();
        let lemma = sentence.token(noun).lemma.clone();
        let copular = is_copular(sentence, noun);
        if !copular && (sentence.token(noun).upos == Upos::Adj || !lexicon.is_event_noun(&lemma)) {
            return None;
        }
        let verb = sentence.head(noun).filter(|&v| {
            matches!(sentence.token(noun).rel(), "obj" | "obl" | "nsubj")
                && sentence.token(v).upos == Upos::Verb
        });
        let subject = if copular { Some(noun) } else { verb }.and_then(|v| surface_subject(sentence, v));
        let mut acts = subject
            .map_or(Nearness::Far, |s| self.near(s, &self.source))
            .min(Nearness::Part);
        let mut touches = Nearness::Far;
        let mut cases = Vec::new();
        for c in sentence.children(noun) {
            let token = sentence.token(c);
            if !matches!(token.rel(), "nmod" | "obl" | "compound" | "amod") {
                continue;
            }
            let case = case_of(sentence, c);
            let source = self.near(c, &self.source);
            if source > acts {
                acts = source;
            }
            let target = self.near(c, &self.target);
            if target > touches {
                touches = target;
                cases = vec![SmolStr::from(case)];
            }
        }
        if touches == Nearness::Far
            && let Some(verb) = verb
            && self
                .target
                .iter()
                .any(|&t| sentence.ancestors(t).any(|a| a == verb))
        {
            touches = Nearness::InClause;
        }
        if acts == Nearness::Far && touches == Nearness::Far {
            return None;
        }
        let words = sentence
            .children(noun)
            .filter(|&c| matches!(sentence.token(c).rel(), "amod" | "compound"));
        let key = PredicateKey {
            head: lemma,
            nominal: true,
            modifiers: words.map(|c| sentence.token(c).lemma.clone()).collect(),
            cases,
            ..PredicateKey::default()
        };
        let draft = self.draft(noun, !copular, "pair-noun", key, None);
        Some((closeness(acts, touches).saturating_sub(1), draft))
    }

    fn draft(
        &self,
        head: usize,
        nominal: bool,
        rule: &'static str,
        key: PredicateKey,
        object: Option<usize>,
    ) -> Draft {
        let symmetric = Verbs::embedded().is_symmetric(&key);
        let mut words: Vec<usize> = std::iter::once(head).chain(object).collect();
        words.sort_unstable();
        Draft {
            head,
            order: 0,
            rule,
            nominal,
            beside: None,
            source: None,
            targets: Vec::new(),
            words,
            key,
            rest: Vec::new(),
            counted: object,
            symmetric,
            confidence: 0.0,
        }
    }
}

/// What it costs that the roles are the other way round.
const TURNED: u32 = 8;

/// More than any closeness.
const CLOSEST: f32 = 300.0;

fn closeness(source: Nearness, target: Nearness) -> u32 {
    4 * (source as u32 + target as u32)
}

/// How the word `head` stands to the argument that `argument` heads.
fn near(sentence: &Sentence, argument: usize, head: usize) -> Nearness {
    if conjuncts(sentence, argument).contains(&head) {
        return Nearness::Itself;
    }
    let mut at = head;
    let mut nearness = Nearness::Itself;
    while at != argument {
        let step = match sentence.token(at).rel() {
            "conj" | "flat" | "appos" => Nearness::Itself,
            "acl" | "advcl" | "ccomp" | "xcomp" | "csubj" | "parataxis" => Nearness::InClause,
            _ => Nearness::Part,
        };
        nearness = nearness.min(step);
        match sentence.head(at) {
            Some(above) => at = above,
            None => return Nearness::Far,
        }
    }
    nearness
}
