//! Patterns of ties, written as statements print: `(RUS)-[CONSULT]->(?x)-[ASSAULT]->(UKR)`.

mod parse;
mod search;

use serde::Serialize;
use smol_str::SmolStr;

use super::Step;
use crate::graph::RelationFilter;
use crate::model::{Actor, ActorKind, Modality, Polarity, Sector};

pub use search::find;

/// Actors and the ties that must be between them.
///
/// ```text
/// (RUS)-[CONSULT]->(?x)-[ASSAULT]->(UKR)            the actor in the middle is asked for
/// (?a:person)-[CONSULT:phone|CONSULT:visit]->(?b)    kinds and sectors after a colon, several relations
/// (RUS/?a)-["send troops"]->(), (?a)<-[planned]->(?b)  countries before a slash, words, several chains
/// ```
///
/// In parentheses stands a name or an id, `?x` for a variable, `*` or nothing for anybody. In brackets stand
/// `not`, a modality, relations as [`RelationFilter`] reads them, words of the predicate in quotes; nothing
/// means any. `-[..]->` and `<-[..]-` are directed, and a mutual tie is one both ways; `<-[..]->` is mutual
/// only, `-[..]-` any way. Different parts stand for different actors.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    parts: Vec<Part>,
    links: Vec<Link>,
}

/// Who may stand in one place; all its mentions together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Part {
    name: Name,
    country: Option<SmolStr>,
    kind: Option<Kind>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
enum Name {
    #[default]
    Anybody,
    Variable(String),
    Given(String),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Kind(ActorKind),
    Sector(Sector),
}

/// What must be between two parts, by their places.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Link {
    from: usize,
    to: usize,
    way: Way,
    relations: Vec<RelationFilter>,
    words: Option<RelationFilter>,
    modality: Option<Modality>,
    polarity: Option<Polarity>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Forward,
    Mutual,
    Any,
}

/// Where a pattern fits.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Found<'g> {
    /// The ways to fit it, by the ids of their actors.
    pub matches: Vec<Match<'g>>,
    /// Whether these are all.
    pub complete: bool,
}

/// One way to fit a pattern.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Match<'g> {
    /// Who stands for each variable, in the order of the pattern.
    pub variables: Vec<Variable<'g>>,
    /// The best supported tie for each link, in the order of the pattern.
    pub steps: Vec<Step<'g>>,
}

/// Who stands for a variable.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Variable<'g> {
    /// The variable, without its question mark.
    pub name: String,
    /// Who.
    pub actor: &'g Actor,
}
