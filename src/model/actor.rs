use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

/// What an actor is known by: a gazetteer id ("state:RUS", "person:Q7747"), or for a name that no
/// gazetteer knows an id made of its kind and folded name ("person:~jane-doe").
pub type ActorId = SmolStr;

/// An actor as a statement carries it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Actor {
    /// Stable id.
    pub id: ActorId,
    /// Canonical name.
    pub name: SmolStr,
    /// What kind of thing it is.
    pub kind: ActorKind,
    /// ISO 3166-1 alpha-3 code of the country it belongs to, or of the state it is.
    pub country: Option<SmolStr>,
    /// The part of society it acts for.
    pub sector: Option<Sector>,
}

macro_rules! names {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $text:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $text)] $variant,)* }

        impl $name {
            /// All values with their names.
            pub const ALL: &'static [($name, &'static str)] = &[$(($name::$variant, $text)),*];

            /// The name in files and output.
            pub fn name(self) -> &'static str {
                Self::ALL[self as usize].1
            }

            /// The value of a name.
            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().find(|(_, n)| *n == name).map(|(value, _)| *value)
            }
        }
    };
}
pub(super) use names;

names! {
    /// What kind of thing an actor is.
    ActorKind {
        /// A human being.
        Person = "person",
        /// A sovereign or de facto state, or a territory.
        State = "state",
        /// A state's government as a whole, or an office that stands for it (the Kremlin).
        Government = "government",
        /// A ministry or department.
        Ministry = "ministry",
        /// A parliament or chamber.
        Legislature = "legislature",
        /// Armed forces of a state or a part of them.
        Military = "military",
        /// Intelligence, police and security bodies.
        Security = "security",
        /// A court or prosecution.
        Judiciary = "judiciary",
        /// An organisation of states or one of its bodies.
        Igo = "igo",
        /// A non-governmental organisation.
        Ngo = "ngo",
        /// A political party.
        Party = "party",
        /// A non-state armed group.
        ArmedGroup = "armed-group",
        /// A company.
        Company = "company",
        /// A newspaper, broadcaster or news agency.
        Media = "media",
        /// A people, a nation's citizens, a religious or social group.
        People = "people",
        /// A place that is no actor of its own: a city, a region.
        Place = "place",
        /// A named organisation of unknown kind.
        Organisation = "organisation",
    }
}

names! {
    /// The part of society that an actor acts for, after the role codes of CAMEO and PLOVER.
    Sector {
        /// Executive government (GOV).
        Government = "government",
        /// Armed forces (MIL).
        Military = "military",
        /// Police and security (COP, SPY).
        Security = "security",
        /// Parliament (LEG).
        Legislature = "legislature",
        /// Courts (JUD).
        Judiciary = "judiciary",
        /// Armed opposition (REB, UAF).
        Rebel = "rebel",
        /// Political parties and opposition (OPP, PTY).
        Opposition = "opposition",
        /// Media (MED).
        Media = "media",
        /// Civilians (CVL).
        Civilian = "civilian",
        /// Business (BUS).
        Business = "business",
        /// Intergovernmental organisations (IGO).
        Igo = "igo",
        /// Non-governmental organisations (NGO).
        Ngo = "ngo",
        /// Criminal groups (CRM).
        Criminal = "criminal",
    }
}
