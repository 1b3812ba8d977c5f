//! The `yes:` and `no:` sentences of the lexicon's blocks.

use smol_str::SmolStr;

use crate::lexicon::LexiconError;

/// A sentence that shows what a block means, or what it does not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// File and line: "CONSULT.txt:12".
    pub place: SmolStr,
    /// The event or tie that the file's name tells: "CONSULT".
    pub sense: SmolStr,
    /// Whether the sentence has it.
    pub yes: bool,
    /// The sentence.
    pub text: SmolStr,
    /// Who does it, where the example says so.
    pub source: Option<SmolStr>,
    /// To whom.
    pub target: Option<SmolStr>,
    /// Whether it goes both ways.
    pub symmetric: bool,
}

/// Adds the examples of one file: `yes: Arlen met Borduria. (Arlen <> Borduria)`.
pub(super) fn read(examples: &mut Vec<Example>, file: &str, text: &str) -> Result<(), LexiconError> {
    for (index, line) in text.lines().enumerate() {
        let (yes, rest) = match (line.strip_prefix("yes:"), line.strip_prefix("no:")) {
            (Some(rest), _) => (true, rest.trim()),
            (_, Some(rest)) => (false, rest.trim()),
            _ => continue,
        };
        let error = |part: &str, message: &str| Err(LexiconError::at(file, index + 1, line, part, message));
        let (text, parties) = match rest.strip_suffix(')').and_then(|rest| rest.rsplit_once('(')) {
            Some((text, parties)) => (text.trim_end(), Some(parties)),
            None => (rest, None),
        };
        if !text.ends_with(['.', '!', '?', '"']) {
            return error(rest, "an example is a sentence with its full stop");
        }
        let mut example = Example {
            place: format!("{file}:{}", index + 1).into(),
            sense: file.strip_suffix(".txt").unwrap_or(file).into(),
            yes,
            text: text.into(),
            source: None,
            target: None,
            symmetric: false,
        };
        if let Some(parties) = parties {
            let both = parties.split_once("<>");
            let Some((source, target)) = both.or_else(|| parties.split_once('>')) else {
                return error(parties, "`source > target` or `source <> target` is missing");
            };
            for party in [source.trim(), target.trim()] {
                if party != "-" && !text.contains(party) {
                    return error(party, "the sentence does not name this party");
                }
            }
            let party = |text: &str| (text.trim() != "-").then(|| text.trim().into());
            example.source = party(source);
            example.target = party(target);
            example.symmetric = both.is_some();
        }
        examples.push(example);
    }
    Ok(())
}
