//! From mentions to actors: who is meant by each name, title, noun and pronoun of a document.
//!
//! Never fails and does no IO. Better no link than a wrong one: what nobody can tell stays without an actor.

mod coref;
mod identify;
mod level;
mod locate;
mod names;

use crate::lexicon::Verbs;
use crate::model::{
    Actor, ActorKind, Argument, Document, Mention, MentionKind, Modality, Participant, Sentence, Statement,
};

use coref::Discourse;
pub use identify::{Identity, Meant, identify};
pub use level::at_state;
pub use locate::locate;
pub use names::resolve_name;

/// The statements of a document with their actors. `statements` must be in text order, as `extract` gives them.
pub fn resolve(
    document: &Document,
    sentences: &[Sentence],
    statements: Vec<Statement<Mention>>,
) -> Vec<Statement> {
    let mut discourse = Discourse::read(document, sentences);
    let mut resolved = Vec::with_capacity(statements.len());
    for statement in statements {
        resolved.extend(of_statement(&mut discourse, statement));
    }
    resolved
}

/// The same where the parties are given: each stands for one actor, and whoever acts on himself was asked for.
pub fn resolve_given(
    document: &Document,
    sentences: &[Sentence],
    statements: Vec<Statement<Mention>>,
) -> Vec<Statement> {
    let mut discourse = Discourse::read(document, sentences);
    let mut one = |mention: &Mention| participants(&mut discourse, mention).into_iter().next();
    statements
        .into_iter()
        .map(|statement| {
            let source = statement.source.as_ref().and_then(&mut one);
            let targets = statement.targets.iter().filter_map(&mut one).collect();
            let attribution = statement.attribution.iter().filter_map(&mut one).collect();
            with_participants(statement, source, targets, attribution)
        })
        .collect()
}

/// A row of a table with its actors: every name in it is one, as `who` says for a name and a day.
pub fn resolve_row(
    mut row: Statement<Mention>,
    who: impl Fn(&str, Option<jiff::civil::Date>) -> Actor,
) -> Statement {
    let on = row.when.as_ref().and_then(|when| when.anchor());
    let participant = |mention: Mention| Participant {
        actor: Some(who(&mention.text, on)),
        text: mention.text,
        span: None,
    };
    let source = row.source.take().map(participant);
    let targets = std::mem::take(&mut row.targets);
    let targets = targets.into_iter().map(participant).collect();
    let attribution = std::mem::take(&mut row.attribution);
    let attribution = attribution.into_iter().map(participant).collect();
    with_participants(row, source, targets, attribution)
}

fn with_participants(
    statement: Statement<Mention>,
    source: Option<Participant>,
    targets: Vec<Participant>,
    attribution: Vec<Participant>,
) -> Statement {
    Statement {
        id: statement.id,
        doc: statement.doc,
        published: statement.published,
        sentence: statement.sentence,
        quote: statement.quote,
        source,
        predicate: statement.predicate,
        relation: statement.relation,
        targets,
        arguments: statement.arguments,
        polarity: statement.polarity,
        modality: statement.modality,
        attribution,
        when: statement.when,
        place: statement.place,
        quantity: statement.quantity,
        symmetric: statement.symmetric,
        confidence: statement.confidence,
        rule: statement.rule,
        url: statement.url,
    }
}

