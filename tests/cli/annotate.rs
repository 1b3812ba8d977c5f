use crate::Place;

/// The lines of words in CoNLL-U.
fn words(conllu: &str) -> Vec<&str> {
    conllu
        .lines()
        .filter(|l| l.starts_with(char::is_numeric))
        .collect()
}

#[test]
fn text_becomes_conllu_with_entities() {
    let place = Place::new();
    place.write(
        "a.txt",
        "Queen Zelmira of Ostravia met the Pellish envoy.\n\nTalks went on.",
    );
    let ran = place
        .run(&["annotate", "a.txt"])
        .ended(0)
        .silent()
        .says("# newdoc id = a.txt\n# newpar\n# text = Queen Zelmira of Ostravia met the Pellish envoy.\n")
        .says("met\tmeet\tVERB")
        .says("NER=B-PERSON");
    assert_eq!(words(&ran.out).len(), 13);
    assert!(words(&ran.out).iter().all(|line| line.split('\t').count() == 10));
    assert_eq!(ran.out.matches("# newpar").count(), 2);
}

#[test]
fn given_words_and_documents_are_kept() {
    let place = Place::new();
    let tokens = "# newdoc id = one\n1\tShe\t_\t_\t_\t_\t_\t_\t_\t_\n2\tcan't\t_\t_\t_\t_\t_\t_\t_\t_\n\n\
                  # newdoc id = two\n1\tTalks\t_\t_\t_\t_\t_\t_\t_\t_\n\n";
    let ran = place
        .feed(&["annotate", "--tokens", "-"], tokens)
        .ended(0)
        .silent()
        .says("# newdoc id = one\n")
        .says("2\tcan't\t")
        .says("# newdoc id = two\n");
    assert_eq!(words(&ran.out).len(), 3);
}

#[test]
fn bad_conllu_is_named_with_its_place() {
    let place = Place::new();
    let text = "# newdoc id = one\n1\tShe\t_\t_\t_\t_\t_\t_\t_\t_\n\n# newdoc id = two\n1\tTalks\n";
    place.write("bad.conllu", text);
    let ran = place.run(&["annotate", "--tokens", "bad.conllu"]).ended(2);
    assert!(ran.err.contains("bad.conllu: line 5, column 2"), "{}", ran.err);
    assert_eq!(ran.out, "");
}

#[test]
fn text_without_a_letter_is_no_error() {
    let place = Place::new();
    place.write("odd.txt", "12 345 .. ,, ## !! 77 %\n");
    place.run(&["annotate", "odd.txt"]).ended(0).says("NUM");
}
