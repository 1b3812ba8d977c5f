//! Closed word lists of English spelling that tokens and sentences hang on.
//! Every list is sorted, so that it can be searched by halving.

/// Whether a sorted list holds the word.
pub(super) fn has(list: &[&str], word: &str) -> bool {
    list.binary_search(&word).is_ok()
}

/// As [`has`], for a list of lower-case words and a word in any case.
pub(super) fn has_any_case(list: &[&str], word: &str) -> bool {
    // no word of the lists is longer, and the bound keeps this cheap on junk
    word.len() <= 16 && has(list, word.to_lowercase().as_str())
}

/// Words written together and split as the treebanks do: where the second part starts.
pub(super) const FUSED: &[(&str, usize)] = &[
    ("arent", 3),
    ("cannot", 3),
    ("cant", 2),
    ("couldnt", 5),
    ("didnt", 3),
    ("doesnt", 4),
    ("dont", 2),
    ("gimme", 3),
    ("gonna", 3),
    ("gotta", 3),
    ("hasnt", 3),
    ("havent", 4),
    ("isnt", 2),
    ("lemme", 3),
    ("lotta", 3),
    ("shouldnt", 6),
    ("wanna", 3),
    ("wasnt", 3),
    ("werent", 4),
    ("wont", 2),
    ("wouldnt", 5),
];

/// Shortened words with a leading apostrophe.
pub(super) const CLIPPED: &[&str] = &[
    "bout", "cause", "cuz", "em", "n", "round", "til", "till", "tis", "twas",
];

/// Words that begin a sentence with a capital, and hardly a name, in the midst of which they would stand.
pub(super) const SEAM_OPENERS: &[&str] = &[
    "After",
    "Although",
    "As",
    "At",
    "Because",
    "Before",
    "But",
    "Despite",
    "During",
    "Finally",
    "For",
    "Furthermore",
    "Having",
    "However",
    "If",
    "In",
    "Indeed",
    "Moreover",
    "Nevertheless",
    "Nonetheless",
    "Only",
    "Since",
    "Such",
    "There",
    "Therefore",
    "These",
    "This",
    "Those",
    "Thus",
    "Today",
    "We",
    "When",
    "While",
    "With",
];

/// Words after which a sentence goes on in small letters.
pub(super) const HANGING: &[&str] = &[
    "a", "an", "and", "be", "been", "between", "by", "from", "has", "have", "her", "his", "into", "its",
    "more", "most", "of", "or", "our", "such", "than", "the", "their", "these", "this", "those", "very",
    "was", "were", "will", "would",
];

/// Words that begin a sentence where a verb of [`SEAM_VERBS`] follows.
pub(super) const SEAM_SUBJECTS: &[&str] = &["It", "There", "These", "They", "This", "We"];

/// Verbs right after the subject of a new sentence.
pub(super) const SEAM_VERBS: &[&str] = &[
    "are", "can", "cannot", "could", "had", "has", "have", "is", "must", "should", "was", "were", "will",
    "would",
];

/// Prefixes that stay on their word: "anti-war", "co-founder". All else is split at its hyphens.
pub(super) const PREFIXES: &[&str] = &[
    "anti", "arch", "bi", "co", "counter", "cross", "e", "ex", "extra", "inter", "intra", "meta", "micro",
    "mid", "mini", "mis", "multi", "neo", "non", "over", "pan", "post", "pre", "pro", "proto", "pseudo",
    "re", "semi", "socio", "sub", "super", "tele", "trans", "tri", "ultra", "un", "under",
];

