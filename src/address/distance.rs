//! How far a typed word is from the one that was meant, weighted by how people mistype.

use crate::lang::{Text, texts::judge};

/// One slip of a typist, from the word that was meant to the one that was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edit {
    /// Two neighbours changed places.
    Transposition,
    /// A letter stands twice that should stand once, or once that should stand twice.
    Doubling,
    /// A letter is missing.
    Omission,
    /// The key beside the right one.
    Neighbour,
    /// A second key was hit along with the right one.
    Slip,
    /// A character that looks alike (`0` for `o`, `rn` for `m`).
    Lookalike,
    /// A letter that sounds alike (`k` for `c`).
    Sound,
    /// Any other letter in place of the right one, or added.
    Other,
}

impl Edit {
    /// What the slip costs. Ten is one ordinary slip; what hands do most often costs less,
    /// what they do seldom more.
    pub fn cost(self) -> u32 {
        match self {
            Edit::Transposition | Edit::Doubling | Edit::Lookalike => 8,
            Edit::Omission | Edit::Neighbour | Edit::Slip | Edit::Sound => 10,
            Edit::Other => 16,
        }
    }

    /// A word for the slip.
    pub fn title(self) -> Text {
        match self {
            Edit::Transposition => judge::TRANSPOSITION,
            Edit::Doubling => judge::DOUBLING,
            Edit::Omission => judge::OMISSION,
            Edit::Neighbour => judge::NEIGHBOUR,
            Edit::Slip => judge::SLIP,
            Edit::Lookalike => judge::LOOKALIKE,
            Edit::Sound => judge::SOUND,
            Edit::Other => judge::OTHER_LETTER,
        }
    }
}

/// The cheapest way from `meant` to `typed`, if it costs at most `limit`: cost and slips.
///
/// This is the optimal string alignment distance with weights and a few two-letter steps.
pub fn edits(typed: &str, meant: &str, limit: u32) -> Option<(u32, Vec<Edit>)> {
    let typed: Vec<char> = typed.chars().collect();
    let meant: Vec<char> = meant.chars().collect();
    if typed.len().abs_diff(meant.len()) as u32 * 8 > limit {
        return None;
    }
    let width = meant.len() + 1;
    // For each pair of prefixes: cost, step back, the slip taken.
    let mut grid: Vec<(u32, (u8, u8), Option<Edit>)> =
        vec![(u32::MAX, (0, 0), None); (typed.len() + 1) * width];
    grid[0].0 = 0;
    for i in 0..=typed.len() {
        let mut best_of_row = u32::MAX;
        for j in 0..=meant.len() {
            if (i, j) != (0, 0) {
                let mut best = (u32::MAX, (0, 0), None);
                steps(&typed, &meant, i, j, |(back_i, back_j), edit| {
                    let from = grid[(i - back_i as usize) * width + j - back_j as usize].0;
                    let cost = from.saturating_add(edit.map_or(0, Edit::cost));
                    if cost < best.0 {
                        best = (cost, (back_i, back_j), edit);
                    }
                });
                grid[i * width + j] = best;
            }
            best_of_row = best_of_row.min(grid[i * width + j].0);
        }
        // A two-letter step may skip one row, so a row is hopeless only well beyond the limit.
        if best_of_row > limit + 16 {
            return None;
        }
    }
    let (cost, ..) = grid[grid.len() - 1];
    if cost > limit {
        return None;
    }
    let (mut i, mut j, mut slips) = (typed.len(), meant.len(), Vec::new());
    while (i, j) != (0, 0) {
        let (_, (back_i, back_j), edit) = grid[i * width + j];
        slips.extend(edit);
        i -= back_i as usize;
        j -= back_j as usize;
    }
    slips.reverse();
    Some((cost, slips))
}

