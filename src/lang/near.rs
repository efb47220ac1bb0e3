//! The name that was probably meant by one that is none.

/// How alike two names are at least, from 0 to 1 by Jaro and Winkler, for one to be meant by the other.
const ALIKE: f64 = 0.8;

/// The nearest of the names, if one is near. Of two that are equally near, the first.
pub fn nearest<'a>(typed: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let alike = names
        .into_iter()
        .map(|name| (strsim::jaro_winkler(typed, name), name))
        .filter(|(likeness, _)| *likeness >= ALIKE);
    // The first of equals is kept: a later one must be nearer.
    let best = alike.reduce(|best, next| if next.0 > best.0 { next } else { best });
    best.map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_near_and_strangers_are_not() {
        let names = ["clean", "check", "explain", "lists"];
        assert_eq!(nearest("claen", names), Some("clean"));
        assert_eq!(nearest("list", names), Some("lists"));
        assert_eq!(nearest("leads", names), None);
        assert_eq!(nearest("", names), None);
    }
}
