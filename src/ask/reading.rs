//! What the sentence with the hole says, in the terms of the graph.

use jiff::civil::Date;

use super::rewrite::{Hole, INVENTED, SOMETHING};
use crate::graph::KnowledgeGraph;
use crate::model::{Actor, ActorId, Document, EntityLabel, Line, Party, Sentence, Span, Statement, Upos};
use crate::pipeline::Pipeline;

/// A question as a statement with a hole.
#[derive(Clone, Debug)]
pub(super) struct Reading<'g> {
    pub(super) hole: Hole,
    pub(super) statement: Statement,
    /// Whether the one who acts is asked for.
    pub(super) asks_source: bool,
    /// Whether one of those it is done to is asked for.
    pub(super) asks_target: bool,
    /// Who acts.
    pub(super) source: Option<&'g Actor>,
    /// To whom.
    pub(super) targets: Vec<&'g Actor>,
    /// The content words of the predicate, its head first.
    pub(super) predicate: Vec<String>,
    /// Words and dictionary forms that are in none of all this, and have to be in the evidence.
    pub(super) words: Vec<(String, String)>,
}

/// Reads the first of some sentences that says something about somebody known with the hole in it.
///
/// # Errors
/// Why none can be read.
pub(super) fn read<'g>(
    pipeline: &Pipeline,
    graph: &'g KnowledgeGraph,
    hole: Hole,
    sentences: &[String],
    today: Option<Date>,
) -> Result<Reading<'g>, String> {
    let mut reason = Err("the question is not understood".to_owned());
    for text in sentences {
        let document = Document {
            id: "question".into(),
            text: text.clone(),
            published: today,
            ..Document::default()
        };
        let annotated = pipeline.annotate(&document);
        let [sentence] = &annotated[..] else { continue };
        let statements = pipeline.statements_of(&document, &annotated);
        let asked = statements.into_iter().filter(|statement| {
            // "did" as the main verb is a wrong tree
            let acts = content(&statement.predicate.lemma) != ["do"];
            acts && match hole {
                Hole::Who(_) => takers(statement).any(is_hole),
                _ => takers(statement).any(|taker| taker.1),
            }
        });
        // the first that names somebody known: of "denies sending soldiers to Borduria" the sending
        for statement in asked {
            match Reading::of(graph, hole, statement, sentence) {
                Err(why) => reason = Err(why),
                reading => return reading,
            }
        }
    }
    reason
}

/// The words of those who take part, and whether they are somebody known.
fn takers(statement: &Statement) -> impl Iterator<Item = (&str, bool)> {
    let participants = statement.source.iter().chain(&statement.targets);
    participants.map(|participant| (participant.text.as_str(), participant.actor.is_some()))
}

fn is_hole((text, _): (&str, bool)) -> bool {
    INVENTED.iter().any(|name| text.contains(name))
}

