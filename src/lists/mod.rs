//! The embedded tables of `data/`, with the user's own entries laid over them.
//!
//! All names are asked for as lower-case A-labels.

mod catalog;
mod kinds;
mod local_filter;
mod overlay;
mod sending;
mod table;

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;

pub use catalog::TableInfo;
pub use kinds::{
    AliasRule, AsciiRule, ColumnHint, DisposableHit, DisposableTier, MailboxRule, MxClass,
    MxProvider, Provider, ProviderKind, Role,
};
pub use local_filter::LocalFilter;
pub use overlay::OverlayError;
pub use sending::{Blocklist, Code, CodeKind, ListedKind, Platform, ReceiverRule};

use overlay::{EntryKind, Overlay};
use table::Table;

use crate::address::Domain;

macro_rules! tables {
    ($($name:ident $shape:ident $file:literal;)*) => {
        $(static $name: Table = Table::$shape(include_str!(concat!("../../data/", $file)));)*

        /// Every embedded table with the name of its file.
        const TABLES: &[(&str, &str)] = &[$(($file, include_str!(concat!("../../data/", $file))),)*];
    };
}

tables! {
    ALIAS_RULES with_header "alias-rules.csv";
    BLOCKLISTS with_header "blocklists.csv";
    COLUMNS with_header "columns.csv";
    DISPOSABLE plain "disposable-domains.txt";
    SUSPECTED plain "disposable-suspected.txt";
    KNOWN plain "known-domains.txt";
    MAIL_PLATFORMS with_header "mail-platforms.csv";
    MX_HOSTS with_header "mx-hosts.csv";
    MX_PROVIDERS with_header "mx-providers.csv";
    NO_REPLY plain "no-reply.txt";
    PLACEHOLDERS plain "placeholders.txt";
    PROVIDER_RULES with_header "provider-rules.csv";
    PROVIDERS with_header "providers.csv";
    RECEIVERS with_header "receivers.csv";
    RELAYS plain "relays.txt";
    RESERVED plain "reserved.txt";
    ROLES with_header "roles.csv";
    TLD_TARGETS with_header "tld-targets.csv";
    TLD_TYPOS with_header "tld-typos.csv";
    TLDS plain "tlds.txt";
    TYPOS with_header "typos.csv";
}

/// The tables that take entries of the user's own: the name for it, what an entry is, and the file of the built-in
/// table, empty where there is none.
const OVERLAYS: [(&str, EntryKind, &str); 8] = [
    ("allow", EntryKind::AddressOrDomain, ""),
    ("block", EntryKind::AddressOrDomain, ""),
    ("disposable", EntryKind::Domain, "disposable-domains.txt"),
    ("freemail", EntryKind::Domain, "providers.csv"),
    ("known", EntryKind::Domain, "known-domains.txt"),
    ("no-reply", EntryKind::Local, "no-reply.txt"),
    ("relay", EntryKind::Domain, "relays.txt"),
    ("role", EntryKind::Local, "roles.csv"),
];

/// The tables.
#[derive(Clone, Debug, Default)]
pub struct Lists {
    overlays: BTreeMap<&'static str, Overlay>,
}

impl Lists {
    /// The tables as they are built in.
    pub fn builtin() -> Lists {
        Lists::default()
    }

    /// Lays the user's entries over a table (`text`: one entry a line, `#` begins a comment), or
    /// puts them in its place where `replace` holds.
    pub fn overlay(&mut self, name: &str, text: &str, replace: bool) -> Result<(), OverlayError> {
        let name = Lists::overlay_name(name)?;
        let found = OVERLAYS.iter().find(|(known, _, _)| *known == name);
        let kind = found.map_or(EntryKind::Domain, |(_, kind, _)| *kind);
        let overlay = self.overlays.entry(name).or_default();
        overlay.replaces |= replace;
        overlay.add(text, kind)
    }

