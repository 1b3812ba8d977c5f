//! What the actors' kinds add to the words: the rules of PLOVER that ask who it is.

use smol_str::SmolStr;

use crate::lexicon::words;
use crate::lexicon::{Cues, NounSense, Ontology, head_noun, noun_sense};
use crate::model::{Actor, ActorKind, Affiliation, Event, Participant, PloverEvent, Sector, Statement};

/// Narrows or moves an event by who takes part in it.
pub(super) fn refine(event: &mut Event, statement: &Statement) {
    match event.event {
        PloverEvent::Accuse => challenged(event, statement),
        PloverEvent::Consult => {
            consult(event, statement);
            welcome(event, statement);
        }
        PloverEvent::Coerce => captives(event, statement),
        PloverEvent::Retreat => leaving(event, statement),
        PloverEvent::Sanction => marching_out(event, statement),
        PloverEvent::Protest => barriers(event, statement),
        PloverEvent::Assault => words_only(event, statement),
        PloverEvent::Mobilize => forces(event, statement),
        PloverEvent::Support => branded(event, statement),
        _ => {}
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

/// Whether the words of an act are used of things that cannot do it, or to which it cannot be done: "the document complies with
/// the treaty", "attacked the policy", "was removed from the list".
pub(super) fn is_figurative(event: PloverEvent, statement: &Statement) -> bool {
    let head = statement.predicate.key.head.as_str();
    let object = statement.predicate.key.object.as_deref();
    let targets = || statement.targets.iter();
    let acted_on = || targets().filter_map(|target| target.actor.as_ref());
    let nobody = acted_on().next().is_none();
    // bombs kill and laws forbid, but neither agrees, meets or helps; a report that accuses is somebody's words, no thing
    let by_people = matches!(
        event,
        PloverEvent::Accuse
            | PloverEvent::Agree
            | PloverEvent::Aid
            | PloverEvent::Concede
            | PloverEvent::Consult
            | PloverEvent::Cooperate
            | PloverEvent::Mobilize
            | PloverEvent::Protest
            | PloverEvent::Reject
            | PloverEvent::Retreat
            | PloverEvent::Sanction
            | PloverEvent::Support
            | PloverEvent::Threaten
    );
    let by_a_thing = || is_of_thing(statement);
    let done_by_a_thing = by_people && by_a_thing();
    let of_no_person = || acted_on().all(|actor| actor.kind != ActorKind::Person);
    let relief = |word: &SmolStr| {
        matches!(
            word.as_str(),
            "clearance" | "demining" | "humanitarian" | "peacekeeping" | "relief" | "rescue" | "search"
        )
    };
    // "an example is the initiative of Arlen", "it is among the proposals of Arlen"
    let is_thing_only = statement.rule == "copula"
        && (statement.source.as_ref().is_some_and(is_thing)
            || statement.predicate.lemma.starts_with("be among "));
    let actor = statement.source.as_ref().and_then(|source| source.actor.as_ref());
    let done_by = |kinds: &[ActorKind]| actor.is_some_and(|actor| kinds.contains(&actor.kind));
    let all_are = |kinds: &[ActorKind]| acted_on().all(|actor| kinds.contains(&actor.kind));
    // "defended its record", "celebrated its anniversary": nobody else
    let on_own_thing = statement.source.is_some()
        && matches!(
            event,
            PloverEvent::Support | PloverEvent::Aid | PloverEvent::Coerce
        )
        && nobody
        && !statement.targets.is_empty()
        && targets().all(|target| {
            let own = ["its ", "his ", "her ", "their ", "our ", "my "];
            let text = target.text.to_lowercase();
            own.iter().any(|own| text.starts_with(own))
                && !matches!(sense(target), Some(NounSense::Person | NounSense::Group))
        });
    done_by_a_thing
        || on_own_thing
        || is_thing_only
        || match event {
            PloverEvent::Assault => {
                // "launched a campaign against child marriage", "eliminated subsidies", "executes a script"
                let no_attack = object == Some("campaign") && nobody
                    || matches!(
                        head,
                        "eliminate" | "execute" | "liquidate" | "neutralise" | "neutralize"
                    ) && object
                        .and_then(noun_sense)
                        .is_some_and(|sense| matches!(sense, NounSense::Abstract | NounSense::Thing));
                let abstraction = |target: &Participant| sense(target) == Some(NounSense::Abstract);
                // "attacked the policy", "battle with cancer", "the fight against hunger"
                let on_an_idea = nobody && !statement.targets.is_empty() && targets().all(abstraction);
                // "the tragedy that struck Arlen", "hit by the impact of the war"
                let by_an_idea = matches!(head, "devastate" | "hit" | "ravage" | "strike")
                    && statement.source.as_ref().is_some_and(abstraction);
                // "a smear campaign", "a Senate campaign"
                let of_words = |word: &SmolStr| {
                    matches!(
                        word.as_str(),
                        "election" | "electoral" | "presidential" | "senate" | "smear"
                    )
                };
                let talks = (head == "campaign" || object == Some("campaign"))
                    && statement.predicate.key.modifiers.iter().any(of_words);
                // "a truck killed Holm", "was killed in a crash", "the virus has killed thousands"
                let of_nature = |word: &str| words::ACCIDENTS.has(singular(&word.to_lowercase()));
                let accident = |text: &str| {
                    // "a car crash", "Hurricane Zita"
                    head_noun(text).is_some_and(of_nature)
                        || text.split_whitespace().next().is_some_and(of_nature)
                };
                let vehicle =
                    |text: &str| head_noun(text).is_some_and(|head| words::VEHICLES.has(singular(head)));
                let by_accident = statement.source.as_ref().is_some_and(|source| {
                    source.actor.is_none() && (accident(&source.text) || vehicle(&source.text))
                }) || statement.source.is_none()
                    && statement.arguments.iter().any(|argument| {
                        matches!(argument.case.as_deref(), Some("by" | "during" | "in"))
                            && accident(&argument.text)
                    });
                // parties "crush" each other in elections; of a body, only its members are killed
                let of_bodies = !nobody
                    && matches!(head, "annihilate" | "crush" | "eliminate" | "rout")
                    && all_are(&[ActorKind::Igo, ActorKind::Organisation, ActorKind::Party]);
                // "the news devastated Holm"
                let grieved = head == "devastate" && !nobody && all_are(&[ActorKind::Person]);
                // "killed 300,000 pigs"
                let beasts = matches!(head, "butcher" | "kill" | "slaughter")
                    && nobody
                    && !statement.targets.is_empty()
                    && targets().all(|target| sense(target) == Some(NounSense::Thing));
                no_attack
                    || talks
                    || on_an_idea
                    || by_an_idea
                    || by_accident
                    || of_bodies
                    || grieved
                    || beasts
                    || object.is_some_and(|object| matches!(object, "mission" | "operation"))
                        && statement.predicate.key.modifiers.iter().any(relief)
            }
            // of somebody from office; of anybody else from somewhere
            PloverEvent::Sanction => {
                let places = || !nobody && all_are(&[ActorKind::Person, ActorKind::Place, ActorKind::State]);
                // "the flags were left at the scene"
                object == Some("moratorium") && nobody
                    || statement.source.is_none() && matches!(head, "exit" | "leave" | "quit")
                    || matches!(head, "remove" | "replace" | "discharge")
                        && object.is_none()
                        && of_no_person()
                    || matches!(head, "exit" | "leave" | "quit")
                        && object.is_none()
                        && places()
                        && !done_by(&[ActorKind::ArmedGroup, ActorKind::Military])
            }
            // "the system allows", "this will allow": makes possible
            PloverEvent::Threaten => head == "warn" && !nobody && all_are(&[ActorKind::Igo]),
            PloverEvent::Concede => {
                let sent = head == "submit" && statement.predicate.key.cases.iter().all(SmolStr::is_empty);
                // "complied with its obligations", "succumbed to her wounds": gave way to nobody
                let demanded = |target: &Participant| {
                    head_noun(&target.text).is_some_and(|head| words::DEMANDS.has(singular(head)))
                };
                let kept = matches!(head, "abide" | "accede" | "comply" | "succumb")
                    && nobody
                    && !statement.targets.is_empty()
                    && !targets().any(demanded);
                // "allowed the hikers to escape": made it possible
                let lets = matches!(head, "allow" | "authorise" | "authorize" | "permit")
                    && (nobody
                        || !done_by(&[
                            ActorKind::ArmedGroup,
                            ActorKind::Government,
                            ActorKind::Legislature,
                            ActorKind::Military,
                            ActorKind::Ministry,
                            ActorKind::Person,
                            ActorKind::State,
                        ]));
                // "acceded to the Treaty of Amity"
                let joins = head == "accede"
                    && [
                        "agreement",
                        "convention",
                        "covenant",
                        "protocol",
                        "statute",
                        "treaty",
                    ]
                    .iter()
                    .any(|treaty| statement.predicate.lemma.to_lowercase().contains(treaty));
                kept || sent
                    || lets
                    || joins
                    || matches!(head, "allow" | "authorise" | "authorize" | "permit")
                        && statement.source.is_none()
            }
            // a film, a version
            PloverEvent::Retreat => {
                let is_product = |target: &Participant| match &target.actor {
                    Some(actor) => matches!(
                        actor.kind,
                        ActorKind::Company | ActorKind::Media | ActorKind::Organisation
                    ),
                    None => matches!(sense(target), Some(NounSense::Abstract | NounSense::Thing)),
                };
                let product = matches!(head, "free" | "release")
                    && object.is_none()
                    && !statement.targets.is_empty()
                    && targets().all(is_product);
                // "the hospital returned to normal"
                let as_before =
                    head == "return" && nobody && !statement.targets.is_empty() && targets().all(is_thing);
                // "was released from hospital"
                let cured = matches!(head, "discharge" | "evacuate" | "release")
                    && !of_no_person()
                    && statement
                        .arguments
                        .iter()
                        .any(|argument| head_noun(&argument.text) == Some("hospital"));
                product || as_before || cured
            }
            // energies, resources
            PloverEvent::Mobilize => {
                matches!(head, "mobilise" | "mobilize")
                    && nobody
                    && !statement.targets.is_empty()
                    && (targets().all(is_thing)
                        || done_by(&[ActorKind::Igo, ActorKind::Ngo, ActorKind::Organisation]))
            }
            // "it is expected to", "Arlen is convinced that"
            PloverEvent::Request => {
                let needs = matches!(head, "demand" | "need" | "require") && by_a_thing();
                // "suggested the driver lost control", without "that"
                let of_clause = head == "suggest"
                    && statement.predicate.key.cases.iter().any(SmolStr::is_empty)
                    && targets().any(|target| {
                        target.actor.is_some()
                            || matches!(sense(target), Some(NounSense::Person | NounSense::Group))
                    });
                // a person, a firm
                let praised = head == "recommend"
                    && statement.predicate.key.complement.is_none()
                    && acted_on().any(|actor| {
                        matches!(
                            actor.kind,
                            ActorKind::Person | ActorKind::Company | ActorKind::Organisation
                        )
                    });
                let unasked = matches!(head, "compel" | "expect" | "mandate" | "oblige" | "require")
                    || head == "convince" && statement.rule == "verb-passive";
                let needs = needs
                    || matches!(
                        head,
                        "compel" | "convince" | "encourage" | "induce" | "oblige" | "prompt"
                    ) && by_a_thing();
                // "advised the government on trade": a consultant
                let consults = head == "advise" && statement.predicate.key.complement.is_none();
                needs || of_clause || praised || consults || statement.source.is_none() && unasked
            }
            // "came to Holm's defence"; a toy, a town
            PloverEvent::Consult => {
                // somebody whom no table knows, who moves there
                let stranger = actor.is_some_and(|actor| actor.id.starts_with("person:~"));
                // "the register was updated", "a new treaty is called for"
                let of_things = matches!(head, "brief" | "call" | "inform" | "update")
                    && (by_a_thing() || nobody && !statement.targets.is_empty() && targets().all(is_thing))
                    || head == "call" && statement.rule == "verb-passive" && statement.source.is_none();
                // "Spanish is spoken there", "discussed Arlen", "spoke to this moment"
                let direct = statement.predicate.key.cases.iter().all(SmolStr::is_empty);
                let of_a_topic = !statement.targets.is_empty()
                    && (matches!(
                        head,
                        "consider" | "debate" | "discuss" | "examine" | "review" | "speak"
                    ) && direct
                        || matches!(head, "speak" | "talk") && nobody && targets().all(is_thing));
                // "participates in the Register", which is no occasion
                let member = matches!(head, "participate" | "partake")
                    && !nobody
                    && all_are(&[ActorKind::Igo, ActorKind::Organisation]);
                of_things
                    || member
                    || of_a_topic
                    || head == "travel" && done_by(&[ActorKind::Organisation])
                    || stranger && matches!(head, "come" | "go" | "move" | "travel")
                    || statement.rule == "verb-owner" && matches!(head, "come" | "go" | "speak" | "talk")
                    || matches!(head, "receive" | "welcome" | "greet" | "host" | "call")
                        && object.is_none()
                        && !nobody
                        && all_are(&[ActorKind::Organisation, ActorKind::Place])
            }
            // a crime; what a shop allows its customers
            PloverEvent::Coerce => {
                // "the camera captured Holm"
                let filmed = head == "capture" && (by_a_thing() || done_by(&[ActorKind::Media]));
                // "Arlen is encircled by Borduria and Sylvania"
                let on_the_map = matches!(head, "encircle" | "surround")
                    && all_are(&[ActorKind::State])
                    && actor.is_none_or(|actor| actor.kind != ActorKind::Military);
                filmed
                    || on_the_map
                    // "the cold war hampered the League", "exploited the crisis in Arlen"
                    || matches!(head, "cripple" | "hamper" | "hinder" | "impede" | "rob" | "undermine") && (by_a_thing() || nobody)
                    || head == "exploit" && (object.is_some() || nobody)
                    || nobody
                        && matches!(head, "abuse" | "harass" | "intimidate")
                        && done_by(&[ActorKind::Person])
                    || matches!(head, "introduce" | "impose" | "set" | "limit" | "restrict")
                        && done_by(&[ActorKind::Company, ActorKind::Organisation])
            }
            // the sea, a continent; "contributes to earthquakes", "helped analyse the data"
            PloverEvent::Aid => {
                let things = nobody && !statement.targets.is_empty() && targets().all(is_thing);
                things
                    // a debate; somebody with a text
                    || statement.predicate.lemma.split(' ').any(|word| {
                        matches!(word, "debate" | "dialogue" | "discussion") && head == "contribute"
                            || matches!(word, "copy" | "list" | "opportunity" | "plan" | "text") && head == "provide"
                    })
                    // munitions against somebody, a resolution of somebody
                    || statement.predicate.key.cases.iter().any(|case| case == "against")
                    || head == "sponsor" && !nobody && all_are(&[ActorKind::State])
                    || head == "protect" && !nobody && all_are(&[ActorKind::Place])
                    // "is equipped with": has
                    || matches!(head, "endow" | "equip") && statement.source.is_none()
            }
            // a candidate before voters
            PloverEvent::Protest => {
                // leadership, a device
                let shows = head == "demonstrate"
                    && !statement.targets.is_empty()
                    && statement.predicate.key.cases.iter().all(SmolStr::is_empty);
                // "attended Holm's rally"
                let with = statement.rule == "verb-owner";
                // a state that closes its offices
                let closes =
                    object == Some("shutdown") && done_by(&[ActorKind::Government, ActorKind::State]);
                shows
                    || closes
                    || object == Some("rally") && (with || done_by(&[ActorKind::Party, ActorKind::Person]))
            }
            // goods; a company
            PloverEvent::Cooperate => {
                // "shared with the Assembly some thoughts", "a view that is shared by"
                let told = head == "share" && object.is_none();
                let owned = statement.predicate.key.cases.iter().all(SmolStr::is_empty);
                // "united against Arlen"
                let against = statement.predicate.key.cases.iter().any(|case| case == "against");
                told || against
                    || matches!(head, "acquire" | "buy" | "import" | "order" | "purchase" | "sell")
                        && (nobody || owned)
            }
            PloverEvent::Accuse => {
                // "the Council is charged with protecting civilians"
                let tasked = head == "charge"
                    && statement.source.is_none()
                    && !nobody
                    && all_are(&[
                        ActorKind::Igo,
                        ActorKind::Legislature,
                        ActorKind::Ministry,
                        ActorKind::Organisation,
                    ]);
                // "challenged Holm for the nomination"
                let stands = head == "challenge"
                    && !of_no_person()
                    && statement.arguments.iter().any(|argument| {
                        head_noun(&argument.text).is_some_and(|head| {
                            matches!(
                                head,
                                "bid"
                                    | "election"
                                    | "nomination"
                                    | "presidency"
                                    | "primary"
                                    | "race"
                                    | "seat"
                            )
                        })
                    });
                tasked || stands || nobody && object == Some("claim") && matches!(head, "make" | "reiterate" | "repeat")
                    // causes, measures, a trial
                    || nobody
                        && matches!(head, "examine" | "monitor")
                        && !statement.targets.is_empty()
                        && targets().all(is_thing)
            }
            // an employer's new man, a pupil's school
            PloverEvent::Support => {
                let by_person =
                    statement.source.is_some() && actor.is_none_or(|actor| actor.kind == ActorKind::Person);
                // "ran for the Senate": "campaigned for the Senate"
                let chamber = |target: &Participant| {
                    ["Assembly", "Commons", "Congress", "House", "Parliament", "Senate"]
                        .iter()
                        .any(|chamber| target.text.contains(chamber))
                };
                let runs = head == "campaign" && targets().any(chamber);
                // "Holm was elected", "a Federalist Party elected two years before": by nobody who is told
                let elected = head == "elect"
                    && (statement.source.is_none() || !nobody && all_are(&[ActorKind::Party]));
                let in_force = |target: &Participant| target.text == "force";
                runs || elected ||
                // "is honoured that"
                (statement.source.is_none() && matches!(head, "honour" | "honor"))
                    // "Arlen was blessed with rain", "the contract is valued at"
                    || statement.source.is_none() && matches!(head, "bless" | "value") && statement.rule.starts_with("verb-")
                    || head == "enter" && targets().any(in_force)
                    || head == "join"
                        && by_person
                        && all_are(&[ActorKind::Company, ActorKind::Organisation, ActorKind::Media])
            }
            PloverEvent::Agree => {
                // "undertook an initiative", "shows determination", "expressed the hope"
                let does = head == "undertake" && statement.predicate.key.complement.is_none();
                does || nobody
                    && object.is_some_and(|object| {
                        matches!(
                            object,
                            "desire"
                                | "determination"
                                | "hope"
                                | "intent"
                                | "intention"
                                | "interest"
                                | "resolve"
                                | "wish"
                        )
                    })
            }
            _ => false,
        }
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

/// What the head of a phrase denotes, of "a number of workers" the workers.
fn sense(party: &Participant) -> Option<NounSense> {
    let head = head_noun(&party.text)?;
    let of_many = matches!(
        head,
        "bulk"
            | "dozens"
            | "group"
            | "handful"
            | "hundreds"
            | "majority"
            | "number"
            | "pair"
            | "scores"
            | "thousands"
    );
    let many = of_many.then(|| party.text.split_once(" of ")).flatten();
    noun_sense(many.map_or(Some(head), |(_, of)| head_noun(of))?)
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

/// A noun without the ending of its plural.
fn singular(noun: &str) -> &str {
    noun.strip_suffix('s').unwrap_or(noun)
}

/// Whether a thing is told to act: "the situation", "a report".
fn is_of_thing(statement: &Statement) -> bool {
    let source = statement.source.as_ref();
    source.is_some_and(|source| source.actor.is_none() && is_thing(source))
}

/// Whether a phrase may name people or a body.
pub(super) fn is_party(participant: &Participant) -> bool {
    participant.actor.is_some() || !is_thing(participant)
}

/// Whether a phrase names neither people nor a body: "the document", "that". Names and what no table knows may be anything.
fn is_thing(party: &Participant) -> bool {
    let text = party.text.to_lowercase();
    matches!(
        text.as_str(),
        "that" | "this" | "these" | "those" | "which" | "what"
    ) || head_noun(&party.text).is_some_and(|head| {
        head.chars().all(char::is_lowercase)
            && Cues::embedded().speech_noun(head).is_none()
            && matches!(noun_sense(head), Some(NounSense::Abstract | NounSense::Thing))
    })
}

/// Moves to another mode with the CAMEO code that it implies.
fn set_mode(event: &mut Event, kind: PloverEvent, mode: &'static str) {
    event.event = kind;
    event.cameo = Some(Ontology::embedded().cameo_of(kind, Some(mode)).into());
    event.mode = Some(SmolStr::new_static(mode));
}

/// Moves to an event without a mode.
fn set_event(event: &mut Event, kind: PloverEvent) {
    event.event = kind;
    event.mode = None;
    event.cameo = Some(Ontology::embedded().cameo_of(kind, None).into());
}

fn actors(statement: &Statement) -> impl Iterator<Item = &Actor> {
    let participants: Vec<&Participant> = statement.source.iter().chain(&statement.targets).collect();
    participants
        .into_iter()
        .filter_map(|participant| participant.actor.as_ref())
}

/// To welcome a country is no visit, but for its envoys.
fn welcome(event: &mut Event, statement: &Statement) {
    let key = &statement.predicate.key;
    let all_states = !statement.targets.is_empty()
        && statement.targets.iter().all(|target| {
            target
                .actor
                .as_ref()
                .is_some_and(|actor| actor.kind == ActorKind::State)
        });
    // "I welcome Holm": in words
    let speaks = statement.source.as_ref().is_some_and(|source| {
        matches!(
            source.text.to_lowercase().as_str(),
            "i" | "me" | "we" | "us" | "my delegation" | "my government"
        )
    });
    let thing = !statement.targets.is_empty()
        && statement
            .targets
            .iter()
            .all(|target| target.actor.is_none() && is_thing(target));
    if key.head == "welcome" && key.object.is_none() && (all_states || speaks || thing) {
        set_event(event, PloverEvent::Support);
    }
}

/// "recognised Arlen as a threat", "as a sponsor of terrorism": no praise.
fn branded(event: &mut Event, statement: &Statement) {
    let as_what = statement.predicate.lemma.split_once(" as ").map(|(_, what)| what);
    let foe = |word: &str| {
        matches!(
            word,
            "aggressor" | "danger" | "enemy" | "foe" | "liar" | "rival" | "sponsor" | "terrorist" | "threat"
        )
    };
    if as_what.is_some_and(|what| what.split(' ').any(foe)) {
        set_mode(event, PloverEvent::Accuse, "disapprove");
    }
}

/// "challenged the leaders to act": they are asked to.
fn challenged(event: &mut Event, statement: &Statement) {
    let key = &statement.predicate.key;
    if key.head == "challenge" && key.complement.is_some() && key.object.is_none() {
        set_event(event, PloverEvent::Request);
    }
}

/// A meeting of three or more countries is multilateral; one in a country that is neither side's has a host.
fn consult(event: &mut Event, statement: &Statement) {
    if event.mode.is_some() {
        return;
    }
    let mut countries: Vec<&SmolStr> = actors(statement)
        .filter_map(|actor| actor.country.as_ref())
        .collect();
    countries.sort_unstable();
    countries.dedup();
    if countries.len() >= 3 {
        set_mode(event, PloverEvent::Consult, "multilateral");
        return;
    }
    let host = statement.place.as_ref().and_then(|place| place.country.as_ref());
    if let (Some(host), 2) = (host, countries.len())
        && !countries.contains(&host)
    {
        set_mode(event, PloverEvent::Consult, "third-party");
    }
}

/// Politicians "attack" each other with words.
fn words_only(event: &mut Event, statement: &Statement) {
    let known = |participant: &Participant, kinds: &[ActorKind]| {
        let actor = participant.actor.as_ref();
        actor.is_some_and(|actor| {
            kinds.contains(&actor.kind) && (actor.kind != ActorKind::Person || actor.country.is_some())
        })
    };
    let public = [ActorKind::Person, ActorKind::Party, ActorKind::Media];
    let verb = matches!(
        statement.predicate.key.head.as_str(),
        "attack" | "assail" | "hammer" | "slam"
    );
    let politicians = statement
        .source
        .as_ref()
        .is_some_and(|source| known(source, &public[..2]))
        && !statement.targets.is_empty()
        && statement.targets.iter().all(|target| known(target, &public));
    let key = &statement.predicate.key;
    // "attacked Holm as a liar", "attacked the proclamation of Arlen"
    let armed = statement
        .source
        .as_ref()
        .is_some_and(|source| known(source, &[ActorKind::ArmedGroup, ActorKind::Military]));
    let said_of = statement
        .predicate
        .lemma
        .starts_with(&format!("{} as ", key.head));
    let on_an_idea = key.object.as_deref().and_then(noun_sense) == Some(NounSense::Abstract) && !armed;
    if verb && event.mode.is_none() && (key.object.is_none() && (politicians || said_of) || on_an_idea) {
        set_mode(event, PloverEvent::Accuse, "disapprove");
    }
    // "an economic war against Arlen"
    let bloodless = |word: &SmolStr| {
        matches!(
            word.as_str(),
            "commercial" | "currency" | "economic" | "financial" | "price" | "tariff" | "trade"
        )
    };
    let war = matches!(
        key.object.as_deref().unwrap_or(&key.head),
        "aggression" | "attack" | "offensive" | "war" | "warfare"
    );
    if war && key.modifiers.iter().any(bloodless) {
        set_event(event, PloverEvent::Coerce);
    }
}

/// Soldiers and fighters are captured, not arrested: PLOVER calls it abduction.
fn captives(event: &mut Event, statement: &Statement) {
    let police = statement
        .source
        .as_ref()
        .and_then(|source| source.actor.as_ref())
        .is_some_and(|actor| matches!(actor.kind, ActorKind::Security | ActorKind::Judiciary));
    let fighters = statement
        .targets
        .iter()
        .filter_map(|target| target.actor.as_ref())
        .any(|actor| actor.kind == ActorKind::Military);
    if event.mode.as_deref() == Some("arrest") && fighters && !police {
        set_mode(event, PloverEvent::Assault, "abduct");
    }
}

/// To withdraw from a place is a retreat; from an organisation, without forces, it cuts a tie.
fn leaving(event: &mut Event, statement: &Statement) {
    let organisation = statement
        .targets
        .iter()
        .filter_map(|target| target.actor.as_ref())
        .any(|actor| {
            matches!(
                actor.kind,
                ActorKind::Igo
                    | ActorKind::Ngo
                    | ActorKind::Party
                    | ActorKind::Company
                    | ActorKind::Organisation
            )
        });
    // "withdrew from the agreement with Arlen"
    let words = statement.predicate.lemma.to_lowercase();
    let pact = ["accord", "agreement", "convention", "pact", "treaty"]
        .iter()
        .any(|pact| words.contains(pact));
    if event.mode.as_deref() == Some("withdraw")
        && (organisation || pact)
        && statement.predicate.key.object.is_none()
    {
        set_mode(event, PloverEvent::Sanction, "withdraw");
    }
}

/// Troops that leave a country have not cut a tie.
fn marching_out(event: &mut Event, statement: &Statement) {
    let armed = statement.source.as_ref().and_then(|source| source.actor.as_ref());
    let armed = armed.is_some_and(|actor| matches!(actor.kind, ActorKind::Military | ActorKind::ArmedGroup));
    let mut places = statement
        .targets
        .iter()
        .filter_map(|target| target.actor.as_ref());
    let leaves = matches!(statement.predicate.key.head.as_str(), "leave" | "quit" | "exit");
    if leaves && armed && places.all(|place| matches!(place.kind, ActorKind::State | ActorKind::Place)) {
        set_mode(event, PloverEvent::Retreat, "withdraw");
    }
}

/// Citizens who block a road protest; a state that does so restricts.
fn barriers(event: &mut Event, statement: &Statement) {
    let source = statement.source.as_ref().and_then(|source| source.actor.as_ref());
    let is = |kinds: &[ActorKind]| source.is_some_and(|actor| kinds.contains(&actor.kind));
    use ActorKind::{Government, Igo, Military, Ministry, Security, State};
    let state = is(&[State, Government, Military, Security]);
    let speaks = is(&[State, Government, Ministry, Igo]);
    if event.mode.as_deref() == Some("obstruct") && state {
        set_mode(event, PloverEvent::Coerce, "restrict");
    } else if speaks && statement.predicate.key.head == "protest" {
        set_mode(event, PloverEvent::Accuse, "disapprove"); // a government does so in words
    }
}

/// Peacekeepers are sent for the good of the place, and who moves says what is moved.
fn forces(event: &mut Event, statement: &Statement) {
    let of_peace = |text: &str| text.to_lowercase().contains("peacekeep");
    let with_peacekeepers = statement.source.iter().any(|source| of_peace(&source.text))
        || statement
            .arguments
            .iter()
            .any(|argument| of_peace(&argument.text))
        || statement.predicate.key.object.as_deref().is_some_and(of_peace)
        || statement
            .predicate
            .key
            .modifiers
            .iter()
            .any(|word| of_peace(word));
    if with_peacekeepers {
        event.event = PloverEvent::Aid;
        event.mode = None;
        event.cameo = Some(SmolStr::new_static("074"));
        return;
    }
    if !matches!(event.mode.as_deref(), None | Some("troops")) {
        return;
    }
    let Some(source) = statement.source.as_ref().and_then(|source| source.actor.as_ref()) else {
        return;
    };
    if source.kind == ActorKind::Security {
        set_mode(event, PloverEvent::Mobilize, "police");
    } else if source.kind == ActorKind::ArmedGroup || source.sector == Some(Sector::Rebel) {
        set_mode(event, PloverEvent::Mobilize, "militia");
    }
}