/// One statement for each party that acts by itself; one for all that act together.
fn of_statement(discourse: &mut Discourse<'_>, mut statement: Statement<Mention>) -> Vec<Statement> {
    let sources = statement
        .source
        .as_ref()
        .map_or_else(Vec::new, |mention| participants(discourse, mention));
    let mut targets: Vec<Participant> = Vec::new();
    for mention in &statement.targets {
        targets.extend(participants(discourse, mention));
    }
    // the mayor of a capital is none of the state
    if statement.predicate.lemma.contains("mayor") {
        for target in &mut targets {
            if let Some(actor) = target
                .actor
                .as_mut()
                .filter(|actor| actor.kind == ActorKind::State)
                && let Some(city) = names::city(&target.text)
            {
                *actor = city;
            }
        }
    }
    let mut attribution: Vec<Participant> = Vec::new();
    for mention in &statement.attribution {
        for speaker in participants(discourse, mention) {
            let again = speaker.actor.is_some() && attribution.iter().any(|s| s.actor == speaker.actor);
            // "..., Holm said. She thanked Vik": what the speaker of the sentence before does is told by the text itself
            let own = statement.modality == Modality::Actual
                && speaker.actor.is_some()
                && statement
                    .source
                    .as_ref()
                    .is_some_and(|source| source.sentence != mention.sentence)
                && sources.iter().any(|source| source.actor == speaker.actor);
            if !again && !own {
                attribution.push(speaker);
            }
        }
    }
    if let Some(place) = &mut statement.place {
        place.country = names::country_of_place(&place.text);
    }
    // what a news outlet says of others is hearsay; what it says of itself is not
    let hearsay = attribution
        .last()
        .and_then(|speaker| speaker.actor.as_ref())
        .is_some_and(|speaker| {
            speaker.kind == ActorKind::Media && sources.iter().all(|s| s.actor.as_ref() != Some(speaker))
        });
    if hearsay && statement.modality == Modality::Actual {
        statement.modality = Modality::Reported;
    }
    // "the two ministers discussed the situation in the Black Sea", which takes no part
    let others = targets
        .iter()
        .filter_map(|target| target.actor.as_ref())
        .any(|actor| actor.kind != ActorKind::Place);
    if sources.len() > 1 && !others && together(&statement) {
        // "the two leaders discussed ties": they are each other's counterparts, the ties an argument
        let objects = statement.targets.iter().map(|mention| Argument {
            role: "obj".into(),
            case: None,
            text: mention.text.clone(),
            span: mention.span,
        });
        statement.arguments.splice(0..0, objects.collect::<Vec<_>>());
        statement.symmetric = true;
        let mut parties = sources.into_iter();
        let first = parties.next();
        let targets: Vec<Participant> = parties.collect();
        if !statement.predicate.key.head.is_empty() {
            statement.predicate.key.cases = vec!["with".into(); targets.len()];
        }
        return vec![with_participants(statement, first, targets, attribution)];
    }
    if sources.is_empty() {
        // "talks between the two leaders": of parties alike the first stands as source
        let first = (statement.symmetric && statement.source.is_none() && targets.len() > 1)
            .then(|| targets.remove(0));
        return vec![with_participants(statement, first, targets, attribution)];
    }
    sources
        .into_iter()
        .map(|source| {
            let mut targets = targets.clone();
            // nobody acts on himself: a wrong link, or a reflexive
            targets.retain(|target| target.actor.is_none() || target.actor != source.actor);
            with_participants(statement.clone(), Some(source), targets, attribution.clone())
        })
        .collect()
}

/// Whether a predicate said of several parties holds between them: it is symmetric, or its object is shared.
fn together(statement: &Statement<Mention>) -> bool {
    let key = &statement.predicate.key;
    let shared = |word: &str| {
        matches!(
            word,
            "shared" | "joint" | "mutual" | "common" | "bilateral" | "jointly"
        )
    };
    statement.symmetric || key.modifiers.iter().any(|m| shared(m)) || Verbs::embedded().joins(key)
}

/// Who is meant by a mention: one participant, or several for "the two leaders" and "they".
fn participants(discourse: &mut Discourse<'_>, mention: &Mention) -> Vec<Participant> {
    let of = |actor: Option<Actor>| Participant {
        text: mention.text.clone(),
        span: Some(mention.span),
        actor,
    };
    let actors = match mention.kind {
        MentionKind::Name => discourse.named(mention).into_iter().collect(),
        MentionKind::Nominal => discourse.nominal(mention),
        MentionKind::Pronoun => discourse.pronoun(mention),
        MentionKind::Other => Vec::new(),
    };
    if actors.is_empty() {
        vec![of(None)]
    } else {
        actors.into_iter().map(|actor| of(Some(actor))).collect()
    }
}
