use super::blob::{Blob, Cursor};
use super::layout::*;
use super::moment::Moment;
use super::role::{Role, role_from};
use crate::model::{Actor, ActorId, ActorKind, Sector};
use jiff::civil::Date;
use smol_str::SmolStr;

/// How a name leads to an actor, the surest way first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Match {
    /// It is the actor's name.
    Name,
    /// It is another name of the actor.
    Alias,
    /// It is the adjective of a country ("Russian").
    Adjective,
    /// It is what a country's people are called ("Russians").
    Demonym,
    /// It is a place that may stand for the actor ("Moscow", "Turtle Bay").
    Metonym,
    /// It is a country or organisation with a common noun ("Russian forces").
    Generic,
    /// It is an office that the actor holds on the day ("the US president").
    Office,
    /// It is a name with a title before it ("President Putin").
    Titled,
    /// It leaves out or turns round parts of the name ("Shinzo Abe", "Abe Shinzo").
    Variant,
    /// It is the family name, or the one name that news goes on with.
    Surname,
    /// It is a name that means the actor only where the context says so ("the Palace").
    Weak,
}

impl Match {
    pub(crate) fn from_code(code: u8) -> Self {
        match code {
            NAME => Self::Name,
            ALIAS => Self::Alias,
            ADJECTIVE => Self::Adjective,
            DEMONYM => Self::Demonym,
            METONYM => Self::Metonym,
            VARIANT => Self::Variant,
            SURNAME => Self::Surname,
            _ => Self::Weak,
        }
    }

    /// How much of the actor's weight a name of this sort carries.
    pub(crate) fn share(self) -> f32 {
        match self {
            Self::Name | Self::Generic | Self::Office | Self::Titled => 1.0,
            Self::Alias | Self::Adjective => 0.95,
            Self::Demonym | Self::Variant => 0.85,
            Self::Metonym => 0.8,
            Self::Surname => 0.7,
            Self::Weak => 0.25,
        }
    }
}

/// An actor that the gazetteer knows, or one that it makes from a country and a common noun.
/// Small and cheap to copy about; its fields are read from the tables when asked for.
#[derive(Clone, Debug)]
pub struct Record {
    body: Body,
}

#[derive(Clone, Debug)]
enum Body {
    Stored { blob: &'static Blob, index: u32 },
    Made(Box<Made>),
}

/// A record that no table holds.
#[derive(Clone, Debug)]
pub(crate) struct Made {
    pub(crate) id: ActorId,
    pub(crate) name: SmolStr,
    pub(crate) kind: ActorKind,
    pub(crate) country: Option<SmolStr>,
    pub(crate) sector: Option<Sector>,
    pub(crate) cameo: Option<String>,
    pub(crate) weight: f32,
}

/// The fixed part of a stored record.
struct Head {
    id: &'static str,
    name: &'static str,
    kind: u8,
    sector: u8,
    weight: u8,
    flags: u8,
    country: u16,
    rest: Cursor,
}

struct Fields {
    wikidata: Option<u32>,
    from: Option<i32>,
    to: Option<i32>,
    cameo: Option<&'static str>,
    stands_for: Option<&'static str>,
    article: Option<&'static str>,
    rest: Cursor,
}

impl Head {
    fn fields(&self) -> Fields {
        let mut cursor = self.rest;
        let has = |flag: u8| self.flags & flag != 0;
        let wikidata = has(HAS_WIKIDATA).then(|| cursor.u32());
        let from = has(HAS_FROM).then(|| cursor.u32() as i32);
        let to = has(HAS_TO).then(|| cursor.u32() as i32);
        let cameo = has(HAS_CAMEO).then(|| cursor.string());
        let stands_for = has(HAS_STANDS_FOR).then(|| cursor.string());
        let article = has(HAS_ARTICLE).then(|| cursor.string());
        let article = if has(ARTICLE_IS_NAME) {
            Some(self.name)
        } else {
            article
        };
        Fields {
            wikidata,
            from,
            to,
            cameo,
            stands_for,
            article,
            rest: cursor,
        }
    }
}

impl Record {
    pub(crate) fn stored(blob: &'static Blob, index: u32) -> Self {
        Self {
            body: Body::Stored { blob, index },
        }
    }

    pub(crate) fn made(made: Made) -> Self {
        Self {
            body: Body::Made(Box::new(made)),
        }
    }

