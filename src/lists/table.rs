//! Sorted text as a table: a binary search needs no start-up and no memory.

/// A table of `data/`, embedded: one entry a line, sorted by the bytes of the first field, which
/// a comma ends.
#[derive(Debug)]
pub(super) struct Table {
    /// The lines, without a header.
    text: &'static str,
}

impl Table {
    /// A table without header.
    pub(super) const fn plain(text: &'static str) -> Table {
        Table { text }
    }

    /// A table whose first line names the columns.
    pub(super) const fn with_header(text: &'static str) -> Table {
        let bytes = text.as_bytes();
        let mut start = 0;
        while bytes[start] != b'\n' {
            start += 1;
        }
        Table {
            text: text.split_at(start + 1).1,
        }
    }

    /// The fields behind `key`, empty where the table has one column. `None` where the table has
    /// no such entry.
    pub(super) fn find(&self, key: &str) -> Option<Row> {
        let text = self.text.as_bytes();
        let (mut low, mut high) = (0, text.len());
        while low < high {
            let middle = low + (high - low) / 2;
            let start = memchr::memrchr(b'\n', &text[low..middle]).map_or(low, |at| low + at + 1);
            let end = memchr::memchr(b'\n', &text[middle..high]).map_or(high, |at| middle + at);
            let row = Row(&self.text[start..end]);
            match row.key().as_bytes().cmp(key.as_bytes()) {
                std::cmp::Ordering::Equal => return Some(row),
                std::cmp::Ordering::Less => low = end + 1,
                std::cmp::Ordering::Greater => high = start,
            }
        }
        None
    }

    /// Whether the table has the entry.
    pub(super) fn has(&self, key: &str) -> bool {
        self.find(key).is_some()
    }

    /// The entry for a name or the nearest of its parents that `may` be asked for.
    pub(super) fn find_parent(&self, name: &str, may: impl Fn(&str) -> bool) -> Option<Row> {
        parents(name)
            .take_while(|&parent| may(parent))
            .find_map(|parent| self.find(parent))
    }

    /// Every row, in the table's order.
    pub(super) fn rows(&self) -> impl Iterator<Item = Row> + use<> {
        self.text.lines().map(Row)
    }
}

/// A line of a table.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row(&'static str);

impl Row {
    /// The first field.
    pub(super) fn key(self) -> &'static str {
        self.0.split(',').next().unwrap_or(self.0)
    }

    /// A field by its number from 0; empty where the row is shorter.
    pub(super) fn field(self, number: usize) -> &'static str {
        self.0.split(',').nth(number).unwrap_or_default()
    }
}

/// A domain and the domains above it, nearest first.
pub(super) fn parents(name: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(name), |name| {
        name.split_once('.').map(|(_, parent)| parent)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    static FRUIT: Table =
        Table::with_header("name,colour\napple,red\npear,green\npear-tree,brown\nplum,\n");

    #[test]
    fn every_entry_is_found_and_nothing_else() {
        for row in FRUIT.rows() {
            assert_eq!(FRUIT.find(row.key()).unwrap().field(1), row.field(1));
        }
        for absent in [
            "",
            "a",
            "name",
            "pea",
            "pear-",
            "plums",
            "zebra",
            "pear,green",
        ] {
            assert!(!FRUIT.has(absent), "{absent}");
        }
        assert_eq!(FRUIT.rows().count(), 4);
    }

    #[test]
    fn parents_are_asked_as_far_as_allowed() {
        static HOSTS: Table = Table::plain("b.example\nexample\n");
        assert!(HOSTS.find_parent("a.b.example", |_| true).is_some());
        assert!(
            HOSTS
                .find_parent("c.example", |parent| parent != "example")
                .is_none()
        );
    }
}
