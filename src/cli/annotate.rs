use std::path::PathBuf;

use legation::model::{Sentence, conllu};
use legation::pipeline::Pipeline;
use legation::read::{Item, Severity};
use legation::{Error, Result};

use super::Outcome;
use super::input::InputArgs;
use super::output::{Out, note, plain};

/// Bytes of text that are annotated side by side, at least one document of them.
const BATCH: usize = 1 << 20;

/// Print texts as annotated sentences: words, tags, lemmas, trees and entities
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    input: InputArgs,
    /// How to print a sentence
    #[arg(short, long, value_enum, default_value = "conllu")]
    format: Form,
    /// The inputs are CoNLL-U: keep their words and sentences, and annotate them anew
    #[arg(long)]
    tokens: bool,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Form {
    /// CoNLL-U, entities in the last column
    Conllu,
}

pub fn run(args: Args) -> Result<Outcome> {
    let Form::Conllu = args.format;
    let pipeline = args.input.pipeline()?;
    let mut out = Out::new();
    if args.tokens {
        return tokens(&pipeline, args.input.paths(), &mut out);
    }
    let (mut found, mut failed) = (false, false);
    let mut items = args.input.open()?;
    loop {
        let mut documents = Vec::new();
        let mut bytes = 0;
        for item in items.by_ref() {
            match item {
                Item::Document(document) => {
                    bytes += document.text.len();
                    documents.push(document);
                }
                Item::Note(said) => {
                    failed |= said.severity == Severity::Error;
                    note(&said);
                }
                Item::Row { .. } | Item::Known { .. } => {}
            }
            if bytes >= BATCH {
                break;
            }
        }
        if documents.is_empty() {
            break;
        }
        found = true;
        for (document, sentences) in documents.iter().zip(pipeline.annotate_all(&documents)) {
            out.line(format_args!("# newdoc id = {}", plain(&document.id)))?;
            print(&mut out, &sentences)?;
        }
        out.flush()?;
    }
    Ok(if failed {
        Outcome::Partly
    } else {
        Outcome::found(found)
    })
}

fn print(out: &mut Out, sentences: &[Sentence]) -> Result<()> {
    let mut paragraph = None;
    for sentence in sentences {
        if paragraph != Some(sentence.paragraph) {
            paragraph = Some(sentence.paragraph);
            out.line("# newpar")?;
        }
        out.bytes(conllu::print(sentence).as_bytes())?;
    }
    Ok(())
}

/// Annotates the words that CoNLL-U files give.
fn tokens(pipeline: &Pipeline, paths: &[PathBuf], out: &mut Out) -> Result<Outcome> {
    let mut found = false;
    for path in paths {
        let place = path.display();
        let bytes = match path.to_str() {
            Some("-") => std::io::read_to_string(std::io::stdin()).map(String::into_bytes),
            _ => std::fs::read(path),
        };
        let bytes = bytes.map_err(|error| Error::Usage(format!("{place}: {error}")))?;
        let text = String::from_utf8_lossy(&bytes);
        let mut documents = Vec::new();
        let mut line = 0;
        for document in conllu::documents(&text) {
            let sentences = conllu::parse(document).map_err(|mut error| {
                error.line += line;
                Error::Usage(format!("{place}: {error}"))
            })?;
            line += document.lines().count();
            documents.push((document, sentences));
        }
        for (document, sentences) in documents {
            found |= !sentences.is_empty();
            if document.starts_with("# newdoc") {
                out.line(document.lines().next().unwrap_or_default())?;
            }
            print(out, &pipeline.annotate_tokens(&sentences))?;
        }
    }
    out.flush()?;
    Ok(Outcome::found(found))
}
