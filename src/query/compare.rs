use std::collections::BTreeMap;

use serde::Serialize;

use super::Evidence;
use super::claim::{Claim, holds};
use crate::graph::{Filter, KnowledgeGraph};
use crate::model::{ActorId, Statement};

/// Whose account it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Account {
    /// What an actor says, wherever it is reported.
    Speaker(ActorId),
    /// What stands in the documents of a publisher.
    Publisher(String),
}

/// Accounts side by side.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Compared<'g> {
    /// What the accounts tell, in the order of time.
    pub claims: Vec<ComparedClaim<'g>>,
}

/// One thing, as each account tells it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ComparedClaim<'g> {
    /// For each account, in the order that was asked for, what it says of it; empty where it leaves it out.
    pub told: Vec<Vec<Evidence<'g>>>,
    /// Whether one account says that it is so, and another that it is not.
    pub contradicted: bool,
}

impl ComparedClaim<'_> {
    /// The places of the accounts that speak of it.
    pub fn told_by(&self) -> Vec<usize> {
        (0..self.told.len())
            .filter(|&account| !self.told[account].is_empty())
            .collect()
    }
}

/// What each account says, of all or of what all of some actors take part in. Statements of one account or of
/// several are about the same where the same actors do the same kind of thing, time and mode aside. What
/// `filter` lets pass is shown, and what denies something of that. O(n log n) in statements.
pub fn compare<'g>(
    graph: &'g KnowledgeGraph,
    accounts: &[Account],
    about: &[ActorId],
    filter: &Filter,
) -> Compared<'g> {
    let any = Filter {
        modalities: Vec::new(),
        polarity: None,
        ..filter.clone()
    };
    let publisher = |statement: &Statement| {
        let record = graph.document(&statement.doc);
        record.and_then(|record| record.publisher.clone())
    };
    let is_of = |account: &Account, statement: &Statement| match account {
        Account::Speaker(id) => {
            let mut speakers = statement.attribution.iter();
            speakers.any(|speaker| speaker.actor.as_ref().is_some_and(|actor| actor.id == *id))
        }
        Account::Publisher(name) => publisher(statement).as_ref() == Some(name),
    };
    let concerns = |statement: &Statement| {
        about.iter().all(|id| {
            let mut takers = statement.source.iter().chain(&statement.targets);
            takers.any(|taker| taker.actor.as_ref().is_some_and(|actor| actor.id == *id))
        })
    };
    let mut claims: BTreeMap<Claim, Vec<Vec<(usize, &Statement)>>> = BTreeMap::new();
    for (place, statement) in graph.statements().iter().enumerate() {
        if !concerns(statement) || !graph.admits(&any, statement) {
            continue;
        }
        for (account, _) in accounts
            .iter()
            .enumerate()
            .filter(|(_, account)| is_of(account, statement))
        {
            let told = claims.entry(Claim::of(statement)).or_default();
            told.resize(accounts.len(), Vec::new());
            told[account].push((place, statement));
        }
    }
    let mut compared: Vec<(usize, ComparedClaim<'g>)> = Vec::new();
    for told in claims.into_values() {
        let says = |account: &[(usize, &Statement)], so| {
            account.iter().any(|(_, statement)| holds(statement) == Some(so))
        };
        let others = |account: usize| {
            let told = &told;
            (0..told.len())
                .filter(move |&other| other != account)
                .map(move |other| &told[other])
        };
        let contradicted = (0..told.len())
            .any(|account| says(&told[account], true) && others(account).any(|other| says(other, false)));
        // a bare denial is one account's own; beside what it denies it belongs to the picture
        let counts = |statement: &Statement| contradicted || graph.admits(filter, statement);
        let first = told.iter().flatten().find(|(_, statement)| counts(statement));
        let Some(&(first, _)) = first else { continue };
        let claim = ComparedClaim {
            contradicted,
            told: told
                .iter()
                .map(|account| {
                    let shown = account.iter().filter(|(_, statement)| counts(statement));
                    shown
                        .map(|(_, statement)| Evidence::of(graph, statement))
                        .collect()
                })
                .collect(),
        };
        compared.push((first, claim));
    }
    compared.sort_by_key(|(place, _)| *place);
    Compared {
        claims: compared.into_iter().map(|(_, claim)| claim).collect(),
    }
}
