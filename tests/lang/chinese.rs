//! No English is left where Chinese was asked for, whatever the command and however it ends.

use std::collections::BTreeSet;

use clap::CommandFactory;
use hickory_server::proto::op::ResponseCode;
use presend::judge::Reason;
use presend::lang::texts;

use crate::dns::{Answer, DnsServer, closed_port};
use crate::run::{Place, Run};

/// Words that are the same in Chinese: of commands, formats, standards, encodings, makers. Ids of reasons and tables,
/// flags, file names, domains and quoted code are taken off before.
const SAME: &str = "presend CSV TSV JSON TOML DNS MX TTL RFC UTS IP UTF GBK GB BOM CRLF LF CR ASCII IDNA SMTPUTF NXDOMAIN \
    SERVFAIL FORMERR REFUSED TLD IANA ICANN SOA A AAAA URL Excel PDF WPS Google Workspace Gmail Apple Firefox Relay \
    SimpleLogin Outlook Coremail NetEase QQ PyPI npm OR AND MIT Apache CC BSD ISC MPL keep review remove ok true false \
    Email tab comma semicolon pipe Windows text json auto always never en zh PORT reasons local route help gbk localhost mailto at postmaster abuse \
    SPF DKIM DMARC PTR HELO EHLO TXT CNAME TLS HTTPS Spamhaus ZEN DBL SURBL URIBL Barracuda SpamCop PSBL SBL CSS XBL DROP \
    PBL From Received To Reply Yahoo include redirect all mx ptr exists permerror temperror neutral none quarantine reject pass fail \
    softfail selector rsa ed sha day DNS email invalid default DMARC Ed Signature Post List Unsubscribe dyn pool dsl \
    https http rua psd pct sp np rf ri spf dkim dmarc blocklists tlsrpt foo";

/// What runs said in English though Chinese was asked for.
#[derive(Default)]
struct Complaints(Vec<String>);

impl Complaints {
    /// Looks through all that a run said.
    fn check(&mut self, run: &Run, what: &[&str]) {
        for text in [&run.out, &run.err] {
            let left = english(text, what);
            if !left.is_empty() {
                self.0.push(format!("presend {what:?}: {left:?}\n{text}"));
            }
        }
        if run.out.is_ascii() && run.err.is_ascii() {
            self.0.push(format!(
                "presend {what:?} says nothing in Chinese\n{}{}",
                run.out, run.err
            ));
        }
    }

    /// Fails where there are any, and says what to do.
    #[track_caller]
    fn end(self) {
        assert!(
            self.0.is_empty(),
            "{}\nGive the texts their Chinese in src/lang/texts, or add a word that is the same in Chinese to SAME",
            self.0.join("\n")
        );
    }
}

/// The English words of a text that are no names.
fn english(text: &str, args: &[&str]) -> Vec<String> {
    let same: BTreeSet<&str> = SAME.split_whitespace().collect();
    let rules = presend::sender::rules().map(|rule| rule.id);
    let ids: BTreeSet<&str> = presend::judge::Reason::all()
        .map(|reason| reason.id())
        .chain(rules)
        .collect();
    let mut names: BTreeSet<String> = presend::lists::Lists::tables()
        .iter()
        .map(|table| table.name().to_owned())
        .collect();
    names.extend(
        presend::lists::Lists::overlay_names()
            .iter()
            .map(|name| (*name).to_owned()),
    );
    names.extend(flags(&presend::cli::Cli::command()));
    // What was typed comes back as it was.
    for arg in args {
        names.extend(arg.split(separates).map(str::to_owned));
        names.extend(arg.split(['@', '"', '\n', '/']).map(str::to_owned));
    }
    without(
        text,
        &[
            ("`", "`"),
            ("“", "”"),
            ("\"", "\""),
            ("{", "}"),
            ("<", ">"),
            ("原文：", "\n"),
        ],
    )
    .split(separates)
    .map(|word| word.trim_matches(|c: char| "'*".contains(c)))
    .filter(|word| {
        let wide = word.split(|c: char| !c.is_ascii()).any(|part| {
            part.len() > 1
                && part.chars().any(|c| c.is_ascii_alphabetic())
                && !same.contains(part.trim_matches(|c: char| !c.is_ascii_alphabetic()))
        });
        wide && !names.contains(*word)
                && !ids.contains(word)
                && !word.contains(['.', '/', '@', '+', '_', '-'])
                // Licences, dates, encodings: `CC0-1.0`, `windows-1252`.
                && !word.chars().any(|c| c.is_ascii_digit())
                // Names of values in usage: `LIST`, `NAME`, `REASON`.
                && !word.chars().all(|c| c.is_ascii_uppercase())
    })
    .map(str::to_owned)
    .collect()
}

