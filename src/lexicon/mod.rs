//! The tables of `data/`, loaded and ready to be asked.

pub mod gazetteer;