    fn head(&self) -> Result<(Head, &'static Blob), &Made> {
        match &self.body {
            Body::Stored { blob, index } => {
                let mut cursor = blob.record(*index);
                let (id, name) = (cursor.string(), cursor.string());
                let (kind, sector, weight, flags) = (cursor.u8(), cursor.u8(), cursor.u8(), cursor.u8());
                let country = cursor.u16();
                Ok((
                    Head {
                        id,
                        name,
                        kind,
                        sector,
                        weight,
                        flags,
                        country,
                        rest: cursor,
                    },
                    *blob,
                ))
            }
            Body::Made(made) => Err(made),
        }
    }

    /// Stable id: "state:RUS", "person:Q7747".
    pub fn id(&self) -> ActorId {
        self.head()
            .map_or_else(|made| made.id.clone(), |(head, _)| ActorId::new_static(head.id))
    }

    /// The name that news uses.
    pub fn name(&self) -> SmolStr {
        self.head().map_or_else(
            |made| made.name.clone(),
            |(head, _)| SmolStr::new_static(head.name),
        )
    }

    /// What kind of thing it is.
    pub fn kind(&self) -> ActorKind {
        self.head()
            .map_or_else(|made| made.kind, |(head, _)| kind_of(head.kind))
    }

    /// ISO 3166-1 alpha-3 code (or the code of a former or de facto state) of its country.
    pub fn country(&self) -> Option<SmolStr> {
        match self.head() {
            Ok((head, blob)) => blob.scope(head.country).map(SmolStr::new_static),
            Err(made) => made.country.clone(),
        }
    }

    /// The part of society it acts for, at its latest.
    pub fn sector(&self) -> Option<Sector> {
        self.sector_at(&Moment::new(None))
    }

    /// The part of society it acts for on a day: a person may be a soldier first and a president later.
    pub(crate) fn sector_at(&self, on: &Moment) -> Option<Sector> {
        match self.head() {
            Err(made) => made.sector,
            Ok((head, _)) if head.sector != NONE8 => Sector::ALL.get(head.sector as usize).map(|(s, _)| *s),
            Ok((head, _)) => match kind_of(head.kind) {
                ActorKind::Person => {
                    let roles = self.roles();
                    let held = |role: &&Role| !on.is_given() || role.holds_at(on);
                    let first = roles.iter().filter(held).min_by_key(|role| role.class);
                    let first = first.or_else(|| roles.iter().min_by_key(|role| role.class));
                    first.and_then(Role::sector)
                }
                kind => sector_of(kind),
            },
        }
    }

    /// Code of the actor in CAMEO: country and role ("RUSGOV"), or an organisation's own ("IGOUNO").
    pub fn cameo(&self) -> Option<String> {
        match self.head() {
            Err(made) => made.cameo.clone(),
            Ok((head, _)) => {
                let own = head.fields().cameo.map(String::from);
                own.or_else(|| match kind_of(head.kind) {
                    ActorKind::State | ActorKind::Place => self.country().map(|code| code.to_string()),
                    kind => {
                        let role = self.sector().map_or("", cameo_role);
                        let role = if kind == ActorKind::ArmedGroup && role == "REB" {
                            "REB"
                        } else {
                            role
                        };
                        let country = self.country().unwrap_or_default();
                        (!role.is_empty() || !country.is_empty()).then(|| format!("{country}{role}"))
                    }
                })
            }
        }
    }

    /// Wikidata id ("Q159").
    pub fn wikidata(&self) -> Option<String> {
        let (head, _) = self.head().ok()?;
        head.fields().wikidata.map(|number| format!("Q{number}"))
    }

    /// Title of the article in the English Wikipedia.
    pub fn wikipedia(&self) -> Option<&'static str> {
        let (head, _) = self.head().ok()?;
        head.fields().article
    }