/// Offers every step that ends at `typed[..i]` and `meant[..j]`.
fn steps(
    typed: &[char],
    meant: &[char],
    i: usize,
    j: usize,
    mut offer: impl FnMut((u8, u8), Option<Edit>),
) {
    let t = |back: usize| typed[i - back];
    let m = |back: usize| meant[j - back];
    if i > 0 && j > 0 {
        let edit = if t(1) == m(1) {
            None
        } else if looks_like(t(1), m(1)) {
            Some(Edit::Lookalike)
        } else if keyboard_neighbours(t(1), m(1)) {
            Some(Edit::Neighbour)
        } else if sounds_like(t(1), m(1)) {
            Some(Edit::Sound)
        } else {
            Some(Edit::Other)
        };
        // Another first letter makes another word, unless the hand or the ear explains it.
        if !(edit == Some(Edit::Other) && i == 1 && j == 1) {
            offer((1, 1), edit);
        }
    }
    if i > 0 {
        let extra = t(1);
        let doubles = (j > 0 && extra == m(1)) || (j < meant.len() && extra == meant[j]);
        let beside = (i > 1 && keyboard_neighbours(extra, t(2)))
            || (i < typed.len() && keyboard_neighbours(extra, typed[i]));
        let edit = match (doubles, beside) {
            (true, _) => Edit::Doubling,
            (_, true) => Edit::Slip,
            _ => Edit::Other,
        };
        offer((1, 0), Some(edit));
    }
    if j > 0 {
        let twin = j > 1 && m(1) == m(2);
        offer(
            (0, 1),
            Some(if twin { Edit::Doubling } else { Edit::Omission }),
        );
    }
    if i > 1 && j > 1 && t(1) == m(2) && t(2) == m(1) && t(1) != t(2) {
        offer((2, 2), Some(Edit::Transposition));
    }
    if i > 1 && j > 0 && matches!((t(2), t(1), m(1)), ('r', 'n', 'm') | ('v', 'v', 'w')) {
        offer((2, 1), Some(Edit::Lookalike));
    }
    if i > 0 && j > 1 {
        match (t(1), m(2), m(1)) {
            ('m', 'r', 'n') | ('w', 'v', 'v') => offer((1, 2), Some(Edit::Lookalike)),
            ('u', 'o', 'o') | ('f', 'p', 'h') => offer((1, 2), Some(Edit::Sound)),
            _ => {}
        }
    }
}

fn looks_like(a: char, b: char) -> bool {
    matches!(
        (a.min(b), a.max(b)),
        ('0', 'o') | ('1', 'l') | ('1', 'i') | ('i', 'l') | ('5', 's') | ('i', 'j')
    )
}

fn sounds_like(a: char, b: char) -> bool {
    matches!((a.min(b), a.max(b)), ('c', 'k') | ('i', 'y') | ('s', 'z'))
}

/// Each row of a QWERTY keyboard with the offset of its first key, in quarters of a key.
const ROWS: [(&[u8], i32); 4] = [
    (b"1234567890-", 0),
    (b"qwertyuiop", 2),
    (b"asdfghjkl", 3),
    (b"zxcvbnm", 5),
];

/// For each ASCII character a bit for each of its neighbours: typists are judged letter by letter, and often.
const NEIGHBOURS: [u128; 128] = {
    let mut neighbours = [0; 128];
    let mut row = 0;
    while row < 16 {
        let ((keys, offset), (others, other_offset)) = (ROWS[row / 4], ROWS[row % 4]);
        let apart = (row / 4).abs_diff(row % 4);
        let mut key = 0;
        while key < keys.len() && apart < 2 {
            let mut other = 0;
            while other < others.len() {
                let distance =
                    (key as i32 * 4 + offset - other as i32 * 4 - other_offset).unsigned_abs();
                if (apart == 0 && distance == 4) || (apart == 1 && distance <= 3) {
                    neighbours[keys[key] as usize] |= 1 << others[other];
                }
                other += 1;
            }
            key += 1;
        }
        row += 1;
    }
    neighbours
};

/// Whether two characters lie side by side on a QWERTY keyboard.
pub fn keyboard_neighbours(a: char, b: char) -> bool {
    match NEIGHBOURS.get(a as usize) {
        Some(neighbours) => b.is_ascii() && neighbours >> (b as u32) & 1 == 1,
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_keyboard_is_a_qwerty() {
        for (a, b) in [
            ('q', 'w'),
            ('g', 'b'),
            ('k', 'm'),
            ('o', 'l'),
            ('p', 'l'),
            ('a', 'w'),
        ] {
            assert!(keyboard_neighbours(a, b), "{a}{b}");
        }
        for (a, b) in [('q', 'e'), ('a', 'e'), ('n', 's'), ('q', 'z'), ('g', 'g')] {
            assert!(!keyboard_neighbours(a, b), "{a}{b}");
        }
    }

    #[test]
    fn slips_are_told_by_their_kind() {
        for (typed, meant, slips) in [
            ("gmial", "gmail", vec![Edit::Transposition]),
            ("gmaill", "gmail", vec![Edit::Doubling]),
            ("yaho", "yahoo", vec![Edit::Doubling]),
            ("gmil", "gmail", vec![Edit::Omission]),
            ("gnail", "gmail", vec![Edit::Neighbour]),
            ("hotjmail", "hotmail", vec![Edit::Slip]),
            ("hotrnail", "hotmail", vec![Edit::Lookalike]),
            ("h0tmail", "hotmail", vec![Edit::Lookalike]),
            ("komcast", "comcast", vec![Edit::Sound]),
            ("yahu", "yahoo", vec![Edit::Sound]),
            ("outtlokk", "outlook", vec![Edit::Doubling, Edit::Neighbour]),
        ] {
            let (_, found) = edits(typed, meant, 40).unwrap();
            assert_eq!(found, slips, "{typed}");
        }
        assert_eq!(edits("acme", "gmail", 20), None);
        assert_eq!(edits("same", "same", 0), Some((0, vec![])));
    }
}
