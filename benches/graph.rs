//! A table of dated contacts in memory: loading, size, and questions to it. Prints one figure a line.
//!
//!     cargo bench --bench graph -- FILE [TIMES]
//!
//! FILE is tab-separated with a header and the columns date, source, relation, target. With TIMES it is read so
//! often, each time a year later. `benches/graph.py` runs it beside other programs on the same file.

mod timing;

use std::path::Path;
use std::time::Instant;

use jiff::ToSpan as _;
use jiff::civil::Date;
use legation::graph::{Contacts, ContactsPart};
use legation::read::Dyads;
use rayon::prelude::*;

use timing::median;

/// Questions of each kind.
const QUESTIONS: usize = 1000;

/// A figure about this process's memory, in bytes: what is resident now ("VmRSS:"), or was at most ("VmHWM:"); 0 where
/// the system does not tell.
fn memory(figure: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(figure));
    let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
    kilobytes.unwrap_or_default() * 1024
}

fn load(file: &Path, times: i32) -> Result<Contacts, Box<dyn std::error::Error>> {
    let table = Dyads::open(file).map_err(|note| note.to_string())?;
    let parts = table.parts(rayon::current_num_threads())?;
    let parts = parts.into_par_iter().map(|rows| {
        let mut part = ContactsPart::default();
        rows.each(|source, target, date| {
            part.add(source, target, date);
            for year in 1..times {
                part.add(source, target, date.saturating_add(year.years()));
            }
        })?;
        Ok(part)
    });
    Ok(Contacts::new(parts.collect::<std::io::Result<_>>()?))
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|a| !a.starts_with('-')).collect();
    let Some(file) = arguments.first() else {
        println!("SKIPPED: name a file, see benches/graph.rs");
        return Ok(());
    };
    let times: i32 = arguments.get(1).map_or(Ok(1), |times| times.parse())?;
    let before = memory("VmRSS:");
    let start = Instant::now();
    let contacts = load(Path::new(file), times)?;
    println!("load {}", start.elapsed().as_secs_f64());
    println!("memory {}", memory("VmRSS:").saturating_sub(before));
    println!("peak {}", memory("VmHWM:"));
    println!("contacts {}", contacts.len());

    let text = std::fs::read_to_string(file)?;
    let rows: Vec<(&str, &str, Date)> = text
        .lines()
        .skip(1)
        .filter_map(|line| {
            let fields: Vec<&str> = line.split('\t').collect();
            Some((*fields.get(1)?, *fields.get(3)?, fields.first()?.parse().ok()?))
        })
        .collect();
    let questions: Vec<(&str, &str, Date)> = rows
        .iter()
        .step_by((rows.len() / QUESTIONS).max(1))
        .copied()
        .collect();
    let neighbours = |&(source, _, day): &(&str, &str, Date)| {
        contacts
            .neighbours(source, day.first_of_month(), day.last_of_month())
            .len()
    };
    println!("neighbours {}", median(&questions, neighbours));
    let pairs: Vec<(&str, &str)> = questions
        .iter()
        .zip(questions.iter().rev())
        .map(|(a, b)| (a.0, b.1))
        .collect();
    let path = |&(a, b): &(&str, &str)| contacts.shortest_path(a, b).map_or(0, |way| way.len());
    println!("path {}", median(&pairs, path));
    println!(
        "two-hops {}",
        median(&questions, |question| contacts.within(question.0, 2).len())
    );
    println!(
        "dyad-months {}",
        median(&questions, |question| contacts
            .months(question.0, question.1)
            .len())
    );
    println!(
        "all-months {}",
        median(&[(); 5], |()| contacts.all_months().count())
    );
    println!("pagerank {}", median(&[(); 5], |()| contacts.pagerank().len()));
    Ok(())
}
