//! Whom an act is directed at when its object only leads there: "lifted its ban on Arlen", "rejected an appeal by Holm",
//! "gave in to demands from Arlen", "imposed a curfew in Arlen", "gave money to rebuild roads in Arlen".

use smol_str::SmolStr;

use crate::lexicon::words;
use crate::lexicon::{Role, Sense, Verbs};
use crate::model::{EntityLabel, PloverEvent, PredicateKey, QuadClass, Sentence, Upos};

use super::frame::{Frame, Oblique, frame as frame_of, is_passive};
use super::phrase::{Acting, acting, case_of, conjuncts, name_head, possessor};
use super::place::is_locative;
use super::slot::{is_fronted, is_region, speaks_for, transfers};

/// So many nouns may stand between the verb and whom it is directed at.
const DEEPEST: usize = 3;

/// The first phrase below the object, the obliques or the purpose of a verb that can act, with the preposition that leads to it;
/// only where the lexicon knows the verb with its object as an event.
pub(super) fn reach(
    sentence: &Sentence,
    verb: usize,
    frame: &Frame,
    key: &PredicateKey,
    directed: impl Fn(&Oblique) -> bool,
) -> Option<(SmolStr, usize)> {
    let search = Search {
        sentence,
        frame,
        key,
        verb,
    };
    let object = frame.object.filter(|&object| Some(object) != frame.subject);
    let phrases = object.map_or_else(Vec::new, |object| conjuncts(sentence, object));
    if let Some(found) = phrases.iter().find_map(|&phrase| search.below(phrase, DEEPEST)) {
        return Some(found);
    }
    let straight = |oblique: &&Oblique| {
        !oblique.on_object && directed(oblique) && !is_fronted(verb, frame, oblique.head)
    };
    for oblique in frame.obliques.iter().filter(straight) {
        // "talked with the blessing of Arlen": not with Arlen
        if oblique.case == "with" && words::ACCOMPANYING.has(&sentence.token(oblique.head).lemma) {
            continue;
        }
        let led = search.below_case(oblique.head, &oblique.case, DEEPEST - 1);
        if let Some((_, head)) = led.filter(|_| !is_locative(&oblique.case)) {
            return Some((oblique.case.as_str().into(), head));
        }
        if object.is_some() && is_locative(&oblique.case) && search.held_there(oblique) {
            return Some((oblique.case.as_str().into(), oblique.head));
        }
    }
    let object = object?;
    if let Some(found) = search.beyond_means(object) {
        return Some(found);
    }
    // "gave money to rebuild roads in Arlen": for whose good it is done
    let purposes = frame
        .complements
        .iter()
        .filter(|&&c| sentence.token(c).rel() != "ccomp" && c > object);
    purposes
        .filter_map(|&purpose| frame_of(sentence, purpose).object)
        .find_map(|thing| search.below(thing, DEEPEST - 1))
        .filter(|_| search.event("to") == Some(PloverEvent::Aid))
        .map(|(_, head)| (SmolStr::new_static("to"), head))
}

struct Search<'a> {
    sentence: &'a Sentence,
    frame: &'a Frame,
    key: &'a PredicateKey,
    verb: usize,
}

