//! The page in Chromium. The pictures stand in the folder that the test names.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::devtools::Browser;
use crate::run::{Place, repository};

/// Opens every fold and tells what goes wrong in the layout: elements outside the window, content outside its element,
/// text that stands out too little from its ground (WCAG 2.2, 1.4.3: 4.5 to 1).
const INSPECT: &str = r#"(() => {
    document.querySelectorAll('details').forEach(fold => fold.open = true);
    const all = [...document.querySelectorAll('body, body *')];
    // What only a screen reader gets.
    const hidden = e => e.closest('caption, thead') && getComputedStyle(e.closest('caption, thead')).clipPath !== 'none';
    const name = e => e.outerHTML.slice(0, 160);
    const box = e => e.getBoundingClientRect();
    const seen = all.filter(e => box(e).width > 0 && box(e).height > 0 && !hidden(e));
    const outside = seen.filter(e => box(e).right > innerWidth + 0.5 || box(e).left < -0.5).map(name);
    const spilt = seen.filter(e => !e.closest('svg') && getComputedStyle(e).display !== 'inline'
        && e.scrollWidth > e.clientWidth + 1).map(name);
    const rgb = text => text.match(/[\d.]+/g).map(Number);
    const light = c => [0.2126, 0.7152, 0.0722].reduce((sum, weight, i) => {
        const v = c[i] / 255;
        return sum + weight * (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    }, 0);
    const ground = e => {
        for (; e; e = e.parentElement) {
            const c = rgb(getComputedStyle(e).backgroundColor);
            if (c.length < 4 || c[3] > 0) return c;
        }
        return [255, 255, 255];
    };
    const pale = seen.filter(e => !e.closest('svg') && [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
        .filter(e => {
            const [a, b] = [light(rgb(getComputedStyle(e).color)), light(ground(e))];
            return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05) < 4.5;
        }).map(name);
    return { outside, spilt, pale, wide: document.documentElement.scrollWidth > innerWidth, elements: all.length };
})()"#;

/// Cleans a list and gives the page about it.
fn page(place: &Place, lang: &str, more: &[&str]) -> PathBuf {
    let name = format!("{lang}.html");
    let mut args = vec!["leads.csv", "--force", "--report", &name, "--lang", lang];
    args.extend(more);
    place.run(&args).ends(0);
    place.path(&name)
}

/// Checks files and gives the page about what was found.
fn check_page(place: &Place, lang: &str, files: &[&str], more: &[&str]) -> PathBuf {
    let name = format!("check-{lang}.html");
    let shared = ["--force", "--report", &name, "--lang", lang, "--exit-zero"];
    place.run(&[&["check"], files, &shared, more].concat());
    place.path(&name)
}

fn sample() -> Place {
    let place = Place::new();
    for (from, to) in [
        ("data/sample-leads.csv", "leads.csv"),
        ("data/sample-facts.jsonl", "facts.jsonl"),
    ] {
        place.write(to, std::fs::read(repository(from)).unwrap());
    }
    place
}

/// Shows the page in every width and scheme, takes pictures, and fails where anything overflows or is hard to read.
fn look(browser: &mut Browser, page: &Path, name: &str) {
    let pictures = Path::new(env!("CARGO_TARGET_TMPDIR"));
    for width in [320, 390, 1280] {
        for scheme in ["light", "dark"] {
            browser.show(page, width, 900, scheme);
            if width != 320 {
                browser.picture(&pictures.join(format!("{name}-{width}-{scheme}.png")));
            }
            let found = browser.value(INSPECT);
            let at = format!("{name} at {width} in {scheme}: {found:#}");
            assert_eq!(found["wide"], false, "{at}");
            for fault in ["outside", "spilt", "pale"] {
                assert_eq!(found[fault], Value::Array(Vec::new()), "{fault}: {at}");
            }
            assert!(found["elements"].as_u64().unwrap() > 100, "{at}");
            is_quiet(browser);
        }
        browser.picture(&pictures.join(format!("{name}-{width}-open.png")));
    }
    // On paper there is nothing to click on: the folds are open.
    browser.show(page, 1280, 900, "light");
    browser.print(&pictures.join(format!("{name}.pdf")));
}

