//! Groups: "the two leaders", "both countries", "they".

use crate::model::{Actor, ActorKind, Mention};

use super::{Discourse, Seen};

/// How many sentences back "the two leaders" may look: the length of a long article, so that a book costs
/// no more for each mention.
pub(super) const PAIR_WINDOW: usize = 200;

/// How many sentences back "the ministers" may look, who are the only two there.
pub(super) const NEAR: usize = 3;

impl Discourse<'_> {
    /// "the two leaders", "both countries": the two persons, or states, that the text so far speaks of most.
    pub(super) fn pair(&mut self, mention: &Mention, lemma: &str, window: usize) -> Vec<Actor> {
        let persons = match lemma {
            "head" | "leader" | "president" | "minister" | "man" | "woman" | "politician" | "diplomat"
            | "king" | "premier" => true,
            "country" | "nation" | "state" | "side" | "government" | "power" | "ally" | "neighbour"
            | "neighbor" | "party" => false,
            "both" => return self.group_near(mention),
            _ => return Vec::new(),
        };
        let wanted = |kind| {
            if persons {
                kind == ActorKind::Person
            } else {
                kind == ActorKind::State
            }
        };
        let acts = self
            .sentences
            .get(mention.sentence)
            .is_some_and(|sentence| sentence.token(mention.head).rel() == "nsubj");
        let mut counts: Vec<(usize, &Actor)> = Vec::new();
        for seen in self
            .before(mention, window)
            .iter()
            .filter(|s| wanted(s.actor.kind) && !s.adjective)
            // "Arlen urged both countries" urged others
            .filter(|s| persons || acts || s.sentence < mention.sentence)
        {
            match counts.iter_mut().find(|(_, actor)| actor.id == seen.actor.id) {
                Some((count, _)) => *count += 1,
                None => counts.push((1, &seen.actor)),
            }
        }
        counts.sort_by_key(|(count, _)| std::cmp::Reverse(*count)); // stable: the first named leads among equals
        // of many states, those just named: a speech names its own most
        if !persons && counts.len() > 2 {
            let near = self.before(mention, 2);
            let named = |seen: &Seen, actor: &Actor| {
                seen.actor.id == actor.id && (acts || seen.sentence < mention.sentence)
            };
            counts.retain(|(_, actor)| near.iter().any(|seen| named(seen, actor)));
            if counts.len() > 2 {
                return Vec::new();
            }
        }
        if window == NEAR && counts.len() > 2 {
            return Vec::new();
        }
        let clear = counts.len() == 2 || (counts.len() > 2 && counts[1].0 > counts[2].0);
        if counts.len() < 2 || !clear {
            return Vec::new();
        }
        let pair: Vec<Actor> = counts[..2].iter().map(|(_, actor)| (*actor).clone()).collect();
        // "both parties" are two of whom one sentence has told
        let seen = self.before(mention, window);
        let together = seen.iter().any(|one| {
            one.actor.id == pair[0].id
                && seen
                    .iter()
                    .any(|other| other.actor.id == pair[1].id && other.sentence == one.sentence)
        });
        if !persons && !together {
            return Vec::new();
        }
        self.group = Some((mention.sentence, pair.clone()));
        pair
    }

    /// The group of the sentence at hand or of the two before it, in the same paragraph.
    pub(super) fn group_near(&self, mention: &Mention) -> Vec<Actor> {
        let paragraph = |s: usize| self.sentences.get(s).map(|s| s.paragraph);
        match &self.group {
            // a speaker may be carried on from a sentence before the group's
            Some((at, actors))
                if mention.sentence.checked_sub(*at).is_some_and(|back| back <= 2)
                    && paragraph(*at) == paragraph(mention.sentence) =>
            {
                actors.clone()
            }
            _ => Vec::new(),
        }
    }
}
