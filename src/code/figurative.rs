//! Words of acts and ties that are used of something else: "the document complies with the treaty", "a truck killed Holm",
//! "a conflict between the leaders". An act has one function each.

use smol_str::SmolStr;

use crate::lexicon::words;
use crate::lexicon::{NounSense, head_noun, noun_sense};
use crate::model::{Actor, ActorKind, Affiliation, Participant, PloverEvent, Statement};

use super::parties::{is_thing, sense, singular};

/// Whether the words of an act are used of things that cannot do it, or to which it cannot be done: "the document complies with
/// the treaty", "attacked the policy", "was removed from the list".
pub(super) fn is_figurative(event: PloverEvent, statement: &Statement) -> bool {
    use PloverEvent::*;
    let act = Act::new(statement);
    // bombs kill and laws forbid, but neither agrees, meets or helps; a report that accuses is somebody's words, no thing
    let by_people = !matches!(event, Assault | Coerce | Request);
    by_people && act.by_a_thing()
        || matches!(event, Aid | Coerce | Support) && act.is_on_own_thing()
        || act.is_thing_only()
        || match event {
            Accuse => act.is_no_accusation(),
            Agree => act.is_no_promise(),
            Aid => act.is_no_aid(),
            Assault => act.is_no_assault(),
            Coerce => act.is_no_coercion(),
            Concede => act.is_no_concession(),
            Consult => act.is_no_meeting(),
            Cooperate => act.is_no_cooperation(),
            Mobilize => act.is_no_mobilization(),
            Protest => act.is_no_protest(),
            Request => act.is_no_request(),
            Retreat => act.is_no_retreat(),
            Sanction => act.is_no_sanction(),
            Support => act.is_no_support(),
            Threaten => act.head == "warn" && act.is_to(&[ActorKind::Igo]),
            Reject => false,
        }
}

/// A statement of an act, with what is asked of it again and again.
struct Act<'a> {
    statement: &'a Statement,
    head: &'a str,
    object: Option<&'a str>,
    /// Who acts, where that is known.
    actor: Option<&'a Actor>,
}

impl<'a> Act<'a> {
    fn new(statement: &'a Statement) -> Self {
        Act {
            statement,
            head: &statement.predicate.key.head,
            object: statement.predicate.key.object.as_deref(),
            actor: statement.source.as_ref().and_then(|source| source.actor.as_ref()),
        }
    }

