//! What judgements make of actors.

mod support;

use legation::graph::{Identities, Judgement, KnowledgeGraph, Ledger, Verdict};
use legation::model::ActorId;
use proptest::prelude::*;

fn id(text: &str) -> ActorId {
    ActorId::from(text)
}

fn same(a: &str, b: &str) -> Judgement {
    Judgement::new(id(a), id(b), Verdict::Same)
}

#[test]
fn the_gazetteer_stands_for_names_and_the_fullest_name_for_others() {
    let identities = Identities::new(&[
        same("person:~doe", "person:~jane-doe"),
        same("person:~jane-doe", "person:Q1"),
        same("org:~b", "org:~a"),
    ])
    .expect("no contradiction");
    for (one, meant) in [
        ("person:~doe", "person:Q1"),
        ("person:~jane-doe", "person:Q1"),
        ("person:Q1", "person:Q1"),
        ("org:~b", "org:~a"),
        ("org:~c", "org:~c"),
    ] {
        assert_eq!(identities.meant(&id(one)), meant);
    }
    let names = Identities::new(&[same("person:~doe", "person:~jane-doe")]).expect("no contradiction");
    assert_eq!(names.meant(&id("person:~doe")), "person:~jane-doe");
}

#[test]
fn a_contradiction_tells_the_way() {
    let different = Judgement::new(id("x:c"), id("x:a"), Verdict::Different);
    let told =
        Identities::new(&[same("x:a", "x:b"), same("x:b", "x:c"), different]).expect_err("contradiction");
    assert_eq!((told.a.as_str(), told.b.as_str()), ("x:a", "x:c"));
    assert_eq!(told.same, [(id("x:a"), id("x:b")), (id("x:b"), id("x:c"))]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    /// Judgements join actors in every order alike, the file counts what the graph has, and taking them back
    /// gives the graph that was.
    #[test]
    fn merges_keep_statements_and_are_reversible(
        entries in support::entries(),
        pairs in prop::collection::vec((0usize..6, 0usize..6), 1..4),
    ) {
        let folder = tempfile::tempdir().expect("a folder for tests");
        let mut ledger = Ledger::create(&folder.path().join("graph")).expect("a new graph");
        ledger.add(&entries).expect("room for tests");
        let before = ledger.load().expect("a graph");
        let verdicts: Vec<_> = pairs
            .iter()
            .filter(|(a, b)| a != b)
            .map(|(a, b)| (id(&format!("x:{a}")), id(&format!("x:{b}")), Some(Verdict::Same)))
            .collect();
        ledger.judge(&verdicts).expect("no contradiction");
        let merged = ledger.load().expect("a graph");
        let mut reversed = ledger.judgements().expect("a graph");
        reversed.reverse();
        prop_assert_eq!(&Identities::new(&reversed).expect("no contradiction"), merged.identities());
        let ids = |graph: &KnowledgeGraph| graph.statements().iter().map(|s| s.id.clone()).collect::<std::collections::BTreeSet<_>>();
        prop_assert_eq!(ids(&before), ids(&merged));
        for (id, meant) in merged.identities().merged() {
            if before.actor(id).is_some() {
                prop_assert_eq!(merged.actor(id).map(|actor| &actor.id), Some(meant));
            }
        }
        let counts = ledger.counts().expect("a graph");
        prop_assert_eq!(counts.actors as usize, merged.actors().len());
        prop_assert_eq!(counts.ties as usize, merged.tie_count());
        let undone: Vec<_> = verdicts.into_iter().map(|(a, b, _)| (a, b, None)).collect();
        ledger.judge(&undone).expect("no contradiction");
        prop_assert_eq!(ledger.load().expect("a graph"), before);
    }
}