/// Nothing but the page itself was asked for, and the browser has no complaint (such as of its policy).
fn is_quiet(browser: &Browser) {
    let asked: Vec<&str> = browser
        .told("Network.requestWillBeSent")
        .map(|event| event["request"]["url"].as_str().unwrap())
        .collect();
    assert_eq!(asked.len(), 1, "{asked:?}");
    assert!(asked[0].starts_with("file://"), "{asked:?}");
    for kind in [
        "Log.entryAdded",
        "Runtime.consoleAPICalled",
        "Page.javascriptDialogOpening",
    ] {
        assert_eq!(browser.told(kind).next(), None, "{kind}");
    }
}

#[test]
#[ignore = "needs chromium"]
fn the_page_is_readable_at_every_width_in_both_languages() {
    let place = sample();
    let mut browser = Browser::start();
    for lang in ["en", "zh"] {
        let page = page(&place, lang, &["--facts", "facts.jsonl", "--no-cache"]);
        look(&mut browser, &page, lang);
    }
}

#[test]
#[ignore = "needs chromium"]
fn the_page_of_a_check_is_readable_at_every_width_in_both_languages() {
    let place = sample();
    place.write("notes/with a rather long name in a folder.md", MISSPELT);
    place.write("damaged.xlsx", b"PK\x03\x04 nothing");
    let mut browser = Browser::start();
    let files = ["leads.csv", "notes", "damaged.xlsx"];
    for lang in ["en", "zh"] {
        let page = check_page(&place, lang, &files, &["--facts", "facts.jsonl"]);
        look(&mut browser, &page, &format!("check-{lang}"));
        let all = browser.value("document.body.textContent");
        let all = all.as_str().unwrap();
        assert!(all.contains("w***@gmial.com") && !all.contains("wang.fang@gmial.com"));
    }
    let page = check_page(&place, "en", &files, &["--show-addresses"]);
    browser.show(&page, 1280, 900, "light");
    let all = browser.value("document.body.textContent");
    assert!(all.as_str().unwrap().contains("wang.fang@gmial.com"));
}

const MISSPELT: &str =
    "Ask wang.fang@gmial.com or a-very-long-name-of-a-department-that-does-not-end@localhost\n";

/// Cells that try to become something else than text.
fn hostile_cells() -> Vec<String> {
    let traps = [
        "<script>window.caught=1</script>",
        "</td></table></main><script src=https://evil-notreal.com/x.js></script>",
        "<img src=x onerror=window.caught=1>",
        "\"><svg onload=window.caught=1>",
        "' onmouseover='window.caught=1",
        "<iframe srcdoc='<script>parent.caught=1</script>'></iframe>",
        "<style>*{display:none}</style>",
        "</style></title><link rel=stylesheet href=https://evil-notreal.com/x.css>",
        "<!-- unclosed",
        "]]><![CDATA[",
        "<meta http-equiv=refresh content='0;url=https://evil-notreal.com'>",
        "<base href=https://evil-notreal.com/>",
        "<form action=https://evil-notreal.com><button>",
        "&lt;b&gt;&amp;&#60;script&#62;",
        "{{ 7 * 7 }}{% raw %}{# x #}",
        "javascript:window.caught=1",
        "\u{202e}gpj.exe\u{202c} \u{2066}hidden\u{2069}",
        "zero\u{200b}width\u{feff}\u{ad}",
        "bell\u{7}escape\u{1b}[31m\u{9b}nul\u{ffff}",
        "e\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}",
        "<plaintext><xmp><textarea><noscript>",
        "`backticks` and --dashes--> `",
        "العربية <b> עברית",
        "=cmd|'/C calc'!A0",
        "<a href=\"https://evil-notreal.com\">click</a>",
    ];
    let long = "x".repeat(300);
    (0..200)
        .map(|i| match i % 8 {
            7 => format!("{i} {} {long}", traps[i / 8]),
            // The domain brings it to other reasons.
            0 | 2 => format!("{i} {}@evil-notreal.com", traps[i * 3 % traps.len()]),
            _ => format!("{i} {}", traps[i * 3 % traps.len()]),
        })
        .collect()
}

