//! Questions in English. A question is a statement with a hole: it is turned into the sentence that would
//! answer it, with an invented name in the hole; that sentence goes through the same stages as every text; and
//! the statements of the graph that say the same fill the hole.
//!
//! An answer is never a guess. Every word of a question has to be found again: in the actors, in the kind of
//! act, in the time, or in the sentence that is given as evidence. Where one is not, there is no answer, and
//! what comes nearest is shown as such.

mod matching;
mod reading;
mod rewrite;

use jiff::civil::Date;
use serde::Serialize;

use crate::graph::{Filter, KnowledgeGraph, NameError};
use crate::model::{Actor, Document, Line, Modality, Polarity, Statement};
use crate::pipeline::Pipeline;
use crate::query::{self, Evidence, PathOptions};

use reading::{Reading, read};
use rewrite::{Asking, Hole, INVENTED, asking};

/// What becomes of a question.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Asked<'g> {
    /// The question.
    pub question: String,
    /// How it was understood, where it was.
    pub understood: Option<String>,
    /// Why it is not answered, where it was not understood.
    pub declined: Option<String>,
    /// The answers, the best supported first; none where the graph does not say.
    pub answers: Vec<Answer<'g>>,
    /// Statements of the same kind that do not say quite what was asked, or not as a fact.
    pub near: Vec<Evidence<'g>>,
}

/// One answer.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Answer<'g> {
    /// The answer in words: a name, a date, a number, "yes".
    pub text: String,
    /// Whom it names.
    pub actor: Option<&'g Actor>,
    /// What it rests on.
    pub evidence: Vec<Evidence<'g>>,
}

/// Answers a question from a graph. "Last week" is counted from `today`; `filter` narrows what counts.
/// One sentence or two through the stages, then O(n) in the statements of an actor.
pub fn ask<'g>(
    pipeline: &Pipeline,
    graph: &'g KnowledgeGraph,
    question: &str,
    today: Option<Date>,
    filter: &Filter,
) -> Asked<'g> {
    let mut asked = Asked {
        question: question.to_owned(),
        understood: None,
        declined: None,
        answers: Vec::new(),
        near: Vec::new(),
    };
    let done = by_speaker(graph, question, filter).and_then(|(question, speaker, filter)| {
        let (asking, time) = asking(pipeline, question)?;
        let filter = &match &time {
            Some(time) => during(pipeline, &filter, time, today)?,
            None => filter,
        };
        let told_by = |asked: &mut Asked<'_>| {
            if let (Some(understood), Some(speaker)) = (&mut asked.understood, speaker) {
                *understood += &format!(", according to {}", speaker.name);
            }
        };
        match asking {
            Asking::Connection(a, b) => connection(graph, &mut asked, [&a, &b], filter),
            Asking::Between(a, b) => between(graph, &mut asked, [&a, &b], filter),
            Asking::About(name) => about(graph, &mut asked, &name, filter),
            Asking::Deeds(by, to) => deeds(graph, &mut asked, &by, to.as_deref(), filter),
            Asking::Sayings(speaker, about) => sayings(graph, &mut asked, &speaker, about.as_deref(), filter),
            Asking::Sentence(hole, sentences) => {
                let reading = read(pipeline, graph, hole, &sentences, today)?;
                statement(graph, &mut asked, &reading, filter);
                told_by(&mut asked);
                return Ok(());
            }
        }?;
        if let (Some(understood), Some(time)) = (&mut asked.understood, time) {
            *understood += &format!(", {time}");
        }
        told_by(&mut asked);
        Ok(())
    });
    if let Err(reason) = done {
        asked.declined = Some(reason);
    }
    asked
}

/// "According to Arlen, who threatened Borduria?" as the question alone, the speaker, and a filter that lets pass only
/// what that one says.
fn by_speaker<'g, 'q>(
    graph: &'g KnowledgeGraph,
    question: &'q str,
    filter: &Filter,
) -> Result<(&'q str, Option<&'g Actor>, Filter), String> {
    const LEAD: &str = "according to ";
    let led = question
        .get(..LEAD.len())
        .filter(|lead| lead.eq_ignore_ascii_case(LEAD));
    let parts = led.and_then(|_| question[LEAD.len()..].split_once(", "));
    let Some((name, question)) = parts else {
        return Ok((question, None, filter.clone()));
    };
    let speaker = speaker_named(graph, name)?;
    let filter = Filter {
        said_by: vec![speaker.id.clone()],
        ..filter.clone()
    };
    Ok((question, Some(speaker), filter))
}

