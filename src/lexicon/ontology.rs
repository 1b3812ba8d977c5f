//! PLOVER 2.0 and CAMEO: events, modes, contexts, codes and scores.

use std::sync::OnceLock;

use smol_str::SmolStr;

use super::LexiconError;
use crate::model::{PloverEvent, QuadClass};

/// What an ontology says about one PLOVER event.
#[derive(Clone, Debug, PartialEq)]
pub struct EventType {
    /// The event.
    pub event: PloverEvent,
    /// PLOVER's score.
    pub score: f32,
    /// Quadrant.
    pub quad: QuadClass,
    /// Whether PLOVER asks for a recipient.
    pub needs_recipient: bool,
    /// CAMEO root that answers to it.
    pub cameo: SmolStr,
    /// What it means.
    pub definition: SmolStr,
}

/// A narrower kind of an event.
#[derive(Clone, Debug, PartialEq)]
pub struct Mode {
    /// The event that it is a kind of.
    pub event: PloverEvent,
    /// Its name: "phone".
    pub name: SmolStr,
    /// PLOVER's score; the event's own where the manual gives none.
    pub score: f32,
    /// The most specific CAMEO code that the mode alone makes certain.
    pub cameo: SmolStr,
    /// What it means.
    pub definition: SmolStr,
}

/// What an event may be about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Context {
    /// Its name: "military".
    pub name: SmolStr,
    /// What it covers.
    pub definition: SmolStr,
}

/// A CAMEO code and what PLOVER makes of it.
#[derive(Clone, Debug, PartialEq)]
pub struct CameoCode {
    /// The code; a string, "010" is not "10".
    pub code: SmolStr,
    /// CAMEO's name for it.
    pub label: SmolStr,
    /// Quad class.
    pub quad: QuadClass,
    /// Goldstein's scale, from conflict (-10) to cooperation (+10).
    pub goldstein: f32,
    /// PLOVER event, where there is one.
    pub event: Option<PloverEvent>,
    /// PLOVER mode, where the code settles it.
    pub mode: Option<SmolStr>,
    /// PLOVER contexts that the code implies.
    pub contexts: Vec<SmolStr>,
}

impl CameoCode {
    /// The root category: "04" of "041".
    pub fn root(&self) -> &str {
        &self.code[..2]
    }
}

/// The tables of `data/ontology`.
#[derive(Clone, Debug, PartialEq)]
pub struct Ontology {
    events: Vec<EventType>,
    modes: Vec<Mode>,
    contexts: Vec<Context>,
    cameo: Vec<CameoCode>,
}

impl Ontology {
    /// The version of PLOVER that the tables state.
    pub const PLOVER_VERSION: &'static str = "2.0";