    /// The actor whose principal this office is, or whom this place may stand for: "gov:RUS" of the
    /// Kremlin and of Moscow.
    pub fn stands_for(&self) -> Option<&'static str> {
        let (head, _) = self.head().ok()?;
        head.fields().stands_for
    }

    /// First and last day of its existence, where the tables say so.
    pub fn valid(&self) -> (Option<Date>, Option<Date>) {
        let date = |packed: i32| {
            Date::new(
                (packed / 10_000) as i16,
                (packed / 100 % 100) as i8,
                (packed % 100) as i8,
            )
            .ok()
        };
        self.head().map_or((None, None), |(head, _)| {
            let fields = head.fields();
            (fields.from.and_then(date), fields.to.and_then(date))
        })
    }

    /// Other names, each with its sort.
    pub fn aliases(&self) -> Vec<(Match, &'static str)> {
        let Ok((head, _)) = self.head() else {
            return Vec::new();
        };
        let mut cursor = head.fields().rest;
        (0..cursor.u8())
            .map(|_| (Match::from_code(cursor.u8()), cursor.string()))
            .collect()
    }

    /// Dated roles of a person, the earliest first.
    pub fn roles(&self) -> Vec<Role> {
        let Ok((head, blob)) = self.head() else {
            return Vec::new();
        };
        let mut cursor = head.fields().rest;
        for _ in 0..cursor.u8() {
            cursor.u8();
            cursor.string();
        }
        (0..cursor.u8())
            .filter_map(|_| {
                let (title, scope) = (cursor.u16(), cursor.u16());
                let (class, flags, from, to) = (cursor.u8(), cursor.u8(), cursor.u16(), cursor.u16());
                role_from(blob.title(title), blob.scope(scope), class, flags, from, to)
            })
            .collect()
    }

    /// How often news means it, before any context: 0 to 1.
    pub fn prior(&self) -> f32 {
        self.head()
            .map_or_else(|made| made.weight, |(head, _)| f32::from(head.weight) / 255.0)
    }

    /// The actor as a statement carries it.
    pub fn actor(&self, on: Option<Date>) -> Actor {
        self.actor_at(&Moment::new(on))
    }

    /// The same; what is asked learns how long the answer holds.
    pub fn actor_at(&self, on: &Moment) -> Actor {
        Actor {
            id: self.id(),
            name: self.name(),
            kind: self.kind(),
            country: self.country(),
            sector: self.sector_at(on),
        }
    }
}

impl PartialEq for Record {
    fn eq(&self, other: &Self) -> bool {
        self.id() == other.id()
    }
}

impl Eq for Record {}

pub(crate) fn kind_of(code: u8) -> ActorKind {
    match PREFIXES.get(code as usize).copied().unwrap_or_default() {
        "person" => ActorKind::Person,
        "state" => ActorKind::State,
        "gov" | "office" => ActorKind::Government,
        "ministry" => ActorKind::Ministry,
        "legislature" => ActorKind::Legislature,
        "military" => ActorKind::Military,
        "security" => ActorKind::Security,
        "judiciary" => ActorKind::Judiciary,
        "igo" => ActorKind::Igo,
        "ngo" => ActorKind::Ngo,
        "party" => ActorKind::Party,
        "group" => ActorKind::ArmedGroup,
        "company" => ActorKind::Company,
        "media" => ActorKind::Media,
        "people" => ActorKind::People,
        "place" => ActorKind::Place,
        _ => ActorKind::Organisation,
    }
}

/// Sector of a kind that has only one.
pub(crate) fn sector_of(kind: ActorKind) -> Option<Sector> {
    Some(match kind {
        ActorKind::Government | ActorKind::Ministry => Sector::Government,
        ActorKind::Legislature => Sector::Legislature,
        ActorKind::Military => Sector::Military,
        ActorKind::Security => Sector::Security,
        ActorKind::Judiciary => Sector::Judiciary,
        ActorKind::Igo => Sector::Igo,
        ActorKind::Ngo => Sector::Ngo,
        ActorKind::Party => Sector::Opposition,
        ActorKind::ArmedGroup => Sector::Rebel,
        ActorKind::Company => Sector::Business,
        ActorKind::Media => Sector::Media,
        ActorKind::People => Sector::Civilian,
        ActorKind::Person | ActorKind::State | ActorKind::Place | ActorKind::Organisation => return None,
    })
}

pub(crate) fn cameo_role(sector: Sector) -> &'static str {
    match sector {
        Sector::Government => "GOV",
        Sector::Military => "MIL",
        Sector::Security => "COP",
        Sector::Legislature => "LEG",
        Sector::Judiciary => "JUD",
        Sector::Rebel => "REB",
        Sector::Opposition => "OPP",
        Sector::Media => "MED",
        Sector::Civilian => "CVL",
        Sector::Business => "BUS",
        Sector::Igo => "IGO",
        Sector::Ngo => "NGO",
        Sector::Criminal => "CRM",
    }
}
