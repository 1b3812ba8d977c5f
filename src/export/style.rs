//! What drawings look like: classes of ties, how they stand to the facts, kinds of actors, colours.

use crate::model::{ActorKind, Modality, Polarity, QuadClass, Relation, Statement};

/// The colour that a tie has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// An event of this quad class.
    Quad(QuadClass),
    /// A lasting affiliation, or words that nothing coded.
    Other,
}

impl Class {
    pub(super) const ALL: [Class; 5] = [
        Self::Quad(QuadClass::VerbalCooperation),
        Self::Quad(QuadClass::MaterialCooperation),
        Self::Quad(QuadClass::VerbalConflict),
        Self::Quad(QuadClass::MaterialConflict),
        Self::Other,
    ];

    pub(super) fn of(statement: &Statement) -> Self {
        match &statement.relation {
            Some(Relation::Event(event)) => Self::Quad(event.quad),
            Some(Relation::Affiliation { .. }) | None => Self::Other,
        }
    }

    /// What the legend calls it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Quad(QuadClass::VerbalCooperation) => "verbal cooperation",
            Self::Quad(QuadClass::MaterialCooperation) => "material cooperation",
            Self::Quad(QuadClass::VerbalConflict) => "verbal conflict",
            Self::Quad(QuadClass::MaterialConflict) => "material conflict",
            Self::Other => "other ties",
        }
    }

    /// Name for style sheets: "q1" to "q4", "q0".
    pub(super) fn short(self) -> &'static str {
        match self {
            Self::Quad(QuadClass::VerbalCooperation) => "q1",
            Self::Quad(QuadClass::MaterialCooperation) => "q2",
            Self::Quad(QuadClass::VerbalConflict) => "q3",
            Self::Quad(QuadClass::MaterialConflict) => "q4",
            Self::Other => "q0",
        }
    }
}

/// How statements stand to the facts; ties are drawn apart for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Said to be so.
    Fact,
    /// Planned, demanded or threatened.
    Planned,
    /// Possible, alleged, conditional or attempted.
    Possible,
    /// Negated, denied or over.
    Denied,
}

impl Standing {
    pub(super) const ALL: [Standing; 4] = [Self::Fact, Self::Planned, Self::Possible, Self::Denied];

    pub(super) fn of(statement: &Statement) -> Self {
        match (statement.polarity, statement.modality) {
            (Polarity::Negated, _) | (_, Modality::Denied | Modality::Ended) => Self::Denied,
            (_, Modality::Actual | Modality::Reported) => Self::Fact,
            (_, Modality::Planned | Modality::Demanded | Modality::Threatened) => Self::Planned,
            (_, Modality::Possible | Modality::Alleged | Modality::Conditional | Modality::Attempted) => {
                Self::Possible
            }
        }
    }

    /// What the legend says of it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Fact => "said to be so",
            Self::Planned => "planned, demanded or threatened",
            Self::Possible => "possible, alleged or attempted",
            Self::Denied => "negated, denied or over",
        }
    }

    /// Name for style sheets.
    pub(super) fn short(self) -> &'static str {
        match self {
            Self::Fact => "fact",
            Self::Planned => "planned",
            Self::Possible => "possible",
            Self::Denied => "denied",
        }
    }
}

/// What actors of several kinds have in common in a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Family {
    /// A human being.
    Person,
    /// A state.
    State,
    /// A part of a state.
    Institution,
    /// Who bears arms.
    Armed,
    /// An organisation of states or citizens.
    Organisation,
    /// Newspapers, agencies.
    Media,
    /// Parties, companies, peoples, places.
    Other,
}

impl Family {
    pub(super) const ALL: [Family; 7] = [
        Self::Person,
        Self::State,
        Self::Institution,
        Self::Armed,
        Self::Organisation,
        Self::Media,
        Self::Other,
    ];

    pub(super) fn of(kind: ActorKind) -> Self {
        match kind {
            ActorKind::Person => Self::Person,
            ActorKind::State => Self::State,
            ActorKind::Government | ActorKind::Ministry | ActorKind::Legislature | ActorKind::Judiciary => {
                Self::Institution
            }
            ActorKind::Military | ActorKind::Security | ActorKind::ArmedGroup => Self::Armed,
            ActorKind::Igo | ActorKind::Ngo => Self::Organisation,
            ActorKind::Media => Self::Media,
            ActorKind::Party
            | ActorKind::Company
            | ActorKind::People
            | ActorKind::Place
            | ActorKind::Organisation => Self::Other,
        }
    }

    /// What the legend calls it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::State => "state",
            Self::Institution => "state institution",
            Self::Armed => "armed body",
            Self::Organisation => "international or non-governmental organisation",
            Self::Media => "media",
            Self::Other => "other actor",
        }
    }

    /// Name for style sheets.
    pub(super) fn short(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::State => "state",
            Self::Institution => "institution",
            Self::Armed => "armed",
            Self::Organisation => "organisation",
            Self::Media => "media",
            Self::Other => "other",
        }
    }
}

/// How much of what an actor does to another is cooperation, and how much conflict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Balance {
    Cooperation,
    MoreCooperation,
    Even,
    MoreConflict,
    Conflict,
    /// Nothing coded any of it.
    Unknown,
}

impl Balance {
    pub(super) const ALL: [Balance; 6] = [
        Self::Cooperation,
        Self::MoreCooperation,
        Self::Even,
        Self::MoreConflict,
        Self::Conflict,
        Self::Unknown,
    ];

