//! Selections of a graph as files that other programs read: one row of [`FORMATS`] and one file a format.
//!
//! A drawing prints a [`Picture`], which says what is shown; data formats print the selection itself, the tables
//! among them the columns of `table.rs`.

mod chart;
mod contents;
mod crowd;
mod csv;
mod cypher;
mod cytoscape;
mod dot;
mod font;
mod ftm;
mod gexf;
mod graphml;
mod html;
mod json;
mod jsonl;
mod layout;
mod mermaid;
mod neo4j;
mod node_link;
#[cfg(feature = "parquet")]
mod parquet;
mod picture;
mod png;
mod rdf;
mod stix;
mod style;
mod svg;
mod table;
mod words;
mod xml;

use std::io::{self, Write};

use crate::graph::Selection;

pub(crate) use chart::page_style;
pub(crate) use contents::web_address;
#[cfg(feature = "sparql")]
pub(crate) use rdf::{PREFIXES, quads};
pub(crate) use xml::escaped;

pub use chart::{Chart, Column};
pub use picture::{Cluster, Design, Edge, GroupBy, Layout, Node, Picture};
pub use style::{Class, Family, Standing, Theme};

/// A kind of output.
pub struct Format {
    /// What `--format` calls it.
    pub name: &'static str,
    /// File extensions, without the dot.
    pub extensions: &'static [&'static str],
    /// Media type.
    pub media_type: &'static str,
    /// One line for the help text.
    pub about: &'static str,
    writer: Writer,
}