/// A filter that lets pass what another does of a time in words: "in August 2025", "since 2024".
fn during(pipeline: &Pipeline, filter: &Filter, time: &str, today: Option<Date>) -> Result<Filter, String> {
    let [one, other] = INVENTED;
    let document = Document {
        id: "question".into(),
        text: format!("{one} met {other} {time}."),
        published: today,
        ..Document::default()
    };
    let times = pipeline
        .statements(&document)
        .into_iter()
        .filter_map(|statement| statement.when);
    let when = times.into_iter().find(|when| when.anchor().is_some());
    let when = when.ok_or_else(|| unclear(time))?;
    Ok(Filter {
        since: filter.since.max(when.start),
        until: filter.until.into_iter().chain(when.end).min(),
        ..filter.clone()
    })
}

/// Why a question about a time is not answered.
fn unclear(time: &str) -> String {
    format!("it is not clear when '{time}' is; give a date, or today's with --date")
}

/// The actor of a name in a question.
fn named<'g>(graph: &'g KnowledgeGraph, name: &str) -> Result<&'g Actor, String> {
    graph.find(name).map_err(|error| match error {
        NameError::Unknown { .. } => format!("nobody in this graph is called '{name}'"),
        NameError::Ambiguous { .. } => error.to_string(),
    })
}

/// Who is called so and says anything.
fn speaker_named<'g>(graph: &'g KnowledgeGraph, name: &str) -> Result<&'g Actor, String> {
    let found = graph.find_speaker(name);
    found.map_err(|_| format!("nobody called '{name}' says anything in this graph"))
}

fn connection<'g>(
    graph: &'g KnowledgeGraph,
    asked: &mut Asked<'g>,
    names: [&str; 2],
    filter: &Filter,
) -> Result<(), String> {
    let (from, to) = (named(graph, names[0])?, named(graph, names[1])?);
    asked.understood = Some(format!("the shortest path from {} to {}", from.name, to.name));
    let paths = query::path(&graph.select(filter), &from.id, &to.id, &PathOptions::default());
    for path in paths.into_iter().flat_map(|paths| paths.paths) {
        let mut names = vec![from.name.as_str()];
        names.extend(
            path.steps
                .iter()
                .filter_map(|step| Some(graph.actor(step.to)?.name.as_str())),
        );
        asked.answers.push(Answer {
            text: names.join(" - "),
            actor: None,
            evidence: path.steps.into_iter().map(|step| step.evidence).collect(),
        });
    }
    Ok(())
}

fn between<'g>(
    graph: &'g KnowledgeGraph,
    asked: &mut Asked<'g>,
    names: [&str; 2],
    filter: &Filter,
) -> Result<(), String> {
    let (a, b) = (named(graph, names[0])?, named(graph, names[1])?);
    asked.understood = Some(format!("all between {} and {}", a.name, b.name));
    let between = query::between(graph, &a.id, &b.id, filter);
    asked.answers = between
        .into_iter()
        .flat_map(|between| between.statements)
        .map(told)
        .collect();
    Ok(())
}

fn about<'g>(
    graph: &'g KnowledgeGraph,
    asked: &mut Asked<'g>,
    name: &str,
    filter: &Filter,
) -> Result<(), String> {
    let actor = named(graph, name)?;
    asked.understood = Some(format!("all about {}", actor.name));
    let statements = graph.statements_of(&actor.id);
    asked.answers = statements
        .filter(|statement| graph.admits(filter, statement))
        .map(|statement| told(Evidence::of(graph, statement)))
        .collect();
    Ok(())
}

fn deeds<'g>(
    graph: &'g KnowledgeGraph,
    asked: &mut Asked<'g>,
    by: &str,
    to: Option<&str>,
    filter: &Filter,
) -> Result<(), String> {
    let by = named(graph, by)?;
    let to = to.map(|name| named(graph, name)).transpose()?;
    let target = to.map_or_else(String::new, |to| format!("({})", to.name));
    asked.understood = Some(format!("({})-[?what]->{target}", by.name));
    let is = |participant: &crate::model::Participant, actor: &Actor| {
        participant
            .actor
            .as_ref()
            .is_some_and(|known| known.id == actor.id)
    };
    let done = |statement: &&Statement| {
        statement.source.as_ref().is_some_and(|source| is(source, by))
            && to.is_none_or(|to| statement.targets.iter().any(|target| is(target, to)))
            && !matches!(
                statement.relation,
                Some(crate::model::Relation::Affiliation { .. })
            )
    };
    asked.answers = graph
        .statements_of(&by.id)
        .filter(done)
        .filter(|statement| graph.admits(filter, statement))
        .map(|statement| told(Evidence::of(graph, statement)))
        .collect();
    Ok(())
}

