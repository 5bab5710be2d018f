use super::*;

fn letters(text: &str) -> Vec<char> {
    text.chars().collect()
}

/// Does what the hunks say.
fn follow(old: &[char], new: &[char]) -> Vec<char> {
    let mut out = Vec::new();
    let mut at = 0;
    for hunk in diff(old, new) {
        out.extend_from_slice(&old[at..hunk.old.start]);
        out.extend_from_slice(&new[hunk.new]);
        at = hunk.old.end;
    }
    out.extend_from_slice(&old[at..]);
    out
}

/// Letters taken away and put in.
fn cost(hunks: &[Hunk]) -> usize {
    hunks.iter().map(|hunk| hunk.old.len() + hunk.new.len()).sum()
}

/// The length of a shortest script, by the table that everybody knows.
fn shortest(old: &[char], new: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=new.len()).collect();
    for (i, a) in old.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, b) in new.iter().enumerate() {
            let best = if a == b { diagonal } else { 1 + row[j].min(row[j + 1]) };
            diagonal = row[j + 1];
            row[j + 1] = best;
        }
    }
    row[new.len()]
}

#[test]
fn the_hunks_lead_from_one_text_to_the_other_in_as_few_letters_as_can_be() {
    let mut seed = 7_u64;
    let mut draw = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % below
    };
    for _ in 0..3_000 {
        let old: Vec<char> = (0..draw(24)).map(|_| letters("abcä")[draw(4)]).collect();
        let new: Vec<char> = (0..draw(24)).map(|_| letters("abcä")[draw(4)]).collect();
        assert_eq!(follow(&old, &new), new);
        assert_eq!(cost(&diff(&old, &new)), shortest(&old, &new), "{old:?} {new:?}");
        for pair in diff(&old, &new).windows(2) {
            assert!(pair[0].old.end < pair[1].old.start, "between two hunks a letter is kept");
        }
    }
}

/// Frozen: these answers go into change hashes (O3).
#[test]
fn the_hunks_of_these_texts_are_the_golden_ones_o3() {
    let cases = [
        ("", "", ""),
        ("", "abc", "0..0>0..3"),
        ("abc", "", "0..3>0..0"),
        ("ABCABBA", "CBABAC", "0..2>0..0 3..4>1..1 5..5>2..3 7..7>5..6"),
        ("load-in 14:00", "load-in 15:30", "9..10>9..10 11..12>11..12"),
        ("aaaa", "aa", "2..4>2..2"),
        ("e\u{301}clair", "éclair", "0..2>0..1"),
        ("Bühne links", "Bühne rechts", "6..10>6..11"),
        ("👩\u{200d}🚀 up", "👨\u{200d}🚀 up", "0..1>0..1"),
        ("abcdef", "uvwxyz", "0..6>0..6"),
    ];
    let told: Vec<(&str, &str, String)> = cases
        .iter()
        .map(|(old, new, _)| {
            let hunks = diff(&letters(old), &letters(new));
            let hunks: Vec<String> = hunks.iter().map(|hunk| format!("{:?}>{:?}", hunk.old, hunk.new)).collect();
            (*old, *new, hunks.join(" "))
        })
        .collect();
    assert_eq!(told, cases.map(|(old, new, golden)| (old, new, golden.to_owned())));
}

#[test]
fn texts_with_nothing_in_common_are_replaced_whole_and_soon() {
    let old = vec!['a'; 60_000];
    let new: Vec<char> = (0..60_000).map(|n| if n == 30_000 { 'a' } else { 'b' }).collect();
    assert_eq!(diff(&old, &new), [Hunk { old: 0..60_000, new: 0..60_000 }]);
}