impl Search<'_> {
    /// The event that the lexicon sees in the verb and its object towards somebody.
    fn event(&self, case: &str) -> Option<PloverEvent> {
        let lexicon = Verbs::embedded();
        let of = |case: &str| {
            let key = PredicateKey {
                cases: vec![case.into()],
                ..self.key.clone()
            };
            match lexicon.match_predicate(&key)?.sense {
                Sense::Event(event) => Some(event),
                _ => None,
            }
        };
        of(case).or_else(|| of(""))
    }

    /// "conducted strikes using aircraft against Arlen": whom the object is against, hung on the means.
    fn beyond_means(&self, object: usize) -> Option<(SmolStr, usize)> {
        let sentence = self.sentence;
        if !Verbs::embedded().is_light(&self.key.head, &sentence.token(object).lemma) {
            return None;
        }
        let using = |&c: &usize| {
            matches!(sentence.token(c).rel(), "acl" | "advcl") && sentence.token(c).lemma == "use"
        };
        let means = sentence
            .children(object)
            .chain(sentence.children(self.verb))
            .find(using)?;
        let against = sentence
            .subtree(means)
            .into_iter()
            .find(|&w| case_of(sentence, w) == "against")?;
        let party = match acting(sentence, against) {
            Acting::No => possessor(sentence, against)?,
            _ => against,
        };
        Some((SmolStr::new_static("against"), party))
    }

    /// The first phrase under the object that can act.
    fn below(&self, noun: usize, depth: usize) -> Option<(SmolStr, usize)> {
        self.below_case(noun, "", depth)
    }

    /// The first phrase under a noun that can act, breadth before depth; `held` is the noun's own preposition.
    fn below_case(&self, noun: usize, held: &str, depth: usize) -> Option<(SmolStr, usize)> {
        let sentence = self.sentence;
        let depth = depth.checked_sub(1)?;
        // "the issue of the Klow Dam" is directed at no dam
        let spot = |head: usize| {
            let entity = sentence.entity_at(name_head(sentence, head));
            entity.is_some_and(|entity| matches!(entity.label, EntityLabel::Loc | EntityLabel::Fac))
        };
        let free = |head: usize| {
            Some(head) != self.frame.subject && acting(sentence, head).possible() && !spot(head)
        };
        let parts = || {
            sentence
                .children(noun)
                .filter(|&c| sentence.token(c).rel() == "nmod" && sentence.token(c).deprel != "nmod:poss")
                .map(|c| (SmolStr::from(case_of(sentence, c)), c))
                .filter(|(case, _)| !case.is_empty() && !is_aside(case))
        };
        for (case, part) in parts() {
            if free(part) && self.may_lead(noun, &case) && !speaks_for(sentence, self.verb, part) {
                return Some((case, part));
            }
        }
        // "an appeal filed by Holm", "the act of Arlen's troops"
        let author = sentence
            .children_by(noun, "acl")
            .filter(|&c| sentence.token(c).upos == Upos::Verb && is_passive(sentence, c))
            .find_map(|c| frame_of(sentence, c).subject)
            .or_else(|| {
                possessor(sentence, noun)
                    .filter(|&p| !is_region(sentence, p))
                    .filter(|&p| !(held.is_empty() && transfers(sentence, self.verb, p)))
                    .filter(|&p| !speaks_for(sentence, self.verb, p))
            });
        if let Some(author) = author.filter(|&author| free(author)) {
            return self.event(held).map(|_| (SmolStr::from(held), author));
        }
        // "restrictions imposed on Holm"
        let imposed = sentence
            .children_by(noun, "acl")
            .filter(|&c| sentence.token(c).upos == Upos::Verb && is_passive(sentence, c))
            .flat_map(|c| frame_of(sentence, c).obliques)
            .find(|oblique| matches!(oblique.case.as_str(), "on" | "upon" | "against") && free(oblique.head));
        if let Some(oblique) = imposed
            && self.event(held).is_some()
        {
            return Some((oblique.case.as_str().into(), oblique.head));
        }
        parts()
            .filter(|(case, _)| self.may_lead(noun, case))
            .find_map(|(case, part)| self.below_case(part, &case, depth))
    }

    /// Whether a preposition of the noun can lead to the recipient of the act. Who condemns an attack on Arlen has nothing
    /// against Arlen, but against whoever attacked; who cancels a visit to Arlen turns Arlen down.
    fn may_lead(&self, noun: usize, case: &str) -> bool {
        use PloverEvent::*;
        let Some(event) = self.event(case) else {
            return false;
        };
        let lexicon = Verbs::embedded();
        let lemma = &self.sentence.token(noun).lemma;
        let attitude = matches!(event, Accuse | Reject | Support | Request);
        // "supported the adoption in Arlen", "attended a summit in Arlen": where it happened
        if (attitude || event == Consult) && is_locative(case) {
            return false;
        }
        // "welcomed the session on Arlen": its topic
        if attitude && !lexicon.is_event_noun(lemma) && matches!(case, "for" | "on" | "over") {
            return false;
        }
        // "condemned the statement against Arlen" has nothing against Arlen
        if matches!(event, Accuse | Reject) && case == "against" && !lexicon.is_light(&self.key.head, lemma) {
            return false;
        }
        if !attitude || !lexicon.is_event_noun(lemma) || lexicon.is_light(&self.key.head, lemma) {
            return true;
        }
        // "rejected the appeal of Holm", "refused a request by Holm"
        let asks = matches!(
            lemma.as_str(),
            "appeal"
                | "application"
                | "bid"
                | "call"
                | "claim"
                | "demand"
                | "offer"
                | "petition"
                | "plea"
                | "proposal"
                | "request"
        );
        if asks && event != Request && matches!(case, "by" | "from" | "of") {
            return true;
        }
        let role = lexicon
            .noun_cases(lemma)
            .into_iter()
            .find(|known| known.preposition == case)
            .map(|known| known.role);
        match role {
            Some(Role::Source) => true,
            Some(_) => matches!(event, Reject | Request) && self.friendly(noun, case),
            None => case == "of",
        }
    }

    /// Whether the noun names something friendly: a visit, talks, aid.
    fn friendly(&self, noun: usize, case: &str) -> bool {
        let key = PredicateKey {
            head: self.sentence.token(noun).lemma.clone(),
            nominal: true,
            cases: vec![case.into()],
            ..PredicateKey::default()
        };
        let Some(Sense::Event(event)) = Verbs::embedded().match_predicate(&key).map(|found| found.sense)
        else {
            return false;
        };
        matches!(
            event.quad(),
            QuadClass::VerbalCooperation | QuadClass::MaterialCooperation
        )
    }

    /// "imposed a curfew in Arlen": force, aid and relief that are for the place, not only in it.
    fn held_there(&self, oblique: &Oblique) -> bool {
        use PloverEvent::*;
        let name = acting(self.sentence, oblique.head) == Acting::Name;
        let land = self
            .sentence
            .entity_at(oblique.head)
            .is_some_and(|entity| matches!(entity.label, EntityLabel::Gpe | EntityLabel::Loc));
        name && land
            && matches!(
                self.event(&oblique.case),
                Some(Aid | Coerce | Mobilize | Retreat | Concede | Sanction)
            )
    }
}

/// Prepositions of what is told beside: time, cause, comparison, topic.
fn is_aside(case: &str) -> bool {
    matches!(
        case,
        "during"
            | "after"
            | "before"
            | "since"
            | "until"
            | "because of"
            | "due to"
            | "despite"
            | "as"
            | "like"
            | "than"
            | "including"
            | "without"
            | "amid"
            | "following"
            | "about"
            | "over"
            | "via"
            | "such as"
            | "except"
            | "between"
            | "among"
            | "under"
    )
}