    /// The known actors that it is done to.
    fn acted_on(&self) -> impl Iterator<Item = &'a Actor> {
        self.statement
            .targets
            .iter()
            .filter_map(|target| target.actor.as_ref())
    }

    /// Whether it is done to no known actor.
    fn to_nobody(&self) -> bool {
        self.acted_on().next().is_none()
    }

    /// Whether it is done to known actors, all of these kinds.
    fn is_to(&self, kinds: &[ActorKind]) -> bool {
        !self.to_nobody() && self.acted_on().all(|actor| kinds.contains(&actor.kind))
    }

    /// Whether there are targets, all of them unknown and such.
    fn is_to_what(&self, fits: impl Fn(&Participant) -> bool) -> bool {
        !self.statement.targets.is_empty()
            && self
                .statement
                .targets
                .iter()
                .all(|target| target.actor.is_none() && fits(target))
    }

    /// Whether a known actor of these kinds acts.
    fn is_by(&self, kinds: &[ActorKind]) -> bool {
        self.actor.is_some_and(|actor| kinds.contains(&actor.kind))
    }

    /// Whether a thing is told to act: "the situation", "a report".
    fn by_a_thing(&self) -> bool {
        is_of_thing(self.statement)
    }

    fn without_source(&self) -> bool {
        self.statement.source.is_none()
    }

    /// Whether no preposition leads to whom it is done to.
    fn is_direct(&self) -> bool {
        self.statement.predicate.key.cases.iter().all(SmolStr::is_empty)
    }

    fn is_against(&self) -> bool {
        self.statement
            .predicate
            .key
            .cases
            .iter()
            .any(|case| case == "against")
    }

    fn modified(&self, by: impl Fn(&str) -> bool) -> bool {
        self.statement.predicate.key.modifiers.iter().any(|word| by(word))
    }

    /// Whether the predicate's words have one of these parts, in any letter case.
    fn tells_of(&self, parts: &[&str]) -> bool {
        let words = self.statement.predicate.lemma.to_lowercase();
        parts.iter().any(|part| words.contains(part))
    }

    /// Whether a phrase beside it has such a head.
    fn beside(&self, fits: impl Fn(&str) -> bool) -> bool {
        let mut arguments = self.statement.arguments.iter();
        arguments.any(|argument| head_noun(&argument.text).is_some_and(&fits))
    }

    /// "defended its record", "celebrated its anniversary": nobody else.
    fn is_on_own_thing(&self) -> bool {
        let own = ["its ", "his ", "her ", "their ", "our ", "my "];
        let owned = |target: &Participant| {
            let text = target.text.to_lowercase();
            own.iter().any(|own| text.starts_with(own))
                && !matches!(sense(target), Some(NounSense::Person | NounSense::Group))
        };
        !self.without_source() && self.is_to_what(owned)
    }

    /// "an example is the initiative of Arlen", "it is among the proposals of Arlen".
    fn is_thing_only(&self) -> bool {
        let thing = self.statement.source.as_ref().is_some_and(is_thing);
        self.statement.rule == "copula" && (thing || self.statement.predicate.lemma.starts_with("be among "))
    }

    fn is_no_assault(&self) -> bool {
        let abstraction = |party: &Participant| sense(party) == Some(NounSense::Abstract);
        // "launched a campaign against child marriage", "eliminated subsidies", "executes a script"
        let no_attack = self.object == Some("campaign") && self.to_nobody()
            || matches!(
                self.head,
                "eliminate" | "execute" | "liquidate" | "neutralise" | "neutralize"
            ) && self
                .object
                .and_then(noun_sense)
                .is_some_and(|sense| matches!(sense, NounSense::Abstract | NounSense::Thing));
        // "the tragedy that struck Arlen", "hit by the impact of the war"
        let by_an_idea = matches!(self.head, "devastate" | "hit" | "ravage" | "strike")
            && self.statement.source.as_ref().is_some_and(abstraction);
        // "a smear campaign", "a Senate campaign"
        let talks = (self.head == "campaign" || self.object == Some("campaign"))
            && self.modified(|word| {
                matches!(
                    word,
                    "election" | "electoral" | "presidential" | "senate" | "smear"
                )
            });
        let relief = matches!(self.object, Some("mission" | "operation"))
            && self.modified(|word| {
                matches!(
                    word,
                    "clearance"
                        | "demining"
                        | "humanitarian"
                        | "peacekeeping"
                        | "relief"
                        | "rescue"
                        | "search"
                )
            });
        // parties "crush" each other in elections; of a body, only its members are killed
        let of_bodies = matches!(self.head, "annihilate" | "crush" | "eliminate" | "rout")
            && self.is_to(&[ActorKind::Igo, ActorKind::Organisation, ActorKind::Party]);
        // "the news devastated Holm"
        let grieved = self.head == "devastate" && self.is_to(&[ActorKind::Person]);
        // "killed 300,000 pigs"
        let beasts = matches!(self.head, "butcher" | "kill" | "slaughter")
            && self.is_to_what(|target| sense(target) == Some(NounSense::Thing));
        // "attacked the policy", "battle with cancer", "the fight against hunger"
        let on_an_idea = self.is_to_what(abstraction);
        no_attack
            || by_an_idea
            || talks
            || relief
            || of_bodies
            || grieved
            || beasts
            || on_an_idea
            || self.is_accident()
    }

    /// "a truck killed Holm", "was killed in a car crash", "Hurricane Zita struck Arlen".
    fn is_accident(&self) -> bool {
        let of_nature = |word: &str| words::ACCIDENTS.has(singular(&word.to_lowercase()));
        let accident = |text: &str| {
            head_noun(text).is_some_and(of_nature) || text.split_whitespace().next().is_some_and(of_nature)
        };
        let vehicle = |text: &str| head_noun(text).is_some_and(|head| words::VEHICLES.has(singular(head)));
        match &self.statement.source {
            Some(source) => source.actor.is_none() && (accident(&source.text) || vehicle(&source.text)),
            None => self.statement.arguments.iter().any(|argument| {
                matches!(argument.case.as_deref(), Some("by" | "during" | "in")) && accident(&argument.text)
            }),
        }
    }

    /// Of somebody from office it is one; of anybody else from somewhere, of a worker from a firm it is none.
    fn is_no_sanction(&self) -> bool {
        let leaves = matches!(self.head, "exit" | "leave" | "quit");
        let of_no_person = self.acted_on().all(|actor| actor.kind != ActorKind::Person);
        // a moratorium of one's own; "the flags were left at the scene"
        self.object == Some("moratorium") && self.to_nobody()
            || leaves && self.without_source()
            || matches!(self.head, "discharge" | "remove" | "replace")
                && self.object.is_none()
                && of_no_person
            || leaves
                && self.object.is_none()
                && self.is_to(&[ActorKind::Person, ActorKind::Place, ActorKind::State])
                && !self.is_by(&[ActorKind::ArmedGroup, ActorKind::Military])
    }

    fn is_no_concession(&self) -> bool {
        let lets = matches!(self.head, "allow" | "authorise" | "authorize" | "permit");
        let powers = [
            ActorKind::ArmedGroup,
            ActorKind::Government,
            ActorKind::Legislature,
            ActorKind::Military,
            ActorKind::Ministry,
            ActorKind::Person,
            ActorKind::State,
        ];
        // "the system allows", "allowed the hikers to escape": made it possible
        let enables = lets && (self.to_nobody() || !self.is_by(&powers));
        // "complied with its obligations", "succumbed to her wounds": gave way to nobody
        let demanded = |target: &Participant| {
            head_noun(&target.text).is_some_and(|head| words::DEMANDS.has(singular(head)))
        };
        let kept = matches!(self.head, "abide" | "accede" | "comply" | "succumb")
            && self.to_nobody()
            && !self.statement.targets.is_empty()
            && !self.statement.targets.iter().any(demanded);
        // "acceded to the Treaty of Amity"
        let joins = self.head == "accede"
            && self.tells_of(&[
                "agreement",
                "convention",
                "covenant",
                "protocol",
                "statute",
                "treaty",
            ]);
        // "submitted the treaty for ratification"
        let hands_in = self.head == "submit" && self.is_direct();
        enables || kept || joins || hands_in
    }

    fn is_no_retreat(&self) -> bool {
        // a film, a version
        let product = |target: &Participant| match &target.actor {
            Some(actor) => matches!(
                actor.kind,
                ActorKind::Company | ActorKind::Media | ActorKind::Organisation
            ),
            None => matches!(sense(target), Some(NounSense::Abstract | NounSense::Thing)),
        };
        let issued = matches!(self.head, "free" | "release")
            && self.object.is_none()
            && !self.statement.targets.is_empty()
            && self.statement.targets.iter().all(product);
        // "the hospital returned to normal"
        let as_before = self.head == "return" && self.is_to_what(is_thing);
        // "was released from hospital"
        let cured = matches!(self.head, "discharge" | "evacuate" | "release")
            && self.acted_on().any(|actor| actor.kind == ActorKind::Person)
            && self.beside(|head| head == "hospital");
        issued || as_before || cured
    }

    /// Energies, resources; volunteers of a charity.
    fn is_no_mobilization(&self) -> bool {
        let charity = self.is_by(&[ActorKind::Igo, ActorKind::Ngo, ActorKind::Organisation]);
        matches!(self.head, "mobilise" | "mobilize") && self.is_to_what(|target| charity || is_thing(target))
    }

    fn is_no_request(&self) -> bool {
        let key = &self.statement.predicate.key;
        // "circumstances demand", "fear prompted Arlen"
        let brings_about = matches!(
            self.head,
            "compel"
                | "convince"
                | "demand"
                | "encourage"
                | "induce"
                | "need"
                | "oblige"
                | "prompt"
                | "require"
        ) && self.by_a_thing();
        // "it is expected to", "Arlen is convinced that"
        let unasked = self.without_source()
            && (matches!(self.head, "compel" | "expect" | "mandate" | "oblige" | "require")
                || self.head == "convince" && self.statement.rule == "verb-passive");
        // "suggested the driver lost control", without "that"
        let of_clause = self.head == "suggest"
            && key.cases.iter().any(SmolStr::is_empty)
            && self.statement.targets.iter().any(|target| {
                target.actor.is_some() || matches!(sense(target), Some(NounSense::Person | NounSense::Group))
            });
        // a person, a firm
        let praised = self.head == "recommend"
            && key.complement.is_none()
            && self.acted_on().any(|actor| {
                matches!(
                    actor.kind,
                    ActorKind::Person | ActorKind::Company | ActorKind::Organisation
                )
            });
        // "advised the government on trade": a consultant
        let consults = self.head == "advise" && key.complement.is_none();
        brings_about || unasked || of_clause || praised || consults
    }

    fn is_no_meeting(&self) -> bool {
        let bodies = [ActorKind::Igo, ActorKind::Organisation];
        // somebody whom no table knows, who moves there
        let stranger = self.actor.is_some_and(|actor| actor.id.starts_with("person:~"));
        let moves = stranger && matches!(self.head, "come" | "go" | "move" | "travel")
            || self.head == "travel" && self.is_by(&[ActorKind::Organisation]);
        // "the register was updated", "a new treaty is called for"
        let of_things = matches!(self.head, "brief" | "call" | "inform" | "update")
            && (self.by_a_thing() || self.is_to_what(is_thing))
            || self.head == "call" && self.statement.rule == "verb-passive" && self.without_source();
        // "Spanish is spoken there", "discussed Arlen", "spoke to this moment"
        let topics = matches!(
            self.head,
            "consider" | "debate" | "discuss" | "examine" | "review" | "speak"
        );
        let of_a_topic = topics && self.is_direct() && !self.statement.targets.is_empty()
            || matches!(self.head, "speak" | "talk") && self.is_to_what(is_thing);
        // "participates in the Register", which is no occasion
        let member = matches!(self.head, "partake" | "participate") && self.is_to(&bodies);
        // "came to Holm's defence"
        let of_owner =
            self.statement.rule == "verb-owner" && matches!(self.head, "come" | "go" | "speak" | "talk");
        // a toy, a town
        let received = matches!(self.head, "call" | "greet" | "host" | "receive" | "welcome")
            && self.object.is_none()
            && self.is_to(&[ActorKind::Organisation, ActorKind::Place]);
        moves || of_things || of_a_topic || member || of_owner || received
    }

    fn is_no_coercion(&self) -> bool {
        // "the camera captured Holm"
        let filmed = self.head == "capture" && (self.by_a_thing() || self.is_by(&[ActorKind::Media]));
        // "Arlen is encircled by Borduria and Sylvania"
        let on_the_map = matches!(self.head, "encircle" | "surround")
            && self.acted_on().all(|actor| actor.kind == ActorKind::State)
            && !self.is_by(&[ActorKind::Military]);
        // "the cold war hampered the League", "exploited the crisis in Arlen"
        let weakens = matches!(
            self.head,
            "cripple" | "hamper" | "hinder" | "impede" | "rob" | "undermine"
        ) && (self.by_a_thing() || self.to_nobody());
        let uses = self.head == "exploit" && (self.object.is_some() || self.to_nobody());
        // a crime; what a shop allows its customers
        let crime = matches!(self.head, "abuse" | "harass" | "intimidate")
            && self.to_nobody()
            && self.is_by(&[ActorKind::Person]);
        let house_rules = matches!(self.head, "impose" | "introduce" | "limit" | "restrict" | "set")
            && self.is_by(&[ActorKind::Company, ActorKind::Organisation]);
        filmed || on_the_map || weakens || uses || crime || house_rules
    }

    fn is_no_aid(&self) -> bool {
        let words = || self.statement.predicate.lemma.split(' ');
        // a debate; somebody with a text
        let with_words = match self.head {
            "contribute" => words().any(|word| matches!(word, "debate" | "dialogue" | "discussion")),
            "provide" => {
                words().any(|word| matches!(word, "copy" | "list" | "opportunity" | "plan" | "text"))
            }
            _ => false,
        };
        // "contributes to earthquakes", "helped analyse the data"; munitions against somebody
        self.is_to_what(is_thing)
            || with_words
            || self.is_against()
            // a resolution of a state
            || self.head == "sponsor" && self.is_to(&[ActorKind::State])
            // the sea, a continent
            || self.head == "protect" && self.is_to(&[ActorKind::Place])
            // "is equipped with": has
            || matches!(self.head, "endow" | "equip") && self.without_source()
    }

    fn is_no_protest(&self) -> bool {
        // leadership, a device
        let shows = self.head == "demonstrate" && self.is_direct() && !self.statement.targets.is_empty();
        // a state that closes its offices
        let closes =
            self.object == Some("shutdown") && self.is_by(&[ActorKind::Government, ActorKind::State]);
        // a candidate before voters, and who comes to hear him
        let campaigns = self.object == Some("rally")
            && (self.statement.rule == "verb-owner" || self.is_by(&[ActorKind::Party, ActorKind::Person]));
        shows || closes || campaigns
    }

    fn is_no_cooperation(&self) -> bool {
        // "shared with the Assembly some thoughts", "a view that is shared by"
        let told = self.head == "share" && self.object.is_none();
        // goods; a company
        let bought = matches!(
            self.head,
            "acquire" | "buy" | "import" | "order" | "purchase" | "sell"
        ) && (self.to_nobody() || self.is_direct());
        // "united against Arlen"
        told || bought || self.is_against()
    }

    fn is_no_accusation(&self) -> bool {
        // "the Council is charged with protecting civilians"
        let tasked = self.head == "charge"
            && self.without_source()
            && self.is_to(&[
                ActorKind::Igo,
                ActorKind::Legislature,
                ActorKind::Ministry,
                ActorKind::Organisation,
            ]);
        // "challenged Holm for the nomination"
        let runs = self.head == "challenge"
            && self.acted_on().any(|actor| actor.kind == ActorKind::Person)
            && self.beside(|head| {
                matches!(
                    head,
                    "bid" | "election" | "nomination" | "presidency" | "primary" | "race" | "seat"
                )
            });
        let claims = self.object == Some("claim")
            && self.to_nobody()
            && matches!(self.head, "make" | "reiterate" | "repeat");
        // causes, measures, a trial
        let studies = matches!(self.head, "examine" | "monitor") && self.is_to_what(is_thing);
        tasked || runs || claims || studies
    }

    fn is_no_support(&self) -> bool {
        // an employer's new man, a pupil's school
        let by_person =
            !self.without_source() && self.actor.is_none_or(|actor| actor.kind == ActorKind::Person);
        let joins = self.head == "join"
            && by_person
            && self.acted_on().all(|actor| {
                matches!(
                    actor.kind,
                    ActorKind::Company | ActorKind::Organisation | ActorKind::Media
                )
            });
        // "campaigned for the Senate"
        let chambers = ["Assembly", "Commons", "Congress", "House", "Parliament", "Senate"];
        let mut targets = self.statement.targets.iter();
        let runs = self.head == "campaign"
            && targets.any(|target| chambers.iter().any(|chamber| target.text.contains(chamber)));
        // "Holm was elected", "a Federalist Party elected two years before": by nobody who is told
        let elected = self.head == "elect" && (self.without_source() || self.is_to(&[ActorKind::Party]));
        // "is honoured that", "Arlen was blessed with rain", "the contract is valued at"
        let passive = self.statement.rule.starts_with("verb-");
        let unfelt = self.without_source()
            && (matches!(self.head, "honor" | "honour") || matches!(self.head, "bless" | "value") && passive);
        let in_force =
            self.head == "enter" && self.statement.targets.iter().any(|target| target.text == "force");
        joins || runs || elected || unfelt || in_force
    }

    /// "undertook an initiative", "shows determination", "expressed the hope".
    fn is_no_promise(&self) -> bool {
        let does = self.head == "undertake" && self.statement.predicate.key.complement.is_none();
        let felt = matches!(
            self.object,
            Some(
                "desire"
                    | "determination"
                    | "hope"
                    | "intent"
                    | "intention"
                    | "interest"
                    | "resolve"
                    | "wish"
            )
        );
        does || felt && self.to_nobody()
    }
}

