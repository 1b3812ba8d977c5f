use jiff::civil::Date;
use legation::Result;
use legation::model::{Document, Line, Sentence, Statement};

use super::Outcome;
use super::input::{ThreadArgs, day};
use super::output::{Out, plain};

/// Show how a text is understood: words, tree, entities, statements and the rule that made each
#[derive(clap::Args)]
pub struct Args {
    /// The text itself
    text: String,
    /// Publication date, which "yesterday" counts from, as 2025-08-12
    #[arg(long, value_name = "DATE", value_parser = day)]
    date: Option<Date>,
    #[command(flatten)]
    threads: ThreadArgs,
}

pub fn run(args: Args) -> Result<Outcome> {
    let pipeline = args.threads.pipeline()?;
    let document = Document {
        id: "argument".into(),
        text: args.text,
        published: args.date,
        ..Document::default()
    };
    let sentences = pipeline.annotate(&document);
    let statements = pipeline.statements_of(&document, &sentences);
    let mut out = Out::new();
    for (number, sentence) in sentences.iter().enumerate() {
        if number > 0 {
            out.line("")?;
        }
        tree(&mut out, sentence)?;
        for entity in &sentence.entities {
            let text = plain(&sentence.text(entity.tokens.clone()));
            out.line(format_args!("entity     {}  {text}", entity.label.name()))?;
        }
        let span = sentence.span();
        let of_it = |statement: &&Statement| statement.sentence.is_some_and(|place| span.contains(place));
        for statement in statements.iter().filter(of_it) {
            out.line(format_args!("statement  {}", Line::from(statement)))?;
            out.line(format_args!(
                "           rule {}, confidence {:.2}",
                statement.rule, statement.confidence
            ))?;
        }
    }
    out.flush()?;
    Ok(Outcome::found(!sentences.is_empty()))
}

/// The dependency tree: each word below its head, with its relation, part of speech and lemma.
fn tree(out: &mut Out, sentence: &Sentence) -> Result<()> {
    // words still to be printed, with the lines that lead to them; the last is next
    let roots = (0..sentence.len()).filter(|&word| sentence.head(word).is_none());
    let mut waiting: Vec<(usize, String, bool)> = roots.map(|root| (root, String::new(), true)).collect();
    waiting.reverse();
    while let Some((word, indent, last)) = waiting.pop() {
        let token = sentence.token(word);
        let is_root = sentence.head(word).is_none();
        let branch = match (is_root, last) {
            (true, _) => "",
            (false, true) => "`- ",
            (false, false) => "|- ",
        };
        let form = plain(&token.form);
        let lemma = if token.lemma == token.form {
            String::new()
        } else {
            format!(" ({})", plain(&token.lemma))
        };
        out.line(format_args!(
            "{indent}{branch}{form}{lemma}  {} {}",
            token.deprel,
            token.upos.name()
        ))?;
        let below = match (is_root, last) {
            (true, _) => indent,
            (false, true) => indent + "   ",
            (false, false) => indent + "|  ",
        };
        let children: Vec<usize> = sentence.children(word).collect();
        for (place, &child) in children.iter().enumerate().rev() {
            waiting.push((child, below.clone(), place + 1 == children.len()));
        }
    }
    Ok(())
}