fn sayings<'g>(
    graph: &'g KnowledgeGraph,
    asked: &mut Asked<'g>,
    speaker: &str,
    about: Option<&str>,
    filter: &Filter,
) -> Result<(), String> {
    let speaker = speaker_named(graph, speaker)?;
    let about = about.map(|name| named(graph, name)).transpose()?;
    let subject = about.map_or_else(String::new, |about| format!(" about {}", about.name));
    asked.understood = Some(format!("what {} says{subject}", speaker.name));
    // what somebody says is asked for, be it a fact or not
    let said = Filter {
        said_by: vec![speaker.id.clone()],
        modalities: Vec::new(),
        polarity: None,
        ..filter.clone()
    };
    let of_whom = |statement: &&Statement| {
        let mut takers = statement.source.iter().chain(&statement.targets);
        about.is_none_or(|about| {
            takers.any(|taker| taker.actor.as_ref().is_some_and(|actor| actor.id == about.id))
        })
    };
    asked.answers = graph
        .statements()
        .iter()
        .filter(of_whom)
        .filter(|statement| graph.admits(&said, statement))
        .map(|statement| told(Evidence::of(graph, statement)))
        .collect();
    Ok(())
}

/// A statement as an answer.
fn told(evidence: Evidence<'_>) -> Answer<'_> {
    Answer {
        text: evidence.line.clone(),
        actor: None,
        evidence: vec![evidence],
    }
}

/// What the graph says that is what the reading asks for.
fn statement<'g>(graph: &'g KnowledgeGraph, asked: &mut Asked<'g>, reading: &Reading<'g>, filter: &Filter) {
    asked.understood = Some(reading.understood());
    let mut filter = filter.clone();
    let question = &reading.statement;
    if (question.modality, question.polarity) != (Modality::Actual, Polarity::Affirmed) {
        filter.modalities = vec![question.modality];
        filter.polarity = Some(question.polarity);
    }
    // what is not said as a fact is no answer, but worth knowing
    let any = Filter {
        modalities: Vec::new(),
        polarity: None,
        ..filter.clone()
    };
    let mut found: Vec<(&Statement, Vec<&Actor>)> = Vec::new();
    for statement in reading.candidates(graph) {
        if !reading.in_time(statement) || !graph.admits(&any, statement) {
            continue;
        }
        let Some(fit) = reading.fit(graph, statement) else {
            continue;
        };
        if fit.sure && graph.admits(&filter, statement) {
            found.push((statement, fit.actors));
        } else {
            asked.near.push(Evidence::of(graph, statement));
        }
    }
    asked.answers = answers(graph, reading.hole, found);
}

fn answers<'g>(
    graph: &'g KnowledgeGraph,
    hole: Hole,
    found: Vec<(&'g Statement, Vec<&'g Actor>)>,
) -> Vec<Answer<'g>> {
    let mut answers: Vec<Answer<'g>> = Vec::new();
    let mut add = |text: String, actor: Option<&'g Actor>, statement: &'g Statement| {
        let evidence = Evidence::of(graph, statement);
        match answers
            .iter_mut()
            .find(|known| known.text == text && known.actor == actor)
        {
            Some(known) => known.evidence.push(evidence),
            None => answers.push(Answer {
                text,
                actor,
                evidence: vec![evidence],
            }),
        }
    };
    for (statement, actors) in found {
        match hole {
            Hole::Who(_) | Hole::Speaker if !actors.is_empty() => {
                for actor in actors {
                    add(actor.name.to_string(), Some(actor), statement);
                }
            }
            Hole::Speaker => {
                let record = graph.document(&statement.doc);
                if let Some(publisher) = record.and_then(|record| record.publisher.as_ref()) {
                    add(publisher.clone(), None, statement);
                }
            }
            Hole::Who(_) => {}
            Hole::What => add(Line::from(statement).to_string(), None, statement),
            Hole::When | Hole::LastTime => {
                let when = statement.when.as_ref().map(|when| when.iso());
                if let Some(when) = when.filter(|when| !when.is_empty()) {
                    add(when, None, statement);
                }
            }
            Hole::Where => {
                if let Some(place) = &statement.place {
                    add(place.text.clone(), None, statement);
                }
            }
            Hole::HowMany => {
                if let Some(quantity) = &statement.quantity {
                    add(quantity.text.clone(), None, statement);
                }
            }
            Hole::Whether | Hole::HowOften => add("yes".to_owned(), None, statement),
        }
    }
    if hole == Hole::HowOften {
        for answer in &mut answers {
            let times = answer.evidence.len();
            answer.text = format!("told {times} time{}", if times == 1 { "" } else { "s" });
        }
    }
    if hole == Hole::LastTime {
        // days in ISO form; what has an end alone is known by that
        let last = |answer: &Answer<'_>| answer.text.trim_start_matches("../").to_owned();
        answers.sort_by_key(last);
        answers = answers.split_off(answers.len().saturating_sub(1));
    }
    // stable, so that equals stay in the order of time
    answers.sort_by_key(|answer| std::cmp::Reverse(answer.evidence.len()));
    answers
}