    /// The ontology that the program carries.
    pub fn embedded() -> &'static Ontology {
        static ONTOLOGY: OnceLock<Ontology> = OnceLock::new();
        ONTOLOGY.get_or_init(|| {
            Ontology::parse(
                include_str!("../../data/ontology/events.tsv"),
                include_str!("../../data/ontology/modes.tsv"),
                include_str!("../../data/ontology/contexts.tsv"),
                include_str!("../../data/ontology/cameo.tsv"),
            )
            // The tables are part of the program, and a test loads them.
            .unwrap_or_else(|error| unreachable!("{error}"))
        })
    }

    /// Reads the four tables.
    pub fn parse(events: &str, modes: &str, contexts: &str, cameo: &str) -> Result<Self, LexiconError> {
        let mut ontology = Self {
            events: Vec::new(),
            modes: Vec::new(),
            contexts: Vec::new(),
            cameo: Vec::new(),
        };
        for row in rows("events.tsv", events) {
            ontology.events.push(EventType {
                event: row.event(0)?,
                score: row.number(1)?,
                quad: row.quad(2)?,
                needs_recipient: row.field(3)? == "yes",
                cameo: row.field(4)?.into(),
                definition: row.field(5)?.into(),
            });
        }
        for row in rows("modes.tsv", modes) {
            let event = row.event(0)?;
            let score = match row.field(2)? {
                "" => ontology.score(event, None),
                _ => row.number(2)?,
            };
            ontology.modes.push(Mode {
                event,
                name: row.field(1)?.into(),
                score,
                cameo: row.field(3)?.into(),
                definition: row.field(4)?.into(),
            });
        }
        for row in rows("contexts.tsv", contexts) {
            ontology.contexts.push(Context {
                name: row.field(0)?.into(),
                definition: row.field(1)?.into(),
            });
        }
        for row in rows("cameo.tsv", cameo) {
            let code = row.field(0)?;
            if code.len() < 2 || !code.bytes().all(|byte| byte.is_ascii_digit()) {
                return Err(row.error(0, "a CAMEO code is two digits or more"));
            }
            let event = match row.field(4)? {
                "" => None,
                _ => Some(row.event(4)?),
            };
            let mode = match (event, row.field(5)?) {
                (Some(event), name) if !name.is_empty() => {
                    if ontology.mode(event, name).is_none() {
                        return Err(row.error(5, "no such mode"));
                    }
                    Some(name.into())
                }
                _ => None,
            };
            let contexts = row.field(6)?;
            for context in contexts.split_whitespace() {
                if !ontology.contexts.iter().any(|known| known.name == context) {
                    return Err(row.error(6, "no such context"));
                }
            }
            ontology.cameo.push(CameoCode {
                code: row.field(0)?.into(),
                label: row.field(1)?.into(),
                quad: row.quad(2)?,
                goldstein: row.number(3)?,
                event,
                mode,
                contexts: contexts.split_whitespace().map(SmolStr::from).collect(),
            });
        }
        ontology.cameo.sort_by(|a, b| a.code.cmp(&b.code));
        Ok(ontology)
    }

    /// All events, in PLOVER's order.
    pub fn events(&self) -> &[EventType] {
        &self.events
    }

    /// What the tables say about an event.
    pub fn event(&self, event: PloverEvent) -> Option<&EventType> {
        self.events.iter().find(|known| known.event == event)
    }

    /// The modes of an event.
    pub fn modes(&self, event: PloverEvent) -> impl Iterator<Item = &Mode> {
        self.modes.iter().filter(move |mode| mode.event == event)
    }

    /// A mode by its name.
    pub fn mode(&self, event: PloverEvent, name: &str) -> Option<&Mode> {
        self.modes(event).find(|mode| mode.name == name)
    }

    /// All contexts.
    pub fn contexts(&self) -> &[Context] {
        &self.contexts
    }

    /// All CAMEO codes, sorted.
    pub fn cameo_codes(&self) -> &[CameoCode] {
        &self.cameo
    }

    /// PLOVER's score: the mode's where it is known, else the event's.
    pub fn score(&self, event: PloverEvent, mode: Option<&str>) -> f32 {
        mode.and_then(|name| self.mode(event, name))
            .map(|mode| mode.score)
            .or_else(|| self.event(event).map(|known| known.score))
            .unwrap_or_default()
    }

    /// A CAMEO code.
    pub fn cameo(&self, code: &str) -> Option<&CameoCode> {
        let place = self.cameo.binary_search_by(|known| known.code.as_str().cmp(code));
        place.ok().map(|place| &self.cameo[place])
    }

    /// The PLOVER event of a CAMEO code; a code that the table lacks is read by its longest known beginning.
    pub fn event_of_cameo(&self, code: &str) -> Option<PloverEvent> {
        (2..=code.len())
            .rev()
            .filter_map(|end| code.get(..end))
            .find_map(|code| self.cameo(code))
            .and_then(|known| known.event)
    }

    /// The CAMEO root category of an event: "04" of CONSULT.
    pub fn cameo_root(&self, event: PloverEvent) -> &str {
        self.event(event).map_or("", |known| known.cameo.as_str())
    }

    /// The most specific CAMEO code that event and mode make certain.
    pub fn cameo_of(&self, event: PloverEvent, mode: Option<&str>) -> &str {
        mode.and_then(|name| self.mode(event, name))
            .map_or_else(|| self.cameo_root(event), |mode| mode.cameo.as_str())
    }
}

