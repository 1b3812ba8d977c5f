use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::actor::names;

names! {
    /// The sixteen event types of PLOVER 2.0.
    PloverEvent {
        /// Agree to or promise cooperation.
        Agree = "AGREE",
        /// Meet, visit, talk.
        Consult = "CONSULT",
        /// Express or formalise support.
        Support = "SUPPORT",
        /// Concede in words.
        Concede = "CONCEDE",
        /// Mutual material cooperation.
        Cooperate = "COOPERATE",
        /// Give material aid.
        Aid = "AID",
        /// Withdraw, release, cease fire.
        Retreat = "RETREAT",
        /// Ask, demand.
        Request = "REQUEST",
        /// Disapprove, allege, investigate.
        Accuse = "ACCUSE",
        /// Refuse, veto, cancel.
        Reject = "REJECT",
        /// Threaten.
        Threaten = "THREATEN",
        /// Protest.
        Protest = "PROTEST",
        /// Reduce relations, impose sanctions.
        Sanction = "SANCTION",
        /// Show or raise force.
        Mobilize = "MOBILIZE",
        /// Coerce: arrest, seize, restrict.
        Coerce = "COERCE",
        /// Use violence.
        Assault = "ASSAULT",
    }
}

impl PloverEvent {
    /// The quadrant of PLOVER's two axes, verbal or material and cooperation or conflict.
    pub fn quad(self) -> QuadClass {
        use PloverEvent::*;
        match self {
            Agree | Consult | Support | Concede => QuadClass::VerbalCooperation,
            Cooperate | Aid | Retreat => QuadClass::MaterialCooperation,
            Request | Accuse | Reject | Threaten => QuadClass::VerbalConflict,
            Protest | Sanction | Mobilize | Coerce | Assault => QuadClass::MaterialConflict,
        }
    }
}

/// CAMEO's and PLOVER's quad class; written as its number, 1 to 4.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "u8", try_from = "u8")]
#[repr(u8)]
pub enum QuadClass {
    /// 1
    VerbalCooperation = 1,
    /// 2
    MaterialCooperation = 2,
    /// 3
    VerbalConflict = 3,
    /// 4
    MaterialConflict = 4,
}

impl From<QuadClass> for u8 {
    fn from(quad: QuadClass) -> u8 {
        quad as u8
    }
}

impl TryFrom<u8> for QuadClass {
    type Error = String;

    fn try_from(number: u8) -> Result<Self, String> {
        match number {
            1 => Ok(Self::VerbalCooperation),
            2 => Ok(Self::MaterialCooperation),
            3 => Ok(Self::VerbalConflict),
            4 => Ok(Self::MaterialConflict),
            _ => Err(format!("quad class {number} is not one of 1 to 4")),
        }
    }
}

names! {
    /// A lasting tie between two actors, in place of an event.
    Affiliation {
        /// A person heads a state, government or organisation.
        Leads = "leads",
        /// A person holds an office or a post in it.
        OfficialOf = "official_of",
        /// A body or place belongs to a larger one.
        PartOf = "part_of",
        /// A person or state is a member of an organisation.
        MemberOf = "member_of",
        /// A place lies in another.
        LocatedIn = "located_in",
        /// Two parties are at war.
        AtWarWith = "at_war_with",
        /// Two parties are allies.
        AlliedWith = "allied_with",
    }
}

/// An event coded in PLOVER and CAMEO.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// PLOVER event type.
    pub event: PloverEvent,
    /// PLOVER mode of that type.
    pub mode: Option<SmolStr>,
    /// PLOVER contexts, sorted.
    #[serde(default)]
    pub contexts: Vec<SmolStr>,
    /// The most specific CAMEO code that is certain; a string, "010" is not "10".
    pub cameo: Option<SmolStr>,
    /// Quad class.
    pub quad: QuadClass,
    /// PLOVER's score, from conflict (-9) to cooperation (+10).
    pub score: f32,
}

/// What kind of tie a statement makes between its actors.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Relation {
    /// Something that happened, or is said to.
    Event(Event),
    /// Something that holds.
    Affiliation {
        /// Which tie.
        affiliation: Affiliation,
    },
}

impl Relation {
    /// "CONSULT:phone", "ASSAULT", "leads": how lines and labels name it.
    pub fn label(&self) -> String {
        match self {
            Relation::Event(Event {
                event,
                mode: Some(mode),
                ..
            }) => format!("{}:{mode}", event.name()),
            Relation::Event(Event { event, .. }) => event.name().to_owned(),
            Relation::Affiliation { affiliation } => affiliation.name().to_owned(),
        }
    }
}