    /// Of so many events of either kind.
    pub(super) fn of(cooperation: usize, conflict: usize) -> Self {
        let all = cooperation + conflict;
        match 5 * cooperation {
            _ if all == 0 => Self::Unknown,
            share if share >= 4 * all => Self::Cooperation,
            share if share > 3 * all => Self::MoreCooperation,
            share if share >= 2 * all => Self::Even,
            share if share > all => Self::MoreConflict,
            _ => Self::Conflict,
        }
    }

    /// What the legend calls it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Cooperation => "cooperation, 4 of 5 events or more",
            Self::MoreCooperation => "more cooperation",
            Self::Even => "about as much of both",
            Self::MoreConflict => "more conflict",
            Self::Conflict => "conflict, 4 of 5 events or more",
            Self::Unknown => "neither is known",
        }
    }

    /// Name for style sheets.
    pub(super) fn short(self) -> &'static str {
        match self {
            Self::Cooperation => "b2",
            Self::MoreCooperation => "b1",
            Self::Even => "b0",
            Self::MoreConflict => "b-1",
            Self::Conflict => "b-2",
            Self::Unknown => "b-none",
        }
    }
}

/// Bright or dark ground.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// Dark on white, for paper and most pages.
    #[default]
    Light,
    /// Light on near-black.
    Dark,
}

/// The colours of a theme. Ties have Okabe and Ito's palette, which the colour-blind can tell apart, darkened or
/// lightened until text in it has a contrast of 4.5 to 1 with the ground.
pub(super) struct Colors {
    pub ground: &'static str,
    pub text: &'static str,
    pub faint: &'static str,
    pub rule: &'static str,
    pub cluster: &'static str,
}

impl Theme {
    pub(super) fn colors(self) -> Colors {
        match self {
            Self::Light => Colors {
                ground: "#ffffff",
                text: "#1c2733",
                faint: "#5b6673",
                rule: "#d5dae0",
                cluster: "#f2f4f7",
            },
            Self::Dark => Colors {
                ground: "#12171d",
                text: "#e8edf2",
                faint: "#9aa7b4",
                rule: "#36414d",
                cluster: "#1b222a",
            },
        }
    }

    /// The same as variables of a style sheet.
    pub(super) fn variables(self) -> String {
        let Colors {
            ground,
            text,
            faint,
            rule,
            cluster,
        } = self.colors();
        let accent = self.tie(Class::ALL[0]);
        format!(
            ":root{{--ground:{ground};--text:{text};--faint:{faint};--rule:{rule};--panel:{cluster};--accent:{accent}}}\n"
        )
    }

    pub(super) fn tie(self, class: Class) -> &'static str {
        let (light, dark) = match class {
            Class::Quad(QuadClass::VerbalCooperation) => ("#1f6fa3", "#63b5ec"),
            Class::Quad(QuadClass::MaterialCooperation) => ("#00735a", "#31c29c"),
            Class::Quad(QuadClass::VerbalConflict) => ("#946000", "#e8ab2e"),
            Class::Quad(QuadClass::MaterialConflict) => ("#b93a00", "#ff8a52"),
            Class::Other => ("#5f6873", "#a3aeb9"),
        };
        match self {
            Self::Light => light,
            Self::Dark => dark,
        }
    }

    /// Fill and line of an actor.
    pub(super) fn actor(self, family: Family) -> (&'static str, &'static str) {
        let (light, dark) = match family {
            Family::Person => (("#fff6dc", "#b58900"), ("#3a3115", "#d9ab2b")),
            Family::State => (("#d7e8f5", "#2c6690"), ("#1b3a52", "#5a9fcf")),
            Family::Institution => (("#eef5fa", "#6f9dbf"), ("#18293a", "#4a7ea6")),
            Family::Armed => (("#f8e3dc", "#a3472a"), ("#42221a", "#d5724f")),
            Family::Organisation => (("#e2f2e6", "#3b7d4f"), ("#1a3524", "#5fae78")),
            Family::Media => (("#efecf6", "#77669f"), ("#2a2440", "#9d8ccb")),
            Family::Other => (("#f4f5f6", "#868e97"), ("#252c33", "#7f8993")),
        };
        match self {
            Self::Light => light,
            Self::Dark => dark,
        }
    }

    /// Ground of a cell of a matrix, and the text on it: from the colour of cooperation to that of conflict.
    pub(super) fn balance(self, balance: Balance) -> (&'static str, &'static str) {
        let (light, dark) = match balance {
            Balance::Cooperation => (("#1f6fa3", "#ffffff"), ("#63b5ec", "#12171d")),
            Balance::MoreCooperation => (("#b5d5ea", "#1c2733"), ("#275478", "#e8edf2")),
            Balance::Even => (("#e6dccb", "#1c2733"), ("#5b5343", "#e8edf2")),
            Balance::MoreConflict => (("#f6c9ae", "#1c2733"), ("#7d3f22", "#e8edf2")),
            Balance::Conflict => (("#b93a00", "#ffffff"), ("#ff8a52", "#12171d")),
            Balance::Unknown => (("#e4e7eb", "#1c2733"), ("#39434d", "#e8edf2")),
        };
        match self {
            Self::Light => light,
            Self::Dark => dark,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Balance;

    #[test]
    fn balances_are_fifths() {
        let of = |cooperation, conflict| Balance::of(cooperation, conflict).short();
        assert_eq!(
            [
                of(1, 0),
                of(4, 1),
                of(2, 1),
                of(1, 1),
                of(3, 2),
                of(1, 2),
                of(1, 4),
                of(0, 7),
                of(0, 0)
            ],
            ["b2", "b2", "b1", "b0", "b0", "b-1", "b-2", "b-2", "b-none"]
        );
    }
}
