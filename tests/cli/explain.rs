use crate::Place;

#[test]
fn every_word_is_shown_once_in_its_tree() {
    let place = Place::new();
    let ran = place
        .run(&["explain", "Ostravia attacked Pelland."])
        .ended(0)
        .silent();
    for word in ["Ostravia", "attacked", "Pelland"] {
        assert!(ran.out.contains(word), "{}", ran.out);
    }
    place.run(&["explain", ""]).ended(1);
}