/// Second syllables of romanised East Asian given names, which are one word with the first: "Jong-un".
pub(super) const SYLLABLES: &[&str] = &[
    "bae", "bin", "bok", "bong", "bum", "chae", "chan", "che", "cheng", "cheol", "chi", "chiang", "chieh",
    "chih", "chin", "ching", "cho", "choi", "chong", "chu", "chul", "chun", "chung", "dae", "dong", "duk",
    "eun", "fai", "fang", "fat", "fei", "feng", "fu", "fung", "gab", "geun", "gi", "gil", "goo", "gu", "guk",
    "gun", "gwang", "gyo", "gyu", "ha", "hae", "han", "hao", "hee", "ho", "hoi", "hong", "hoon", "hsi",
    "hsien", "hsin", "hsing", "hua", "huan", "huang", "hui", "hun", "hung", "hwa", "hwan", "hye", "hyeok",
    "hyeon", "hyok", "hyon", "hyuk", "hyun", "hyung", "ik", "il", "in", "ing", "ja", "jae", "jen", "jeou",
    "ji", "jie", "jin", "jo", "jong", "joo", "joon", "ju", "jun", "jung", "ka", "kai", "kang", "keun",
    "keung", "ki", "kil", "kin", "kit", "ko", "kon", "koo", "kook", "ku", "kuang", "kuk", "kun", "kung",
    "kuo", "kwan", "kwang", "kwok", "kwon", "kyo", "kyu", "kyun", "kyung", "lai", "lam", "lan", "leung",
    "li", "liang", "lien", "lin", "ling", "lok", "long", "lun", "lung", "man", "mei", "mi", "min", "ming",
    "mo", "moo", "moon", "mu", "mun", "myong", "myung", "nam", "ok", "pei", "pil", "ping", "pong", "pyo",
    "pyong", "rae", "ryol", "ryong", "sam", "san", "sang", "seo", "seob", "seok", "seon", "seong", "seop",
    "seung", "shan", "shek", "sheng", "shik", "shin", "shing", "shu", "shui", "shun", "sik", "sil", "sim",
    "siu", "so", "sok", "sol", "son", "song", "soo", "sook", "soon", "sop", "su", "suk", "sun", "sung",
    "sup", "tae", "taek", "tai", "tak", "te", "teh", "tek", "teng", "tsai", "tse", "tung", "uk", "un", "ung",
    "wah", "wai", "wan", "wei", "wen", "wing", "wol", "won", "woo", "wook", "wu", "yan", "yang", "yat", "ye",
    "yee", "yeh", "yen", "yeol", "yeon", "yeong", "yeop", "yi", "yin", "ying", "yip", "yiu", "yo", "yol",
    "yong", "yoo", "yoon", "youn", "young", "yu", "yuan", "yue", "yuen", "yuk", "yul", "yun", "yung", "zhen",
    "zheng",
];

/// Units that are split off a number: "5pm", "$3bn".
pub(super) const UNITS: &[&str] = &[
    "am", "b", "bn", "cm", "ft", "gb", "gw", "gwh", "ha", "hp", "hr", "hrs", "hz", "in", "k", "kg", "km",
    "kph", "kw", "kwh", "lb", "lbs", "m", "mb", "mg", "mhz", "min", "mins", "ml", "mln", "mm", "mn", "mph",
    "mw", "oz", "pm", "sec", "secs", "tb", "tn", "trn", "yd", "yrs",
];

/// Ends of internet addresses written without "www.".
pub(super) const DOMAINS: &[&str] = &[
    "ai", "app", "asia", "au", "biz", "br", "ca", "ch", "cn", "co", "com", "de", "edu", "es", "eu", "fm",
    "fr", "gov", "il", "in", "info", "int", "io", "ir", "is", "it", "jp", "kp", "kr", "ly", "me", "mil",
    "net", "news", "nl", "org", "pl", "ru", "se", "tr", "tv", "tw", "ua", "uk", "us",
];

/// Abbreviations, without their stop, that keep it and never end a sentence: titles before a name,
/// and what stands before a number or an example.
pub(super) const BEFORE: &[&str] = &[
    "Adm", "Amb", "Ass't", "Asst", "Attn", "Brig", "Bros", "Capt", "Cmdr", "Col", "Comdr", "Cpl", "Dr",
    "E.g", "Fr", "Ft", "Gen", "Gov", "Hon", "I.e", "Insp", "Lieut", "Lt", "Maj", "Messrs", "Mlle", "Mme",
    "Mr", "Mrs", "Ms", "Msgr", "Mt", "Pfc", "Pres", "Prof", "Pte", "Pvt", "Rep", "Reps", "Rev", "Sen",
    "Sens", "Sgt", "Spc", "Spec", "St", "Ste", "Supt", "approx", "ca", "cf", "e.g", "i.e", "pp", "vol", "vs",
];

/// Abbreviations that keep their stop and may also end a sentence.
pub(super) const ANYWHERE: &[&str] = &[
    "Ala", "Apr", "Ariz", "Ark", "Assn", "Aug", "Ave", "Blvd", "Calif", "Colo", "Conn", "Corp", "Ct", "Dec",
    "Dept", "Dist", "Esq", "Feb", "Fla", "Ga", "Ill", "Inc", "Ind", "Intl", "Jan", "Jr", "Kan", "Ky", "La",
    "Ltd", "Md", "Mich", "Minn", "Mo", "Mont", "Neb", "Nev", "Nov", "Oct", "Okla", "Ont", "Ore", "Pa", "Plc",
    "Pty", "Que", "Sept", "Sr", "Tenn", "Tex", "Univ", "Va", "Vt", "Wis", "Wyo", "assn", "blvd", "corp",
    "dept", "etc", "ext", "govt", "inc", "intl", "ltd", "misc", "yrs",
];

