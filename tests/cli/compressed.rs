//! Lists that come compressed go compressed.

use std::io::Write;

use crate::run::Place;

const LIST: &str = "name,email\r\nLi,li@firm-notreal.com\r\nWu,wu@@\r\n";

fn gzip(text: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(text).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn the_ending_stays() {
    let place = Place::with(LIST);
    place.run(&["leads.csv", "--offline"]).ends(0);
    let plain = place.read("leads.clean.csv");

    place.write("a.csv.gz", gzip(LIST.as_bytes()));
    let run = place
        .run(&["a.csv.gz", "--offline", "--lang", "en"])
        .ends(0);
    assert!(
        run.err.contains("2 rows, gzip, UTF-8, comma, CRLF"),
        "{}",
        run.err
    );
    let packed = place.read("a.clean.csv.gz");
    let unpacked = std::io::read_to_string(flate2::read::GzDecoder::new(&packed[..])).unwrap();
    assert_eq!(unpacked.as_bytes(), plain);
    assert!(packed == gzip(&plain), "the same rows, the same bytes");

    place.write("b.csv.zst", zstd::encode_all(LIST.as_bytes(), 0).unwrap());
    place.run(&["b.csv.zst", "--offline"]).ends(0);
    assert_eq!(
        zstd::decode_all(&place.read("b.clean.csv.zst")[..]).unwrap(),
        plain
    );

    // Told by the bytes, not by the name.
    place.write("c.csv", gzip(LIST.as_bytes()));
    place.run(&["c.csv", "--offline"]).ends(0);
    assert_eq!(place.read("c.clean.csv"), plain);
    place
        .run(&["leads.csv", "--offline", "--annotated", "d.jsonl.gz"])
        .ends(0);
    assert!(place.read("d.jsonl.gz").starts_with(b"\x1f\x8b"));
}

#[test]
fn a_file_of_several_members_is_read_to_its_end() {
    let place = Place::new();
    let two = [gzip(LIST.as_bytes()), gzip(b"Ma,ma@firm-notreal.com\r\n")].concat();
    place.write("leads.csv.gz", two);
    let run = place
        .run(&["leads.csv.gz", "--offline", "--annotated", "-"])
        .ends(0);
    assert!(run.out.contains("ma@firm-notreal.com"), "{}", run.out);
}

#[test]
fn what_is_damaged_or_a_bomb_is_refused() {
    let place = Place::new();
    let mut cut = gzip(LIST.repeat(100).as_bytes());
    cut.truncate(cut.len() - 12);
    place.write("cut.csv.gz", cut);
    place.write(
        "bomb.csv.zst",
        zstd::encode_all(std::io::repeat(b'\n').take(100 << 20), 1).unwrap(),
    );
    use std::io::Read;
    for (file, part) in [
        ("cut.csv.gz", "damaged"),
        ("bomb.csv.zst", "unpacks to far more"),
    ] {
        let run = place.run(&[file, "--offline"]).ends(3);
        assert!(
            run.err.contains(part) && run.err.contains("hint: "),
            "{}",
            run.err
        );
    }
}