    /// How many entries of the user's own a table has.
    pub fn own_entries(&self, name: &str) -> usize {
        self.overlays.get(name).map_or(0, Overlay::len)
    }

    fn own(&self, table: &str, domain: &str) -> Option<&str> {
        self.overlays.get(table)?.for_domain(domain)
    }

    /// Whether the built-in table counts.
    fn builtin_counts(&self, table: &str) -> bool {
        self.overlays
            .get(table)
            .is_none_or(|overlay| !overlay.replaces)
    }

    /// The mailbox provider with this domain.
    pub fn provider(&self, domain: &str) -> Option<Provider> {
        PROVIDERS.find(domain).map(Provider::of)
    }

    /// Every mailbox provider, by domain.
    pub fn providers(&self) -> impl Iterator<Item = Provider> + use<> {
        PROVIDERS.rows().map(Provider::of)
    }

    /// Whether the domain gives mailboxes to the public.
    pub fn is_freemail(&self, domain: &str) -> bool {
        use ProviderKind::{Free, Isp, Paid};
        self.own("freemail", domain).is_some()
            || (self.builtin_counts("freemail")
                && self
                    .provider(domain)
                    .is_some_and(|provider| matches!(provider.kind, Free | Isp | Paid)))
    }

    /// Whether the domain is known to be right though it resembles a provider's.
    pub fn is_known_domain(&self, domain: &str) -> bool {
        self.own("known", domain).is_some() || (self.builtin_counts("known") && KNOWN.has(domain))
    }

    /// Whether the domain passes mail on to hidden addresses.
    pub fn is_relay(&self, domain: &str) -> bool {
        self.own("relay", domain).is_some()
            || (self.builtin_counts("relay")
                && RELAYS.find_parent(domain, below_suffix(domain)).is_some())
    }

    /// The entry for a disposable domain: its own, or that of a domain above it, but none at or
    /// above the public suffix.
    pub fn disposable(&self, domain: &str) -> Option<DisposableHit> {
        let hit = |tier, entry: &str| DisposableHit {
            tier,
            entry: entry.to_owned(),
        };
        if let Some(entry) = self.own("disposable", domain) {
            return Some(hit(DisposableTier::Overlay, entry));
        }
        if !self.builtin_counts("disposable") {
            return None;
        }
        let find = |table: &Table| table.find_parent(domain, below_suffix(domain));
        match find(&DISPOSABLE) {
            Some(row) => Some(hit(DisposableTier::Base, row.key())),
            None => find(&SUSPECTED).map(|row| hit(DisposableTier::Suspected, row.key())),
        }
    }

    /// What an MX host says of the domains behind it.
    pub fn mx_class(&self, host: &str) -> Option<MxClass> {
        MX_HOSTS.find_parent(host, |_| true).map(MxClass::of)
    }

    /// Who receives the mail, by the MX host.
    pub fn mx_provider(&self, host: &str) -> Option<MxProvider> {
        let row = MX_PROVIDERS.find_parent(host, |_| true)?;
        Some(MxProvider {
            id: row.field(1),
            name: row.field(2),
            region: row.field(3),
        })
    }