impl<'g> Reading<'g> {
    fn of(
        graph: &'g KnowledgeGraph,
        hole: Hole,
        statement: Statement,
        sentence: &Sentence,
    ) -> Result<Self, String> {
        let known = |participant: &crate::model::Participant| -> Result<Option<&'g Actor>, String> {
            let Some(actor) = &participant.actor else {
                return Ok(None);
            };
            if is_hole((&participant.text, true)) {
                return Ok(None);
            }
            let found = graph
                .actor(&actor.id)
                .map_or_else(|| super::named(graph, &actor.name), Ok);
            found.map(Some)
        };
        let source = statement.source.as_ref().map(known).transpose()?.flatten();
        let mut targets = Vec::new();
        for target in &statement.targets {
            targets.extend(known(target)?);
        }
        let pronoun = sentence.tokens().iter().find(|token| {
            let given = [SOMETHING, "its", "their", "his", "her"];
            token.upos == Upos::Pron && !given.contains(&token.form.as_str())
        });
        if let Some(pronoun) = pronoun {
            return Err(format!("it is not clear who or what '{}' is", pronoun.form));
        }
        let hole_in = |participant: &crate::model::Participant| is_hole((&participant.text, true));
        let reading = Self {
            asks_source: statement.source.as_ref().is_some_and(hole_in),
            asks_target: statement.targets.iter().any(hole_in),
            predicate: content(&statement.predicate.lemma),
            words: unused(&statement, sentence),
            hole,
            source,
            targets,
            statement,
        };
        if reading.source.is_none() && reading.targets.is_empty() {
            return Err("the question names nobody in this graph".to_owned());
        }
        if reading.predicate.is_empty() {
            return Err("it is not clear what kind of act is asked for".to_owned());
        }
        let time = |label| matches!(label, EntityLabel::Date | EntityLabel::Time);
        let dated = reading
            .statement
            .when
            .as_ref()
            .and_then(|when| when.anchor())
            .is_some();
        let timed = sentence.entities.iter().find(|entity| time(entity.label));
        match timed {
            Some(entity) if !dated => Err(super::unclear(&sentence.text(entity.tokens.clone()))),
            _ => Ok(reading),
        }
    }

    /// The statement with its hole, in one line.
    pub(super) fn understood(&self) -> String {
        let mut line = Line::from(&self.statement);
        let hole = |party: &mut Party| {
            let text = match party {
                Party::Actor { name, .. } => name.as_str(),
                Party::Phrase(text) => text.as_str(),
            };
            let asks = match text {
                SOMETHING => "?what",
                text if is_hole((text, true)) => "?who",
                _ => return,
            };
            *party = Party::Actor {
                country: None,
                name: asks.into(),
            };
        };
        line.source.iter_mut().for_each(hole);
        line.targets.iter_mut().for_each(hole);
        let asks = match self.hole {
            Hole::Who(_) | Hole::What => "",
            Hole::When => "when: ",
            Hole::LastTime => "when last: ",
            Hole::Where => "where: ",
            Hole::HowMany => "how many: ",
            Hole::HowOften => "how often: ",
            Hole::Whether => "whether: ",
            Hole::Speaker => "who says: ",
        };
        format!("{asks}{line}")
    }

    /// Whether a statement may speak of the time that is asked for, if one is. What has no known beginning is
    /// known by its last day; what gives no time at all, by its publication.
    pub(super) fn in_time(&self, statement: &Statement) -> bool {
        let Some(asked) = &self.statement.when else {
            return true;
        };
        let told = statement.when.as_ref().filter(|when| when.anchor().is_some());
        let told = told.map_or((statement.published, statement.published), |when| {
            (when.anchor(), when.end)
        });
        let (Some(first), last) = told else { return false };
        asked.end.is_none_or(|end| first <= end)
            && asked
                .start
                .is_none_or(|start| last.is_none_or(|last| start <= last))
    }

    /// The statements that may say it: of one who is known to take part.
    pub(super) fn candidates(&self, graph: &'g KnowledgeGraph) -> impl Iterator<Item = &'g Statement> {
        let id: Option<&ActorId> = self
            .source
            .or(self.targets.first().copied())
            .map(|actor| &actor.id);
        id.into_iter().flat_map(|id| graph.statements_of(id))
    }
}

/// The words of a predicate's lemma that carry its meaning.
pub(super) fn content(lemma: &str) -> Vec<String> {
    const EMPTY: [&str; 34] = [
        "a",
        "about",
        "against",
        "as",
        "at",
        "be",
        "between",
        "by",
        "do",
        "for",
        "from",
        "get",
        "give",
        "have",
        "hold",
        "in",
        "into",
        "make",
        "of",
        "off",
        "on",
        "out",
        "over",
        "take",
        "that",
        "the",
        "to",
        "toward",
        "towards",
        "under",
        "up",
        "upon",
        "with",
        "something",
    ];
    let words: Vec<String> = lemma.split_whitespace().map(str::to_lowercase).collect();
    let full: Vec<String> = words
        .iter()
        .filter(|word| !EMPTY.contains(&word.as_str()))
        .cloned()
        .collect();
    if full.is_empty() {
        words.into_iter().take(1).collect()
    } else {
        full
    }
}

/// The content words of a sentence that are in no part of its statement.
fn unused(statement: &Statement, sentence: &Sentence) -> Vec<(String, String)> {
    let participants = statement.source.iter().chain(&statement.targets);
    let mut used: Vec<Span> = participants
        .filter(|participant| participant.actor.is_some() || participant.text == SOMETHING)
        .filter_map(|participant| participant.span)
        .collect();
    used.extend(&statement.predicate.spans);
    let timed = |at: usize| {
        let entity = sentence.entity_at(at);
        entity.is_some_and(|entity| matches!(entity.label, EntityLabel::Date | EntityLabel::Time))
    };
    let carries = |upos| {
        matches!(
            upos,
            Upos::Noun | Upos::Propn | Upos::Verb | Upos::Adj | Upos::Num | Upos::Adv
        )
    };
    let tokens = sentence.tokens().iter().enumerate();
    tokens
        .filter(|(at, token)| carries(token.upos) && !timed(*at))
        .filter(|(_, token)| !used.iter().any(|span| span.contains(token.span)))
        .map(|(_, token)| (token.form.to_lowercase(), token.lemma.to_lowercase()))
        .collect()
}