/// Whether a character stands between words.
fn separates(c: char) -> bool {
    c.is_whitespace() || "，。、；：！？（）()[]“”|→=,;:".contains(c)
}

/// The names of all commands and of their flags, which are those of the settings too.
fn flags(command: &clap::Command) -> Vec<String> {
    let own = command
        .get_arguments()
        .filter_map(|arg| Some(arg.get_long()?.to_owned()));
    let inner = command.get_subcommands().flat_map(flags);
    let name = command.get_name().to_owned();
    [name].into_iter().chain(own).chain(inner).collect()
}

/// The text without what stands between the pairs of signs.
fn without(text: &str, pairs: &[(&str, &str)]) -> String {
    let mut text = text.to_owned();
    for (open, close) in pairs {
        let mut rest = std::mem::take(&mut text);
        while let Some((before, behind)) = rest.split_once(open) {
            text.push_str(before);
            text.push(' ');
            rest = match behind.split_once(close) {
                Some((_, behind)) => behind.to_owned(),
                None => String::new(),
            };
        }
        text.push_str(&rest);
    }
    text
}

/// A place with ordinary inputs and with such as make every command fail.
fn place() -> Place {
    let place = Place::with(
        "公司,Email\n甲,li@alive-notreal.com\n乙,wu@gone-notreal.com; wu@alive-notreal.com\n丙,a@gmial.com\n\
         丁,\n戊,li@alive-notreal.com\n己,x@mailinator.com\n庚,no-reply@broken-notreal.com\n辛,a\u{7}b@x.cn\n",
    );
    place.write("own.txt", "vip-notreal.com\n");
    place.write("bad.txt", "firm notreal\n");
    place.write("gbk.txt", b"# \xd6\xd0\xce\xc4\n");
    place.write(
        "facts.jsonl",
        "{\"domain\":\"a.com\",\"route\":\"mx\",\"ttl\":1}\n",
    );
    place.write(
        "nohost.jsonl",
        "{\"domain\":\"a.com\",\"route\":\"mx\",\"ttl\":1,\"at\":\"2026-11-24T08:00:00Z\"}\n",
    );
    place
}

#[test]
fn ordinary_runs_are_in_chinese() {
    let mut complaints = Complaints::default();
    let server = DnsServer::start();
    server
        .says("alive-notreal.com", Answer::mx("mxbiz1.qq.com"))
        .says("mxbiz1.qq.com", Answer::address())
        .says("web-notreal.com", Answer::address())
        .says("broken-notreal.com", Answer::Code(ResponseCode::ServFail));
    let resolver = server.resolver();
    let place = place();
    for args in [
        &["leads.csv", "--resolver", &resolver, "--force", "--verbose"][..],
        &["clean", "leads.csv", "--resolver", &resolver, "--force"],
        &["clean", "leads.csv", "--offline", "--annotated", "all.csv"],
        &[
            "facts",
            "leads.csv",
            "--resolver",
            &resolver,
            "-o",
            "f.jsonl",
        ],
        &["facts", "export", "cached.jsonl"],
        &["facts", "import", "f.jsonl"],
        &["explain"],
        &["explain", "li@alive-notreal.com", "--resolver", &resolver],
        &["explain", "a@web-notreal.com", "--resolver", &resolver],
        &["explain", "a@gone-notreal.com", "--resolver", &resolver],
        &[
            "explain",
            "no-reply@broken-notreal.com",
            "--resolver",
            &resolver,
            "--no-cache",
        ],
        &["explain", "sales@gmial.com", "--offline"],
        &["explain", "a@outlookk.co", "--offline"],
        &["explain", "x@mailinator.com", "--offline"],
        &["explain", "ab@gmail.com", "--offline"],
        &[
            "explain",
            "a.b+c@gmail.com",
            "--offline",
            "--list",
            "allow=own.txt",
        ],
        &[
            "explain",
            "a@vip-notreal.com",
            "--offline",
            "--list",
            "block=own.txt",
        ],
        &["explain", "a@b-notreal.com, c@d-notreal.com", "--offline"],
        &["explain", "a [at] b-notreal.com", "--offline"],
        &["explain", "a@@b", "--offline"],
        &["explain", "li@firm-notreal.com;", "--offline"],
        &["explain", "n/a nothing here", "--offline"],
        &["explain", "a@[192.0.2.1]", "--offline"],
        &["explain", "a@printer.local", "--offline"],
        &["lists"],
        &["lists", "--update", "allow=+own.txt"],
        &["lists"],
        &["clean", "leads.csv", "--offline", "--force"],
        &["lists", "--forget", "allow"],
        &["--help"],
        &["help"],
        &["clean", "--help"],
        &["explain", "-h"],
        &["lists", "-h"],
        &["facts", "-h"],
        &["facts", "export", "-h"],
        &["facts", "import", "--help"],
    ] {
        let run = place.run(&[args, &["--lang", "zh"]].concat()).ends(0);
        complaints.check(&run, args);
    }
    for reason in presend::judge::Reason::all() {
        let args = ["explain", reason.id(), "--lang", "zh"];
        complaints.check(&place.run(&args).ends(0), &args);
    }
    complaints.end();
}