/// Whether somebody only goes about, is taken to hospital or ends an election campaign: "she left the country", "he moved to
/// Klow" are no acts between actors.
pub(super) fn is_private(event: PloverEvent, statement: &Statement) -> bool {
    let key = &statement.predicate.key;
    let moves = match event {
        PloverEvent::Sanction => matches!(key.head.as_str(), "leave" | "quit" | "exit"),
        PloverEvent::Mobilize => matches!(key.head.as_str(), "move" | "advance"),
        PloverEvent::Retreat => matches!(key.head.as_str(), "come" | "depart" | "go" | "leave" | "return"),
        _ => false,
    };
    // to a hospital, not to a league
    let admitted = event == PloverEvent::Support
        && key.head == "admit"
        && statement
            .targets
            .iter()
            .filter_map(|target| target.actor.as_ref())
            .any(|actor| actor.kind == ActorKind::Person);
    // an election campaign, an operation in hospital
    let armed = |word: &SmolStr| {
        matches!(
            word.as_str(),
            "aerial" | "air" | "bombing" | "ground" | "joint" | "land" | "military" | "offensive" | "special"
        )
    };
    let ends = event == PloverEvent::Retreat
        && matches!(key.object.as_deref(), Some("campaign" | "operation"))
        && !key.modifiers.iter().any(armed)
        && statement.targets.iter().all(|target| target.actor.is_none());
    let person = statement
        .source
        .as_ref()
        .is_some_and(|source| match &source.actor {
            Some(actor) => actor.kind == ActorKind::Person,
            None => {
                let pronoun = matches!(
                    source.text.to_lowercase().as_str(),
                    "i" | "he" | "she" | "we" | "they"
                );
                pronoun || sense(source) == Some(NounSense::Person)
            }
        });
    let place = statement.targets.iter().all(|target| {
        target
            .actor
            .as_ref()
            .is_none_or(|actor| matches!(actor.kind, ActorKind::State | ActorKind::Place))
    });
    // home, to work, to a party: whoever is no soldier
    let comes_back = event == PloverEvent::Retreat && key.head == "return" && key.object.is_none() && {
        let source = statement.source.as_ref();
        let families =
            source.is_some_and(|source| source.actor.is_none() && sense(source) == Some(NounSense::Group));
        person || families
    };
    ends || admitted || comes_back || moves && key.object.is_none() && person && place
}