/// A row of a table with its place.
struct Row<'a> {
    file: &'a str,
    number: usize,
    line: &'a str,
}

/// The rows of a table that are no comment.
fn rows<'a>(file: &'a str, text: &'a str) -> impl Iterator<Item = Row<'a>> {
    text.lines()
        .enumerate()
        .filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
        .map(move |(number, line)| Row {
            file,
            number: number + 1,
            line,
        })
}

impl<'a> Row<'a> {
    fn field(&self, index: usize) -> Result<&'a str, LexiconError> {
        self.line
            .split('\t')
            .nth(index)
            .ok_or_else(|| self.error(index, format!("column {} is missing", index + 1)))
    }

    fn error(&self, index: usize, message: impl Into<String>) -> LexiconError {
        let part = self.line.split('\t').nth(index).unwrap_or(self.line);
        LexiconError::at(self.file, self.number, self.line, part, message)
    }

    fn event(&self, index: usize) -> Result<PloverEvent, LexiconError> {
        PloverEvent::from_name(self.field(index)?).ok_or_else(|| self.error(index, "no such PLOVER event"))
    }

    fn number(&self, index: usize) -> Result<f32, LexiconError> {
        self.field(index)?
            .parse()
            .map_err(|_| self.error(index, "not a number"))
    }

    fn quad(&self, index: usize) -> Result<QuadClass, LexiconError> {
        let number: u8 = self
            .field(index)?
            .parse()
            .map_err(|_| self.error(index, "not a quad class"))?;
        QuadClass::try_from(number).map_err(|message| self.error(index, message))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_whole() {
        let ontology = Ontology::embedded();
        assert_eq!(ontology.events().len(), 16);
        assert_eq!(ontology.modes.len(), 67);
        assert_eq!(ontology.contexts().len(), 37);
        for known in ontology.events() {
            assert_eq!(known.quad, known.event.quad(), "{known:?}");
            assert!(ontology.cameo(&known.cameo).is_some(), "{known:?}");
        }
        for mode in &ontology.modes {
            assert!(ontology.cameo(&mode.cameo).is_some(), "{mode:?}");
        }
    }

    #[test]
    fn scores_and_codes() {
        let ontology = Ontology::embedded();
        assert_eq!(ontology.score(PloverEvent::Consult, Some("visit")), 4.0);
        assert_eq!(ontology.score(PloverEvent::Consult, None), 2.5);
        assert_eq!(ontology.score(PloverEvent::Protest, Some("vandalize")), -5.0);
        assert_eq!(ontology.cameo_of(PloverEvent::Consult, Some("phone")), "041");
        assert_eq!(ontology.cameo_of(PloverEvent::Consult, None), "04");
        assert_eq!(ontology.event_of_cameo("0256"), None);
        assert_eq!(ontology.event_of_cameo("195"), Some(PloverEvent::Assault));
        assert_eq!(ontology.event_of_cameo("1959"), Some(PloverEvent::Assault));
        assert_eq!(ontology.event_of_cameo("831"), None);
        assert_eq!(ontology.cameo("0831").map(CameoCode::root), Some("08"));
        assert_eq!(ontology.cameo("055").map(|code| code.goldstein), Some(7.0));
    }

    #[test]
    fn the_codebook_explains_all() {
        let book = include_str!("../../data/ontology/README.md");
        for known in Ontology::embedded().events() {
            assert!(
                book.contains(&format!("## {}\n", known.event.name())),
                "{known:?}"
            );
            assert!(book.contains(known.definition.as_str()), "{known:?}");
        }
        for mode in &Ontology::embedded().modes {
            assert!(book.contains(&format!("| `{}` |", mode.name)), "{mode:?}");
        }
    }

    #[test]
    fn errors_have_a_place() {
        let error = Ontology::parse("#c\nAGREE\tmany\t1\tno\t03\tx\n", "", "", "").unwrap_err();
        assert_eq!(error.to_string(), "events.tsv:2:7: not a number");
    }
}
