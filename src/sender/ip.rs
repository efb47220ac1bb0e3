//! IP addresses as DNS and SPF write them.

use std::net::IpAddr;

/// The address in dots: octets, or the nibbles of an IPv6 address (RFC 7208, section 7.3, macro `i`).
pub fn dotted(ip: IpAddr) -> String {
    match ip {
        IpAddr::V4(v4) => v4.to_string(),
        IpAddr::V6(v6) => {
            let nibbles: Vec<String> = v6
                .octets()
                .iter()
                .flat_map(|octet| [octet >> 4, octet & 15])
                .map(|nibble| format!("{nibble:X}"))
                .collect();
            nibbles.join(".")
        }
    }
}

/// The same backwards, as the names of addresses and the zones of blocklists have it (RFC 5782, section 2.1).
pub fn backwards(ip: IpAddr) -> String {
    let dotted = dotted(ip).to_ascii_lowercase();
    let parts: Vec<&str> = dotted.rsplit('.').collect();
    parts.join(".")
}

/// The name at which the names of an address stand (RFC 1035, section 3.5; RFC 3596, section 2.5).
pub fn reverse(ip: IpAddr) -> String {
    let zone = match ip {
        IpAddr::V4(_) => "in-addr.arpa",
        IpAddr::V6(_) => "ip6.arpa",
    };
    format!("{}.{zone}", backwards(ip))
}

/// Whether the first `bits` of the address are those of `range`; never across families.
pub fn in_range(ip: IpAddr, range: IpAddr, bits: u8) -> bool {
    let same = |a: u128, b: u128, width: u32| {
        let spare = width.saturating_sub(u32::from(bits));
        spare >= width || a >> spare == b >> spare
    };
    match (ip, range) {
        (IpAddr::V4(ip), IpAddr::V4(range)) => {
            same(ip.to_bits().into(), range.to_bits().into(), 32)
        }
        (IpAddr::V6(ip), IpAddr::V6(range)) => same(ip.to_bits(), range.to_bits(), 128),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ip(text: &str) -> IpAddr {
        text.parse().expect("an address")
    }

    #[test]
    fn names_of_addresses_are_written_backwards() {
        assert_eq!(reverse(ip("192.0.2.17")), "17.2.0.192.in-addr.arpa");
        assert_eq!(
            reverse(ip("2001:db8::cb01")),
            "1.0.b.c.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa"
        );
    }

    #[test]
    fn ranges_hold_by_their_first_bits() {
        for (address, range, bits, expected) in [
            ("192.0.2.1", "192.0.2.255", 24, true),
            ("192.0.3.1", "192.0.2.255", 24, false),
            ("192.0.3.1", "10.0.0.0", 0, true),
            ("192.0.2.1", "192.0.2.1", 32, true),
            ("2001:db8::1", "2001:db8:ffff::", 32, true),
            ("2001:db9::1", "2001:db8::", 32, false),
            ("2001:db8::1", "::", 0, true),
            ("192.0.2.1", "::", 0, false),
        ] {
            assert_eq!(
                in_range(ip(address), ip(range), bits),
                expected,
                "{address} in {range}/{bits}"
            );
        }
    }
}