#[test]
fn the_sender_is_judged_in_chinese() {
    let mut complaints = Complaints::default();
    let zone = crate::zone::ZoneServer::with(
        "bad-notreal.com TXT \"v=spf1 include:a-notreal.com include:bad-notreal.com foo ip4:10.0.0.0/8 ptr ?all a\"\n\
         bad-notreal.com MX 10 mx.bad-notreal.com\n\
         a-notreal.com TXT \"v=spf1 a:x.a-notreal.com mx a:y.a-notreal.com include:s.a-notreal.com +all\"\n\
         s.a-notreal.com SERVFAIL\n\
         s1._domainkey.bad-notreal.com TXT \"v=DKIM1; t=y:s; s=tlsrpt; h=sha1; p=MFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBAN5LHHfHAFcrpbuqBQlhTIqQzNkhzXBbHpA/vfGoRFdrT9uRVmQ0k9cHPqkvYtVnmnRVAOiUWmTBGYxVnOXPX2ECAwEAAQ==\"\n\
         _dmarc.bad-notreal.com TXT \"v=DMARC1; p=foo; pct=5; psd=y; adkim=x; rua=mailto:d@r-notreal.net,me@x\"\n\
         7.2.0.192.in-addr.arpa PTR 192-0-2-7.dyn.isp-notreal.net\n\
         7.2.0.192.in-addr.arpa PTR b.isp-notreal.net\n\
         8.2.0.192.in-addr.arpa SERVFAIL\n\
         2.0.0.127.zen.spamhaus.org A 127.0.0.2\n7.2.0.192.zen.spamhaus.org A 127.0.0.4\n\
         *.bl.spamcop.net A 127.255.255.254\n*.psbl.surriel.com A 127.0.0.2\n\
         test.uribl.com.multi.uribl.com A 127.0.0.14\nbad-notreal.com.multi.uribl.com A 127.0.0.4\n\
         web-notreal.com A 192.0.2.9\nnull-notreal.com MX 0 .\n",
    );
    let resolver = zone.resolver();
    let place = place();
    place.write(
        "m.eml",
        "DKIM-Signature: v=1; a=rsa-sha1; d=esp-notreal.net; s=s; h=from; l=5; bh=AA==; b=AA==\n\
         From: a@bad-notreal.com\n\nx\n",
    );
    place.write("plain.eml", "From: a@bad-notreal.com\n\nx\n");
    for args in [
        &[
            "bad-notreal.com",
            "--ip",
            "192.0.2.7",
            "--ip",
            "192.0.2.8",
            "--ip",
            "10.0.0.1",
            "--helo",
            "localhost",
            "--selector",
            "s1",
            "--volume",
            "9000",
        ][..],
        &[
            "bad-notreal.com",
            "--message",
            "m.eml",
            "--mail-from",
            "b@null-notreal.com",
            "--helo",
            "gone-notreal.com",
        ],
        &["bad-notreal.com", "--message", "plain.eml"],
        &[
            "web-notreal.com",
            "--ip",
            "192.0.2.9",
            "--helo",
            "web-notreal.com",
        ],
        &["gone-notreal.com"],
        &["qq.com", "--volume", "10"],
        &["bad-notreal.com", "--offline"],
    ] {
        let args = [
            &["sender"],
            args,
            &["--resolver", &resolver, "--timeout", "0.3", "--lang", "zh"],
        ]
        .concat();
        let run = place.run(&args);
        assert!(matches!(run.code, 1 | 5), "{args:?}: {}", run.code);
        complaints.check(&run, &args);
    }
    for args in [
        &["sender"][..],
        &["sender", "not-a-domain"],
        &["sender", "a-notreal.com", "--ip", "here"],
        &["sender", "a-notreal.com", "--volume", "many"],
        &["sender", "a-notreal.com", "--selector", "a b"],
        &["sender", "a-notreal.com", "--only", "smtp"],
        &["sender", "--from", "nobody"],
    ] {
        let run = place.run(&[args, &["--lang", "zh"]].concat()).ends(2);
        complaints.check(&run, args);
    }
    for rule in presend::sender::rules() {
        let args = ["explain", rule.id, "--lang", "zh"];
        complaints.check(&place.run(&args).ends(0), &args);
    }
    complaints.check(
        &place.run(&["sender", "-h", "--lang", "zh"]).ends(0),
        &["sender"],
    );
    complaints.end();
}

