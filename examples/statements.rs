//! Text to statements: who does what to whom, who says so, and whether it is so.
//!
//!     cargo run --example statements -- "France may send troops to Ukraine, Paris said." 2025-08-12

use legation::model::{Document, Line};
use legation::pipeline::{Options, Pipeline, has_actor};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let text = arguments.next().unwrap_or_else(|| {
        "The Kremlin said on Tuesday that Vladimir Putin had held a phone call with Kim Jong Un. \
         Putin is due to meet Donald Trump on Friday. KCNA did not mention the meeting."
            .to_owned()
    });
    let published = arguments.next().unwrap_or_else(|| "2025-08-12".to_owned());
    let document = Document {
        id: "example".into(),
        text,
        published: Some(published.parse()?),
        ..Document::default()
    };

    let pipeline = Pipeline::new(Options::default())?;
    for statement in pipeline.statements(&document) {
        if !has_actor(&statement) {
            continue;
        }
        println!("{}", Line::from(&statement));
        println!("    {} {}", statement.polarity.name(), statement.modality.name());
        for speaker in &statement.attribution {
            println!("    said by {:?}", speaker.text);
        }
        if let Some(when) = &statement.when {
            println!("    when {} ({:?})", when.iso(), when.text);
        }
    }
    Ok(())
}
