//! Nothing that a stranger publishes or sends breaks a reader.

use proptest::prelude::*;

use super::message::Message;
use super::tags::Tags;
use super::{dkim, dmarc, generic, spf};

/// Signs and words that mean something to one of the readers, and some that mean nothing.
fn alphabet() -> impl Strategy<Value = String> {
    let parts = [
        "v=spf1",
        "v=DMARC1",
        "v=DKIM1",
        "v=",
        " ",
        ";",
        ":",
        "=",
        "/",
        "//",
        "%",
        "%{",
        "}",
        "%{d",
        "r",
        "9",
        "255",
        "ip4:",
        "ip6:",
        "include:",
        "redirect=",
        "exp=",
        "a",
        "mx",
        "ptr",
        "all",
        "-",
        "~",
        "?",
        "+",
        "p=",
        "rua=",
        "mailto:",
        "@",
        "!",
        ",",
        ".",
        "..",
        "\u{e9}",
        "\u{4e2d}",
        "\u{1b}[31m",
        "\u{202e}",
        "\0",
        "\r\n",
        "\n",
        "\t",
        "From: ",
        "DKIM-Signature: ",
        "b=",
        "bh=",
        "h=from",
        "d=x.y",
        "s=",
        "\"",
        "<",
        ">",
        "AAAA",
        "127",
        "psd=y",
    ];
    prop::collection::vec(prop::sample::select(parts.to_vec()), 0..40)
        .prop_map(|parts| parts.concat())
}

proptest! {
    #[test]
    fn texts_break_no_reader(text in alphabet()) {
        spf::read_anything(&text);
        dkim::read_anything(&text);
        dmarc::read_anything(&text);
        let _ = Tags::parse(&text).twice();
        generic::looks_generic(&text, std::net::Ipv4Addr::LOCALHOST.into());
    }

    #[test]
    fn bytes_break_no_message(bytes in prop::collection::vec(any::<u8>(), 0..400), text in alphabet()) {
        for bytes in [bytes, text.into_bytes()] {
            let message = Message::parse(&bytes);
            let _ = (message.from_domain(), message.return_path(), message.has_one_click());
            prop_assert!(dkim::domains(&message).count() <= 10);
        }
    }
}