#[test]
fn failing_runs_are_in_chinese() {
    let mut complaints = Complaints::default();
    let closed = closed_port().to_string();
    let place = place();
    place.write(
        "cache.db",
        "this is no database, and it is long enough to be none\n".repeat(30),
    );
    let folder = place.path("folder");
    std::fs::create_dir(&folder).unwrap();
    for (code, args) in [
        (2, &["leads.csv", "--offlin"][..]),
        (2, &["leads.csv", "--frobnicate"]),
        (2, &["clean"]),
        (2, &["clean", "leads.csv", "again.csv"]),
        (2, &["leads.csv", "--format", "yaml"]),
        (2, &["leads.csv", "--format"]),
        (2, &["leads.csv", "--rate", "many"]),
        (2, &["leads.csv", "--rate", "99999999999"]),
        (2, &["leads.csv", "--timeout", "soon"]),
        (2, &["leads.csv", "--timeout", "99"]),
        (2, &["leads.csv", "--offline=yes"]),
        (2, &["leads.csv", "--annotated", "a.csv", "-o", "b.csv"]),
        (2, &["facts"]),
        (2, &["facts", "import"]),
        (2, &["help", "klingon"]),
        (2, &["leads.csv", "--offline", "--delimiter", "ab"]),
        (2, &["leads.csv", "--resolver", "dns.example"]),
        (2, &["leads.csv", "--offline", "--list", "block"]),
        (2, &["leads.csv", "--offline", "--list", "blok=own.txt"]),
        (2, &["leads.csv", "--offline", "--list", "block=bad.txt"]),
        (2, &["leads.csv", "--offline", "--list", "block=gbk.txt"]),
        (2, &["leads.csv", "--offline", "--list", "block=none.txt"]),
        (2, &["leads.csv", "--offline", "--facts", "none.jsonl"]),
        (2, &["leads.csv", "--offline", "--facts", "facts.jsonl"]),
        (2, &["leads.csv", "--offline", "--facts", "nohost.jsonl"]),
        (
            2,
            &["leads.csv", "--offline", "-o", "-", "--format", "json"],
        ),
        (2, &["leads.csv", "--config", "none.toml"]),
        (2, &["explain", "nul-mx"]),
        (2, &["explain", "zzzz"]),
        (2, &["lists", "no-such-thing-at-all"]),
        (4, &["facts", "leads.csv", "--offline", "-o", "facts.jsonl"]),
        (4, &["facts", "export", "nowhere/facts.jsonl"]),
        (2, &["facts", "export", "--cache", "folder"]),
        (
            5,
            &["leads.csv", "--resolver", &closed, "--force", "--no-cache"],
        ),
        (
            2,
            &[
                "explain",
                "a@firm-notreal.com",
                "--resolver",
                &closed,
                "--cache",
                "folder",
            ],
        ),
        (
            2,
            &[
                "explain",
                "a@firm-notreal.com",
                "--resolver",
                &closed,
                "--cache",
                "cache.db",
            ],
        ),
    ] {
        let run = place.run(&[args, &["--lang", "zh"]].concat()).ends(code);
        complaints.check(&run, args);
    }
    complaints.end();
}