    /// The domain that a known misspelling stands for.
    pub fn typo(&self, domain: &str) -> Option<&'static str> {
        TYPOS.find(domain).map(|row| row.field(1))
    }

    /// The top-level domain that a known misspelling stands for.
    pub fn tld_typo(&self, tld: &str) -> Option<&'static str> {
        TLD_TYPOS.find(tld).map(|row| row.field(1))
    }

    /// Top-level domains to correct towards, commonest first.
    pub fn tld_targets(&self) -> Vec<&'static str> {
        let mut targets: Vec<(u32, &'static str)> = TLD_TARGETS
            .rows()
            .map(|row| (row.field(1).parse().unwrap_or(u32::MAX), row.key()))
            .collect();
        targets.sort_unstable();
        targets.into_iter().map(|(_, tld)| tld).collect()
    }

    /// Whether the label is a top-level domain of the IANA root.
    pub fn is_tld(&self, label: &str) -> bool {
        TLDS.has(label)
    }

    /// The entry for a name under which no mail can exist (RFC 2606, RFC 6761).
    pub fn reserved(&self, domain: &str) -> Option<&'static str> {
        RESERVED.find_parent(domain, |_| true).map(|row| row.key())
    }

    /// The role that a local part (lower-case) names: as it stands, without its separators, or
    /// without the number or country behind it (`sales2`, `info.de`).
    pub fn role(&self, local: &str) -> Option<Role> {
        if let Some(overlay) = self.overlays.get("role") {
            if overlay.get(local).is_some() {
                return Some(Role {
                    token: "",
                    lang: "",
                    class: "own",
                });
            }
            if overlay.replaces {
                return None;
            }
        }
        let local = local.split('+').next().unwrap_or(local);
        let unnumbered = local.trim_end_matches(|c: char| c.is_ascii_digit());
        let first = local
            .split_once(['.', '-', '_'])
            .and_then(|(first, rest)| (rest.len() <= 3).then_some(first));
        [Some(local), Some(unnumbered), first]
            .into_iter()
            .flatten()
            .find_map(|form| ROLES.find(form).or_else(|| ROLES.find(&squeeze(form))))
            .map(|row| Role {
                token: row.key(),
                lang: row.field(1),
                class: row.field(2),
            })
    }

    /// Whether no person reads what is sent to this local part (lower-case).
    pub fn is_no_reply(&self, local: &str) -> bool {
        let squeezed = squeeze(local.split('+').next().unwrap_or(local));
        let form = squeezed.trim_end_matches(|c: char| c.is_ascii_digit());
        self.overlays
            .get("no-reply")
            .is_some_and(|overlay| overlay.get(local).is_some())
            || (self.builtin_counts("no-reply") && NO_REPLY.has(form))
    }

    /// A quick way to know that nothing of the above holds for a local part.
    pub fn local_filter(&self) -> LocalFilter {
        LocalFilter::of(self)
    }

    fn overlay_entries(&self, table: &str) -> impl Iterator<Item = &str> {
        self.overlays
            .get(table)
            .into_iter()
            .flat_map(Overlay::entries)
    }

    /// The mailbox names that a provider gives out.
    pub fn mailbox_rule(&self, domain: &str) -> Option<MailboxRule> {
        let row = PROVIDER_RULES.find(domain)?;
        Some(MailboxRule::of(row, self.alias_rule(domain)))
    }

    /// When the provider takes several addresses for one mailbox.
    pub fn alias_rule(&self, domain: &str) -> Option<AliasRule> {
        ALIAS_RULES.find(domain).map(AliasRule::of)
    }

    /// Whether the address (lower-case) is one that forms and templates carry.
    pub fn is_placeholder(&self, address: &str) -> bool {
        PLACEHOLDERS.has(address)
    }

    /// What a column's header says of its content.
    pub fn column(&self, header: &str) -> Option<ColumnHint> {
        COLUMNS.find(&fold_header(header)).map(ColumnHint::of)
    }

    /// The entry of the user's allow list that holds for an address, or for `@domain`.
    pub fn allows(&self, text: &str) -> Option<&str> {
        self.own_address("allow", text)
    }

    /// The entry of the user's block list that holds for an address, or for `@domain`.
    pub fn blocks(&self, text: &str) -> Option<&str> {
        self.own_address("block", text)
    }

    /// The user's own entry that holds for a domain or, in the tables of local parts, for a local part. `overlay` is the
    /// name under which it was given.
    pub fn own_entry(&self, overlay: &str, name: &str) -> Option<&str> {
        self.own(overlay, name)
    }

    fn own_address(&self, table: &str, text: &str) -> Option<&str> {
        let overlay = self.overlays.get(table)?;
        let (local, typed) = text.rsplit_once('@')?;
        // Entries stand as A-labels, whatever the address was typed in.
        let domain = Domain::parse(typed).map_or_else(|_| typed.to_lowercase(), |d| d.to_string());
        if local.is_empty() {
            return overlay.for_domain(&domain);
        }
        let local = local.to_lowercase();
        second_names(&domain)
            .find_map(|name| overlay.get(&format!("{local}@{name}")))
            .or_else(|| overlay.for_address(&local, &domain))
    }

    /// The tables that take entries of the user's own.
    pub fn overlay_names() -> Vec<&'static str> {
        OVERLAYS.iter().map(|&(name, _, _)| name).collect()
    }

    /// The name under which a table takes entries of the user's own, by this name, by that of the built-in table or by
    /// that of its file.
    pub fn overlay_name(name: &str) -> Result<&'static str, OverlayError> {
        let is = |&&(known, _, file): &&(&str, EntryKind, &str)| {
            known == name || (!file.is_empty() && (file == name || table_name(file) == name))
        };
        let found = OVERLAYS.iter().find(is).map(|&(known, _, _)| known);
        found.ok_or_else(|| OverlayError::NoSuchTable {
            name: name.to_owned(),
            known: Lists::overlay_names(),
        })
    }

    /// The file of the built-in table, by the name of the table, of the file, or that under which it takes entries.
    pub fn table_file(name: &str) -> Option<&'static str> {
        let built_in = TABLES.iter().map(|&(file, _)| file);
        let mut named = built_in.filter(|file| *file == name || table_name(file) == name);
        let own = OVERLAYS.iter().find(|(known, _, _)| *known == name);
        let own = own.map(|&(_, _, file)| file);
        named.next().or(own.filter(|file| !file.is_empty()))
    }

    /// What is recorded of each table.
    pub fn tables() -> Vec<TableInfo> {
        catalog::tables()
    }

    /// The text of an embedded table by the name of its file.
    pub fn text(file: &str) -> Option<&'static str> {
        let &(_, text) = TABLES.iter().find(|(name, _)| *name == file)?;
        Some(text)
    }
}