enum Writer {
    /// Of networks and of charts.
    Figure {
        network: fn(&Picture<'_>) -> Vec<u8>,
        chart: fn(&Chart<'_>) -> Vec<u8>,
    },
    /// Of networks alone.
    Drawing(fn(&Picture<'_>) -> Vec<u8>),
    Data(Data),
    /// Of data in several files.
    Folder(&'static [(&'static str, Data)]),
}

/// What writes a file of data, bit by bit: so that a large graph is never in memory as text.
pub type Data = fn(&Selection<'_>, &mut dyn Write) -> io::Result<()>;

/// All output formats.
pub static FORMATS: &[Format] = &[
    Format {
        name: "svg",
        extensions: &["svg"],
        media_type: "image/svg+xml",
        about: "a drawing for pages and papers: actors, ties coloured by kind, dashed and dotted where they are no facts",
        writer: Writer::Figure {
            network: svg::write,
            chart: |chart| chart.svg().into_bytes(),
        },
    },
    Format {
        name: "png",
        extensions: &["png"],
        media_type: "image/png",
        about: "the same drawing in pixels",
        writer: Writer::Figure {
            network: |picture| png::pixels(&svg::svg(picture)),
            chart: |chart| png::pixels(&chart.svg()),
        },
    },
    Format {
        name: "html",
        extensions: &["html", "htm"],
        media_type: "text/html",
        about: "the drawing in one page that works without a network: search, filters, the sentences behind each tie",
        writer: Writer::Figure {
            network: html::write,
            chart: |chart| chart.html().into_bytes(),
        },
    },
    Format {
        name: "dot",
        extensions: &["dot", "gv"],
        media_type: "text/vnd.graphviz",
        about: "a drawing for Graphviz",
        writer: Writer::Drawing(dot::write),
    },
    Format {
        name: "mermaid",
        extensions: &["mmd", "mermaid"],
        media_type: "text/vnd.mermaid",
        about: "a drawing for pages that draw Mermaid by themselves",
        writer: Writer::Drawing(mermaid::write),
    },
    Format {
        name: "json",
        extensions: &["json"],
        media_type: "application/json",
        about: "nodes, edges, documents, and statements as 'legation extract --format jsonl' prints them",
        writer: Writer::Data(json::write),
    },
    Format {
        name: "jsonl",
        extensions: &["jsonl", "ndjson"],
        media_type: "application/jsonl",
        about: "documents and statements as JSON Lines, which 'legation build' reads back without loss",
        writer: Writer::Data(jsonl::write),
    },
    Format {
        name: "csv",
        extensions: &["csv"],
        media_type: "text/csv",
        about: "a table of the ties, with a header; text that a spreadsheet would run as a formula begins with an apostrophe",
        writer: Writer::Data(csv::write),
    },
    #[cfg(feature = "parquet")]
    Format {
        name: "parquet",
        extensions: &["parquet"],
        media_type: "application/vnd.apache.parquet",
        about: "a table of the statements, one a row, with typed columns, for pandas, DuckDB, Polars and Spark",
        writer: Writer::Data(parquet::write),
    },
    Format {
        name: "graphml",
        extensions: &["graphml"],
        media_type: "application/graphml+xml",
        about: "for NetworkX, Gephi, yEd and Cytoscape",
        writer: Writer::Data(graphml::write),
    },
    Format {
        name: "gexf",
        extensions: &["gexf"],
        media_type: "application/gexf+xml",
        about: "for Gephi, with the days of every tie",
        writer: Writer::Data(gexf::write),
    },
    Format {
        name: "cytoscape",
        extensions: &["cyjs"],
        media_type: "application/json",
        about: "elements for Cytoscape.js and Cytoscape",
        writer: Writer::Data(cytoscape::write),
    },
    Format {
        name: "node-link",
        extensions: &[],
        media_type: "application/json",
        about: "nodes and edges for NetworkX and D3",
        writer: Writer::Data(node_link::write),
    },
    Format {
        name: "cypher",
        extensions: &["cypher", "cql"],
        media_type: "application/x-cypher-query",
        about: "MERGE commands for Neo4j and its kin",
        writer: Writer::Data(cypher::write),
    },
    Format {
        name: "neo4j-csv",
        extensions: &[],
        media_type: "text/csv",
        about: "a folder for 'neo4j-admin database import --nodes=nodes.csv --relationships=relationships.csv'",
        writer: Writer::Folder(neo4j::FILES),
    },
    Format {
        name: "turtle",
        extensions: &["ttl"],
        media_type: "text/turtle",
        about: "RDF with a node for every statement, its quote and its document; docs/rdf.md has the terms",
        writer: Writer::Data(rdf::turtle),
    },
    Format {
        name: "nquads",
        extensions: &["nq"],
        media_type: "application/n-quads",
        about: "the same, what a document says in a graph of its own",
        writer: Writer::Data(rdf::nquads),
    },
    Format {
        name: "jsonld",
        extensions: &["jsonld"],
        media_type: "application/ld+json",
        about: "the same as JSON-LD",
        writer: Writer::Data(rdf::jsonld),
    },
    Format {
        name: "stix",
        extensions: &["stix"],
        media_type: "application/stix+json;version=2.1",
        about: "a STIX 2.1 bundle: facts as relationships, what is no fact as notes, documents as reports",
        writer: Writer::Data(stix::write),
    },
    Format {
        name: "ftm",
        extensions: &["ftm"],
        media_type: "application/json+ftm",
        about: "FollowTheMoney entities, one a line, for Aleph and OpenSanctions' tools",
        writer: Writer::Data(ftm::write),
    },
];

impl Format {
    /// The format that `--format` calls `name`.
    pub fn named(name: &str) -> Option<&'static Format> {
        FORMATS.iter().find(|format| format.name == name)
    }

    /// The format of a file name's extension: the first that has it.
    pub fn of_extension(extension: &str) -> Option<&'static Format> {
        let extension = extension.to_lowercase();
        FORMATS
            .iter()
            .find(|format| format.extensions.contains(&extension.as_str()))
    }

    /// Whether it is a drawing, which a [`Design`] changes.
    pub fn is_drawing(&self) -> bool {
        matches!(self.writer, Writer::Figure { .. } | Writer::Drawing(_))
    }

    /// Writes the file: always the same bytes for the same selection and design. Data formats heed no design.
    /// Where there are several files, one after the other; [`Format::folder`] has each by itself.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn write(&self, selection: &Selection<'_>, design: &Design, out: &mut dyn Write) -> io::Result<()> {
        match self.writer {
            Writer::Figure { network: draw, .. } | Writer::Drawing(draw) => {
                out.write_all(&draw(&Picture::new(selection, design)))
            }
            Writer::Data(write) => write(selection, out),
            Writer::Folder(files) => files.iter().try_for_each(|(_, write)| write(selection, out)),
        }
    }

    /// The same in memory.
    pub fn bytes(&self, selection: &Selection<'_>, design: &Design) -> Vec<u8> {
        let mut bytes = Vec::new();
        self.write(selection, design, &mut bytes)
            .expect("memory takes every byte");
        bytes
    }

    /// The files of a format that makes several for one folder: their names, and what writes them. `None` where it
    /// makes one.
    pub fn folder(&self) -> Option<&'static [(&'static str, Data)]> {
        match self.writer {
            Writer::Folder(files) => Some(files),
            Writer::Figure { .. } | Writer::Drawing(_) | Writer::Data(_) => None,
        }
    }

    /// What makes a file of a chart, always the same for the same chart; `None` where the format knows no charts.
    pub fn chart(&self) -> Option<fn(&Chart<'_>) -> Vec<u8>> {
        match self.writer {
            Writer::Figure { chart, .. } => Some(chart),
            Writer::Drawing(_) | Writer::Data(_) | Writer::Folder(_) => None,
        }
    }
}