/// A list with the hostile cells, as addresses and beside them.
fn hostile_list(cells: &[String]) -> Place {
    let mut list = csv::Writer::from_writer(Vec::new());
    list.write_record(["email", "<b onclick=1>note</b>\u{202e}"])
        .unwrap();
    for (i, cell) in cells.iter().enumerate() {
        // Where the cell is not the address, it stands beside one.
        match i % 2 {
            0 => list.write_record([cell.as_str(), "note"]).unwrap(),
            _ => list.write_record([&format!("person{i}"), cell]).unwrap(),
        }
    }
    Place::with(list.into_inner().unwrap())
}

const KINDS: &str = "[...new Set([...document.querySelectorAll('*')].flatMap(e => [e.localName, ...e.getAttributeNames().map(a => '@' + a)]))].sort()";

/// The page at hand has no element and no attribute but those of the other, and no script ran in it.
fn has_only_the_elements_of(browser: &mut Browser, plain: &Path) {
    assert_eq!(browser.value("typeof window.caught"), "undefined");
    let kinds = browser.value(KINDS);
    browser.show(plain, 1280, 900, "light");
    let template = browser.value(KINDS);
    let template = template.as_array().unwrap();
    for kind in kinds.as_array().unwrap() {
        assert!(template.contains(kind) || kind == "@open", "{kind}");
    }
}

/// The texts of the samples on the page at hand.
fn shown(browser: &mut Browser) -> BTreeSet<String> {
    let texts = browser
        .value("[...document.querySelectorAll('table.samples bdi')].map(e => e.textContent)");
    let texts = texts.as_array().unwrap().iter();
    texts.map(|t| t.as_str().unwrap().to_owned()).collect()
}

#[test]
#[ignore = "needs chromium"]
fn two_hundred_hostile_cells_stay_text_in_a_check_too() {
    let cells = hostile_cells();
    let place = hostile_list(&cells);
    let hostile_name = "<b onclick=1>'&amp;\".csv";
    place.write(hostile_name, place.read("leads.csv"));
    let wide = ["--report-rows", "200", "--column", "1", "--show-addresses"];
    let page = check_page(&place, "en", &["leads.csv", hostile_name], &wide);
    let mut browser = Browser::start();
    look(&mut browser, &page, "check-hostile");
    let texts = shown(&mut browser);
    let json = ["check", "leads.csv", "--format", "json", "--exit-zero"];
    let told = place.run(&[&json[..], &wide[2..]].concat()).ends(0).out;
    let told: Value = serde_json::from_str(&told).unwrap();
    let told = told["findings"].as_array().unwrap().iter();
    let subjects: Vec<&str> = told.filter_map(|f| f["subject"].as_str()).collect();
    // Every other cell stands beside an address, and only addresses are told of.
    assert!(subjects.len() >= 100, "{}", subjects.len());
    for subject in subjects {
        let shown = presend::report::visible(subject, 120);
        assert!(texts.contains(shown.as_str()), "{shown}");
    }
    let plain = sample();
    plain.write("damaged.xlsx", b"PK\x03\x04 nothing");
    let files = ["leads.csv", "damaged.xlsx"];
    let plain = check_page(&plain, "en", &files, &["--facts", "facts.jsonl"]);
    has_only_the_elements_of(&mut browser, &plain);
}

#[test]
#[ignore = "needs chromium"]
fn two_hundred_hostile_cells_stay_text() {
    let cells = hostile_cells();
    let place = hostile_list(&cells);
    let page = page(
        &place,
        "en",
        &[
            "--offline",
            "--report-rows",
            "200",
            "--column",
            "1",
            "--max-field",
            "1000000",
        ],
    );
    let mut browser = Browser::start();
    look(&mut browser, &page, "hostile");

    let texts = shown(&mut browser);
    for cell in &cells {
        let shown = presend::report::visible(cell.trim(), 120);
        assert!(texts.contains(shown.as_str()), "{shown}");
    }
    let plain = sample();
    let expected = self::page(&plain, "en", &["--facts", "facts.jsonl", "--no-cache"]);
    has_only_the_elements_of(&mut browser, &expected);
}
