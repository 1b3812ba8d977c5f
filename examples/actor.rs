//! Who is meant by a name: `cargo run --example actor -- "the Kremlin" "President Bush" --on 1991-02-01`.

use jiff::civil::Date;
use legation::lexicon::gazetteer::Gazetteer;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut names: Vec<String> = std::env::args().skip(1).collect();
    let mut on: Option<Date> = None;
    if let Some(at) = names.iter().position(|name| name == "--on")
        && at + 1 < names.len()
    {
        on = Some(names[at + 1].parse()?);
        names.drain(at..at + 2);
    }
    if names.is_empty() {
        names = ["the Kremlin", "Zelenskiy", "Turkish foreign ministry", "Georgia"]
            .map(String::from)
            .to_vec();
    }
    let gazetteer = Gazetteer::embedded();
    for name in &names {
        println!("{name}");
        for candidate in gazetteer.lookup_on(name, on).iter().take(6) {
            let record = &candidate.record;
            println!(
                "  {:.2} {:9} {}  {}  {} {:?} {:?}",
                candidate.prior,
                format!("{:?}", candidate.matched),
                record.id(),
                record.name(),
                record.country().unwrap_or_default(),
                record.kind(),
                record.sector_on(on)
            );
        }
    }
    Ok(())
}