/// The name of a table: that of its file without the ending.
fn table_name(file: &str) -> &str {
    file.split('.').next().unwrap_or(file)
}

/// Whether an entry of a table, by the table's file, holds for a domain below it.
pub fn holds_below(file: &str, domain: &str, entry: &str) -> bool {
    match file {
        "disposable-domains.txt" | "disposable-suspected.txt" | "relays.txt" => {
            below_suffix(domain)(entry)
        }
        "mx-hosts.csv" | "mx-providers.csv" | "reserved.txt" => true,
        _ => false,
    }
}

/// Other domains at which the same mailboxes stand (`googlemail.com`).
fn second_names(domain: &str) -> impl Iterator<Item = &'static str> {
    let canonical = ALIAS_RULES
        .find(domain)
        .map(|row| AliasRule::of(row).canonical);
    ALIAS_RULES
        .rows()
        .filter(move |row| canonical == Some(AliasRule::of(*row).canonical) && row.key() != domain)
        .map(|row| row.key())
}

/// A header as the table of columns has it: NFKC, lower case, letters and digits only.
pub fn fold_header(header: &str) -> String {
    header
        .nfkc()
        .flat_map(char::to_lowercase)
        .filter(|c| c.is_alphanumeric())
        .collect()
}

/// Without the signs that people put between words.
fn squeeze(local: &str) -> String {
    local.replace(['.', '-', '_'], "")
}

/// Names that are longer than the public suffix of `domain`: an entry at the suffix itself would
/// hold for everybody below it.
fn below_suffix(domain: &str) -> impl Fn(&str) -> bool {
    let suffix = psl::suffix_str(domain).map_or(0, str::len);
    move |parent| parent.len() > suffix
}
