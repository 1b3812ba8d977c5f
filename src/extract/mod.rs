//! Annotated sentences to statements: what each sentence says, who says so, and whether it is so.
//!
//! Never fails and does no IO: poor text gives few statements.

mod affiliation;
mod attribution;
mod beside;
mod calendar;
mod copular;
mod demand;
mod draft;
mod frame;
mod govern;
mod nominal;
mod open;
mod pair;
mod phrase;
mod place;
mod quantity;
mod reach;
mod recipient;
mod slot;
mod stance;
mod verbal;
mod when;

use std::cell::OnceCell;

use crate::model::{Document, Mention, Sentence, Statement};
pub use open::{OpenTuple, open};
pub use pair::between;

use draft::Draft;
use when::TimeExpression;

/// What the rules see: the document, its sentences, and which of them is read.
struct Context<'a> {
    document: &'a Document,
    sentences: &'a [Sentence],
    index: usize,
    /// The sentence's times, read as lying behind and ahead, once they are asked for.
    times: [OnceCell<Vec<TimeExpression>>; 2],
}

impl<'a> Context<'a> {
    fn sentence(&self) -> &'a Sentence {
        &self.sentences[self.index]
    }

    fn times(&self, future: bool) -> &[TimeExpression] {
        let published = self.document.published;
        self.times[usize::from(future)].get_or_init(|| when::expressions(self.sentence(), published, future))
    }
}

/// All statements of a document, in text order: those between actors and all others; whoever wants only
/// the former keeps them once `resolve` has said who is one. O(n) in words times the depth of the trees.
pub fn extract(document: &Document, sentences: &[Sentence]) -> Vec<Statement<Mention>> {
    let mut statements = Vec::new();
    let mut running = attribution::Running::default();
    for index in 0..sentences.len() {
        let context = context_at(document, sentences, index);
        if context.sentence().is_empty() {
            continue;
        }
        let said = running.enter(&context);
        let mut finished: Vec<_> = drafts(&context)
            .into_iter()
            .map(|draft| draft.finish(&context, &said))
            .collect();
        finished.extend(affiliation::statements(&context));
        finished.sort_by_key(|s: &Statement<Mention>| s.predicate.spans.first().map(|span| span.start));
        statements.append(&mut finished);
    }
    statements
}

fn context_at<'a>(document: &'a Document, sentences: &'a [Sentence], index: usize) -> Context<'a> {
    Context {
        document,
        sentences,
        index,
        times: Default::default(),
    }
}

/// What the rules find in one sentence, in text order.
fn drafts(context: &Context<'_>) -> Vec<Draft> {
    let mut drafts = verbal::drafts(context);
    verbal::drop_purposes(context.sentence(), &mut drafts);
    drafts.extend(demand::drafts(context));
    drafts.extend(copular::drafts(context));
    drafts.extend(nominal::drafts(context, &drafts));
    drafts.sort_by_key(|draft| (draft.head, draft.order));
    drafts
}