/// Words that are abbreviations only before a number (or a comma): "No. 3", "Mar. 4", "Fig. 2".
pub(super) const BEFORE_NUMBER: &[&str] = &[
    "Art", "Arts", "Ch", "Ex", "Fig", "Figs", "Fri", "Jul", "Jun", "Mar", "Mon", "No", "Nos", "Nr", "Op",
    "Para", "Rs", "Sat", "Sec", "Sun", "Thu", "Thur", "Thurs", "Tue", "Tues", "Vol", "Wed", "art", "ch",
    "fig", "no", "nos", "p", "para", "sec",
];

/// Words that are abbreviations only before a capital: "Ford Motor Co. Chairman", "Fort Worth, Tex."
pub(super) const BEFORE_CAPITAL: &[&str] = &["Co", "Cos", "Del", "Mass", "Miss", "Wash"];

/// What may follow a clock time and belong to its sentence.
pub(super) const AFTER_TIME: &[&str] = &[
    "BST",
    "CEST",
    "CET",
    "CST",
    "EDT",
    "EST",
    "ET",
    "Eastern",
    "Friday",
    "GMT",
    "IST",
    "JST",
    "KST",
    "MSK",
    "Monday",
    "PDT",
    "PST",
    "PT",
    "Pacific",
    "Saturday",
    "Sunday",
    "Thursday",
    "Tuesday",
    "UTC",
    "Wednesday",
];

/// Words that, capitalised, open a sentence far more often than they stand in a name.
pub(super) const OPENERS: &[&str] = &[
    "A",
    "About",
    "According",
    "After",
    "All",
    "Also",
    "Although",
    "Among",
    "An",
    "And",
    "Another",
    "Any",
    "As",
    "At",
    "Because",
    "Before",
    "Both",
    "But",
    "By",
    "Despite",
    "Do",
    "During",
    "Each",
    "Earlier",
    "Even",
    "Every",
    "For",
    "From",
    "Had",
    "Has",
    "Have",
    "He",
    "Hence",
    "Her",
    "Here",
    "His",
    "How",
    "However",
    "I",
    "If",
    "In",
    "Instead",
    "Is",
    "It",
    "Its",
    "Last",
    "Later",
    "Many",
    "Meanwhile",
    "More",
    "Moreover",
    "Most",
    "My",
    "Neither",
    "No",
    "None",
    "Nor",
    "Not",
    "Now",
    "On",
    "Once",
    "One",
    "Only",
    "Or",
    "Other",
    "Our",
    "Over",
    "Rather",
    "She",
    "Since",
    "So",
    "Some",
    "Still",
    "Such",
    "Than",
    "That",
    "The",
    "Their",
    "Then",
    "There",
    "These",
    "They",
    "This",
    "Those",
    "Though",
    "Through",
    "Thus",
    "To",
    "Under",
    "Until",
    "Was",
    "We",
    "What",
    "When",
    "Where",
    "Whether",
    "Which",
    "While",
    "Who",
    "Why",
    "Will",
    "With",
    "Would",
    "Yes",
    "Yet",
    "You",
    "Your",
];

/// Verbs that hand a quotation that ends in ! or ? to its speaker: "'Never!' Minister Ann Roe said."
pub(super) const SAYING: &[&str] = &[
    "added",
    "announced",
    "answered",
    "argued",
    "asked",
    "claimed",
    "continued",
    "cried",
    "declared",
    "demanded",
    "exclaimed",
    "explained",
    "insisted",
    "joked",
    "noted",
    "quipped",
    "quoted",
    "replied",
    "responded",
    "said",
    "says",
    "shouted",
    "stated",
    "told",
    "tweeted",
    "wondered",
    "wrote",
];

/// Faces made of punctuation.
pub(super) const FACES: &[&str] = &[
    "(:", ":'(", ":(", ":)", ":-(", ":-)", ":-/", ":-D", ":-P", ":/", ":D", ":O", ":P", ":p", ":|", ";(",
    ";)", ";-)", "<3", "=(", "=)", "=D", ">:(", "^_^",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted() {
        for list in [
            CLIPPED,
            PREFIXES,
            SYLLABLES,
            UNITS,
            DOMAINS,
            BEFORE,
            ANYWHERE,
            BEFORE_NUMBER,
            BEFORE_CAPITAL,
            AFTER_TIME,
            OPENERS,
            SEAM_OPENERS,
            HANGING,
            SEAM_SUBJECTS,
            SEAM_VERBS,
            SAYING,
            FACES,
        ] {
            for pair in list.windows(2) {
                assert!(pair[0] < pair[1], "{} before {}", pair[0], pair[1]);
            }
        }
        assert!(FUSED.is_sorted_by(|a, b| a.0 < b.0 && a.1 < a.0.len()));
    }
}
