//! Names that providers give to every address of theirs, so that they say nothing of who uses it.

use std::net::IpAddr;

/// Words in the names of lines for private customers.
const WORDS: &[&str] = &[
    "adsl",
    "broadband",
    "cable",
    "dhcp",
    "dial",
    "dialin",
    "dialup",
    "dsl",
    "dyn",
    "dynamic",
    "dynip",
    "ftth",
    "gpon",
    "pool",
    "ppp",
    "pppoe",
    "residential",
    "unallocated",
    "unassigned",
    "unused",
    "vdsl",
    "xdsl",
];

/// Whether the name is made of the address, or of such a word, in front of the registered domain.
pub fn looks_generic(name: &str, ip: IpAddr) -> bool {
    let lower = name.to_ascii_lowercase();
    // Clouds give their customers names right below a suffix of their own, so that no more than three labels are left out.
    let registered = psl::domain_str(&lower).map_or(0, |own| own.split('.').count());
    let labels: Vec<&str> = lower.split('.').collect();
    let front = labels[..labels.len() - registered.min(3).min(labels.len())].join(".");
    let front = front.as_str();
    let tokens: Vec<&str> = front
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|token| !token.is_empty())
        .collect();
    has_word(&tokens) || has_address(front, &tokens, ip.to_canonical())
}

fn has_word(tokens: &[&str]) -> bool {
    tokens.iter().any(|token| {
        let bare = token.trim_matches(|c: char| c.is_ascii_digit());
        WORDS.contains(&bare)
    })
}

fn has_address(front: &str, tokens: &[&str], ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(v4) => {
            let octets = v4.octets();
            let [a, b, c, d] = octets;
            let whole = [
                format!("{a:03}{b:03}{c:03}{d:03}"),
                format!("{a:02x}{b:02x}{c:02x}{d:02x}"),
                format!("{d:02x}{c:02x}{b:02x}{a:02x}"),
            ];
            whole.iter().any(|form| front.contains(form)) || has_octets(tokens, &octets)
        }
        IpAddr::V6(v6) => {
            let segments = v6.segments();
            let full: String = segments.iter().map(|part| format!("{part:04x}")).collect();
            let packed: String = front.chars().filter(char::is_ascii_hexdigit).collect();
            let backwards: String = full.chars().rev().collect();
            let dashed = v6.to_string().replace(':', "-");
            let long = segments.map(|part| format!("{part:x}")).join("-");
            packed.contains(&full)
                || packed.contains(&backwards)
                || front.contains(&long)
                || (dashed.len() > 8 && front.contains(&dashed))
        }
    }
}

/// Whether all four octets stand in the name as numbers of their own, in any order.
fn has_octets(tokens: &[&str], octets: &[u8; 4]) -> bool {
    let mut numbers: Vec<u8> = tokens
        .iter()
        .filter_map(|token| {
            token
                .trim_matches(|c: char| c.is_ascii_alphabetic())
                .parse()
                .ok()
        })
        .collect();
    octets.iter().all(|octet| {
        let place = numbers.iter().position(|number| number == octet);
        place.map(|at| numbers.swap_remove(at)).is_some()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_lines_are_known_from_names_of_servers() {
        let ip: IpAddr = "203.0.113.45".parse().expect("an address");
        for name in [
            "203-0-113-45.isp.example.net",
            "45.113.0.203.in-addr.example.net",
            "host45.113.0.203.example.net",
            "static-203-0-113-45.customer.example.net",
            "ip203-0-113-45.example.net",
            "203000113045.example.net",
            "cb00712d.example.net",
            "dyn7.example.net",
            "a.dynamic.example.net",
            "adsl-12.example.net",
            "pool1.example.net",
            "ec2-203-0-113-45.us-west-2.compute.amazonaws.com",
            "45.113.0.203.bc.googleusercontent.com",
        ] {
            assert!(looks_generic(name, ip), "{name}");
        }
        for name in [
            "mail.example.com",
            "mx45.example.com",
            "mail203.example.net",
            "example.com",
            "a.b.c",
            "",
            "pool.com",
            "outbound-45-113.example.com",
            "liverpool.example.com",
        ] {
            assert!(!looks_generic(name, ip), "{name}");
        }
        let v6: IpAddr = "2001:db8::cb01".parse().expect("an address");
        assert!(looks_generic("2001-db8--cb01.example.net", v6));
        assert!(looks_generic(
            "1.0.b.c.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.example.net",
            v6
        ));
        assert!(!looks_generic("mail.example.net", v6));
    }
}