/// Whether words of a lasting tie are used of persons or things for something else: "a conflict between the leaders", "represented
/// the singer", "leads Holm in the polls", "the book belongs to her".
pub(super) fn is_personal(affiliation: Affiliation, statement: &Statement) -> bool {
    let person = |party: &Participant| match &party.actor {
        Some(actor) => actor.kind == ActorKind::Person,
        None => sense(party) == Some(NounSense::Person),
    };
    let to_person = statement.targets.iter().any(person);
    let of_thing = is_of_thing(statement);
    let key = &statement.predicate.key;
    let cased = |cases: &[&str]| key.cases.iter().all(|case| cases.contains(&case.as_str()));
    match affiliation {
        Affiliation::Leads => {
            // "a storm is heading to", "leads to", "leads in Arlen"
            let elsewhere = match key.head.as_str() {
                "head" => !cased(&["", "of"]),
                "lead" => key
                    .cases
                    .iter()
                    .any(|case| matches!(case.as_str(), "by" | "in" | "to" | "with")),
                // "ruled on the appeal"
                "rule" => !cased(&["", "over"]),
                _ => false,
            };
            elsewhere || of_thing || to_person
        }
        Affiliation::AtWarWith => to_person || statement.source.iter().any(person),
        // "works for peace"
        Affiliation::OfficialOf => {
            // "Arlen works for peace": a state holds no office
            let state = statement.source.iter().any(|source| {
                source.actor.as_ref().is_some_and(|actor| {
                    matches!(
                        actor.kind,
                        ActorKind::Government | ActorKind::Igo | ActorKind::State
                    )
                })
            });
            let for_nobody = statement.targets.iter().all(|target| {
                target.actor.is_none() && sense(target) != Some(NounSense::Group)
                    || matches!(head_noun(&target.text), Some("people" | "peoples"))
            });
            of_thing
                || state && matches!(key.head.as_str(), "serve" | "work")
                || key.head == "represent" && to_person
                || matches!(key.head.as_str(), "serve" | "work") && for_nobody
        }
        Affiliation::MemberOf => of_thing || to_person,
        _ => false,
    }
}

/// Whether somebody is among those an act is done with, so that both can do it to each other: "buying guns" is done with nobody.
pub(super) fn is_mutual(statement: &Statement) -> bool {
    // "convened a meeting", "forged an alliance": they take no part in it
    let occasion = |target: &Participant| {
        head_noun(&target.text).is_some_and(|head| words::OCCASIONS.has(singular(head)))
    };
    let party = |target: &Participant| target.actor.is_some() || !is_thing(target) && !occasion(target);
    statement.targets.is_empty() || statement.targets.iter().any(party)
}

/// Whether a thing is told to act: "the situation", "a report".
fn is_of_thing(statement: &Statement) -> bool {
    let source = statement.source.as_ref();
    source.is_some_and(|source| source.actor.is_none() && is_thing(source))
}
