use super::layout::*;
use super::moment::Moment;
use crate::model::Sector;
use jiff::ToSpan;
use jiff::civil::{Date, date};

macro_rules! classes {
    ($($(#[$doc:meta])* $variant:ident = $text:literal,)*) => {
        /// What sort of office a role is.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum RoleClass { $($(#[$doc])* $variant,)* }

        impl RoleClass {
            /// All classes with their names in the tables.
            pub const ALL: &'static [(RoleClass, &'static str)] = &[$((RoleClass::$variant, $text)),*];
        }
    };
}

classes! {
    /// Head of state.
    HeadOfState = "hos",
    /// Head of government.
    HeadOfGovernment = "hog",
    /// Whoever leads the country or the organisation in fact.
    Leader = "leader",
    /// Vice president.
    VicePresident = "vice_president",
    /// Deputy head of government.
    DeputyHeadOfGovernment = "deputy_hog",
    /// Foreign minister.
    Foreign = "foreign",
    /// Defence minister.
    Defence = "defence",
    /// Interior minister.
    Interior = "interior",
    /// Finance minister.
    Finance = "finance",
    /// Head of intelligence, of a security council, or national security adviser.
    Security = "security",
    /// Chief of the armed forces or of a part of them.
    Military = "military",
    /// Speaker of a parliament.
    Speaker = "speaker",
    /// Permanent representative to the United Nations.
    UnRepresentative = "un_rep",
    /// Ambassador.
    Ambassador = "ambassador",
    /// Head of an organisation of states.
    IgoHead = "igo_head",
    /// Governor of a central bank.
    CentralBank = "central_bank",
    /// Judge or prosecutor.
    Judiciary = "judiciary",
    /// Another minister.
    Minister = "minister",
    /// Deputy minister.
    DeputyMinister = "deputy_minister",
    /// Member of a head's office.
    Office = "office",
    /// Leader of a party.
    Party = "party",
    /// Leader of the opposition.
    Opposition = "opposition",
    /// Special envoy or negotiator.
    Envoy = "envoy",
    /// Spokesperson.
    Spokesperson = "spokesperson",
    /// Monarch without power, crown prince, member of a ruling house.
    Monarch = "monarch",
    /// Another office.
    Other = "other",
    /// Head or owner of a company.
    Business = "business",
    /// Journalist or publisher.
    Media = "media",
    /// Activist, cleric, or other citizen in the news.
    Civilian = "civilian",
    /// In the news without a known office.
    Public = "public",
}

impl RoleClass {
    /// The name in the tables.
    pub fn name(self) -> &'static str {
        Self::ALL[self as usize].1
    }

    /// The class of a name in the tables.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .find(|(_, n)| *n == name)
            .map(|(class, _)| *class)
    }

    /// The class of a title in words: "prime minister", "secretary of state", "supreme leader".
    pub fn from_title(title: &str) -> Option<Self> {
        super::titles::class_of(title)
    }

    /// The part of society that holders of such an office act for.
    pub fn sector(self) -> Option<Sector> {
        Some(match self {
            Self::Security => Sector::Security,
            Self::Military => Sector::Military,
            Self::Speaker => Sector::Legislature,
            Self::IgoHead => Sector::Igo,
            Self::Judiciary => Sector::Judiciary,
            Self::Party | Self::Opposition => Sector::Opposition,
            Self::Civilian => Sector::Civilian,
            Self::Business => Sector::Business,
            Self::Media => Sector::Media,
            Self::Public => return None,
            _ => Sector::Government,
        })
    }

    pub(crate) fn code(self) -> u8 {
        self as u8
    }
}

/// An office that somebody held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Role {
    /// The title as the source gives it.
    pub title: &'static str,
    /// ISO code of the country, or id of the organisation ("igo:NATO").
    pub scope: Option<&'static str>,
    /// What sort of office it is.
    pub class: RoleClass,
    /// First day, where known.
    pub from: Option<Date>,
    /// Last day; none while it is held.
    pub to: Option<Date>,
    /// The last day is only the last on which the source saw it held.
    pub at_least: bool,
}

impl Role {
    /// The part of society that its holder acts for: whoever leads a rebel group is a rebel.
    pub fn sector(&self) -> Option<Sector> {
        match self.scope.and_then(|scope| scope.split_once(':')) {
            Some(("group", _)) => Some(Sector::Rebel),
            Some(("igo", _)) if self.class != RoleClass::Military => Some(Sector::Igo),
            _ => self.class.sector(),
        }
    }

    /// Was it held on this day, as far as the tables know?
    pub fn holds(&self, on: Date) -> bool {
        self.holds_at(&Moment::new(Some(on)))
    }

    pub(crate) fn holds_at(&self, on: &Moment) -> bool {
        self.from.is_none_or(|from| on.reaches(from)) && !self.to.is_some_and(|to| on.is_after(to))
    }
}

pub(crate) fn role_from(
    title: &'static str,
    scope: Option<&'static str>,
    class: u8,
    flags: u8,
    from: u16,
    to: u16,
) -> Option<Role> {
    let (class, _) = *RoleClass::ALL.get(class as usize)?;
    Some(Role {
        title,
        scope,
        class,
        from: day(from),
        to: day(to),
        at_least: flags & AT_LEAST != 0,
    })
}

/// The date of a day number of the compiled tables.
pub(crate) fn day(number: u16) -> Option<Date> {
    if number == 0 {
        return None;
    }
    date(1899, 12, 31).checked_add(i32::from(number).days()).ok()
}

/// The day number of a date.
pub(crate) fn number(date: Date) -> u16 {
    day_number(i32::from(date.year()), date.month() as u32, date.day() as u32)
}