#[test]
fn unusable_lists_are_told_of_in_chinese() {
    let mut complaints = Complaints::default();
    let place = place();
    place.write("empty.csv", "");
    place.write("paper.csv", b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n1 0 obj\n");
    place.write(
        "noise.csv",
        (0..=255u8).cycle().take(4000).collect::<Vec<u8>>(),
    );
    place.write(
        "open.csv",
        "email,note\na@firm-notreal.com,\"never closed\nc,d\n",
    );
    place.write("plain.csv", "姓名,城市\n甲,宁波\n乙,义乌\n");
    place.write(
        "long.csv",
        format!("email\na@firm-notreal.com\n{}\n", "x".repeat(200)),
    );
    std::fs::create_dir(place.path("folder")).unwrap();
    for (code, args) in [
        (3, &["empty.csv"][..]),
        (3, &["paper.csv"]),
        (3, &["noise.csv"]),
        (3, &["open.csv"]),
        (3, &["plain.csv"]),
        (3, &["folder"]),
        (3, &["missing.csv"]),
        (3, &["long.csv", "--max-field", "100"]),
        (2, &["leads.csv", "--column", "emial"]),
        (2, &["leads.csv", "--column", "99"]),
        (2, &["leads.csv", "--encoding", "klingon"]),
        (4, &["leads.csv", "-o", "leads.csv", "--force"]),
        (4, &["leads.csv", "-o", "x.csv", "--review", "x.csv"]),
        (4, &["leads.csv", "-o", "nowhere/x.csv"]),
        (4, &["leads.csv", "-o", "folder"]),
        (4, &["leads.csv", "-o", "own.txt"]),
    ] {
        let run = place
            .run(&[args, &["--offline", "--lang", "zh"]].concat())
            .ends(code);
        complaints.check(&run, args);
    }
    complaints.end();
}

#[test]
fn wrong_settings_are_told_in_chinese() {
    let mut complaints = Complaints::default();
    let place = place();
    for text in [
        "offlin = true\n",
        "frobnicate = true\n",
        "timeout = \"soon\"\n",
        "offline = \"yes\"\n",
        "resolver = [true]\n",
        "timeout = 2026-11-24\n",
        "reasons = 1\n",
        "[reasons]\nnull-mxx = \"keep\"\n",
        "[reasons]\nzzzz = \"keep\"\n",
        "[reasons]\nnull-mx = 1\n",
        "[reasons]\nnull-mx = \"drop\"\n",
        "[reasons]\ndns-timeout = \"remove\"\n",
        "offline =\n",
    ] {
        place.write("presend.toml", text);
        let args = ["leads.csv", "--lang", "zh"];
        complaints.check(&place.run(&args).ends(2), &[text]);
    }
    place.write("presend.toml", "");
    for (name, value) in [
        ("PRESEND_OFFLIN", "1"),
        ("PRESEND_ZZZZ", "1"),
        ("PRESEND_OFFLINE", "perhaps"),
    ] {
        let args = ["leads.csv", "--lang", "zh"];
        let run = Run::of(place.command(&args).env(name, value).output().unwrap());
        complaints.check(&run, &[name, value]);
        assert_eq!(run.code, 2);
    }
    complaints.end();
}

#[test]
fn the_test_itself_finds_english() {
    assert_eq!(english("已写出 three 条", &[]), ["three"]);
    assert_eq!(english("leads.csv：3 rows、UTF-8 BOM", &[]), ["rows"]);
    assert!(english("用 `presend clean LIST`，见 null-mx 和 --lang", &[]).is_empty());
}

#[test]
fn one_word_stands_for_one_thing() {
    // What was said before, and what is said instead.
    let words = [
        ("解析服务器", "DNS 服务器"),
        ("暂时原因", "临时原因"),
        ("混用文字", "混用不同文字"),
        ("残缺", "不规范"),
        ("屏蔽名单", "黑名单"),
        ("允许名单", "白名单"),
        ("清洗", "清理"),
        ("没有回答", "没有应答"),
        ("一无所知", "目前无法确定"),
    ];
    let reasons = Reason::all().flat_map(|reason| {
        let spec = reason.spec();
        [spec.title, spec.message, spec.explain].map(|text| (reason.id(), text))
    });
    for (name, text) in texts::all().chain(reasons) {
        for (never, instead) in words {
            assert!(!text.zh.contains(never), "{name}: {instead}, not {never}");
        }
        // Chinese and Latin letters have a blank between them.
        let chars: Vec<char> = text.zh.chars().collect();
        for pair in chars.windows(2) {
            let han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
            let latin = |c: char| c.is_ascii_alphanumeric();
            let close = (han(pair[0]) && latin(pair[1])) || (latin(pair[0]) && han(pair[1]));
            assert!(!close, "{name}: {pair:?} in {}", text.zh);
        }
    }
}
