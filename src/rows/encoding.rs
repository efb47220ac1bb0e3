//! The encoding of a file: told by its BOM, its bytes, or its user; and the way there and back.

use std::borrow::Cow;
use std::io::{self, Read};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{
    Encoding, GB18030, GBK, ISO_2022_JP, REPLACEMENT, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252,
};

use super::error::RowsError;
use super::input::Source;
use super::sniff;

/// How the bytes that are parsed relate to text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Codec {
    /// The encoding of the file and of the outputs.
    pub encoding: &'static Encoding,
    /// The bytes parsed are a UTF-8 copy; whole rows are encoded on the way out.
    pub spooled: bool,
}

impl Codec {
    /// The text of some parsed bytes; what is malformed shows as U+FFFD (the bytes themselves stay as they are).
    pub(super) fn decode<'a>(&self, bytes: &'a [u8]) -> Cow<'a, str> {
        if self.spooled {
            return String::from_utf8_lossy(bytes);
        }
        self.encoding.decode_without_bom_handling(bytes).0
    }

    /// Appends text in the form that is parsed. `false` where a character does not exist in the encoding; `?` stands
    /// for it then.
    pub(super) fn encode(&self, text: &str, out: &mut Vec<u8>) -> bool {
        if self.spooled {
            out.extend_from_slice(text.as_bytes());
            return true;
        }
        encode(self.encoding, text, out)
    }

    /// Brings parsed bytes into the form of the file.
    pub(super) fn finish<'a>(&self, bytes: &'a [u8]) -> Cow<'a, [u8]> {
        if !self.spooled {
            return Cow::Borrowed(bytes);
        }
        let mut out = Vec::with_capacity(bytes.len() * 2);
        // What is theirs was proved to come back, so that a `?` can only fall on presend's own columns.
        encode(self.encoding, &String::from_utf8_lossy(bytes), &mut out);
        Cow::Owned(out)
    }
}

/// Appends `text` in `encoding`, `?` for what it lacks; `false` if it lacked something.
///
/// `encoding_rs` follows the Web: it has no UTF-16 encoder and writes `&#20320;` for what cannot be encoded.
pub(super) fn encode(encoding: &'static Encoding, text: &str, out: &mut Vec<u8>) -> bool {
    if encoding == UTF_8 {
        out.extend_from_slice(text.as_bytes());
        return true;
    }
    if encoding == UTF_16LE || encoding == UTF_16BE {
        for unit in text.encode_utf16() {
            out.extend(if encoding == UTF_16LE {
                unit.to_le_bytes()
            } else {
                unit.to_be_bytes()
            });
        }
        return true;
    }
    let mut encoder = encoding.new_encoder();
    let (mut rest, mut whole) = (text, true);
    loop {
        let need = encoder.max_buffer_length_from_utf8_without_replacement(rest.len());
        out.reserve(need.unwrap_or(rest.len() * 4 + 16));
        let (result, read) = encoder.encode_from_utf8_to_vec_without_replacement(rest, out, true);
        rest = &rest[read..];
        match result {
            encoding_rs::EncoderResult::InputEmpty => return whole,
            encoding_rs::EncoderResult::OutputFull => out.reserve(rest.len() * 4 + 16),
            encoding_rs::EncoderResult::Unmappable(_) => {
                whole = false;
                out.push(b'?');
            }
        }
    }
}

/// The encoding that a user's label names.
pub(super) fn by_label(label: &str) -> Result<&'static Encoding, RowsError> {
    let folded = label.trim().to_ascii_lowercase().replace('_', "-");
    // What Windows, Python and Excel call them, beside the Web's labels.
    let known = match folded.as_str() {
        "cp936" | "ms936" | "windows-936" => "gbk",
        "cp932" | "windows-932" | "sjis" => "shift_jis",
        "cp949" | "windows-949" | "uhc" => "euc-kr",
        "cp950" | "windows-950" => "big5",
        "utf-8-sig" | "utf8-bom" | "utf-8-bom" => "utf-8",
        "utf16" | "utf-16-le" | "utf16le" | "utf16-le" | "ucs-2" => "utf-16le",
        "utf-16-be" | "utf16be" | "utf16-be" => "utf-16be",
        "shift-jis" => "shift_jis",
        "latin-1" => "latin1",
        other => other,
    };
    match Encoding::for_label(known.as_bytes()) {
        // GB18030 reads all that GBK does, and can write what GBK cannot.
        Some(encoding) if encoding == GBK => Ok(GB18030),
        Some(encoding) if encoding != REPLACEMENT => Ok(encoding),
        _ => Err(unknown(label, &folded)),
    }
}

fn unknown(label: &str, folded: &str) -> RowsError {
    const NAMES: [&str; 14] = [
        "utf-8",
        "gbk",
        "gb18030",
        "big5",
        "shift_jis",
        "euc-kr",
        "euc-jp",
        "iso-2022-jp",
        "windows-1250",
        "windows-1251",
        "windows-1252",
        "iso-8859-1",
        "utf-16le",
        "utf-16be",
    ];
    let near = NAMES
        .iter()
        .map(|name| (strsim::damerau_levenshtein(folded, name), name))
        .min_by_key(|(distance, _)| *distance)
        .filter(|(distance, name)| *distance <= 2.max(name.len() / 4));
    RowsError::UnknownEncoding {
        label: label.to_owned(),
        near: near.map(|(_, name)| *name),
    }
}

/// What was found: the encoding, and how many bytes of BOM come before the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Detected {
    pub encoding: &'static Encoding,
    pub bom: usize,
}

impl Detected {
    /// UTF-8 without BOM.
    pub(super) const UTF_8: Detected = Detected {
        encoding: UTF_8,
        bom: 0,
    };
}

/// Tells the encoding of a file. `weigh` says how much sense the beginning of the file makes in an encoding (how many
/// header names are known words): it decides between guesses for files of a few rows, where statistics fail.
pub(super) fn detect(
    name: &str,
    source: &Source,
    label: Option<&str>,
    weigh: &dyn Fn(&str) -> usize,
) -> Result<Detected, RowsError> {
    let head = source.head(0, 1 << 16).map_err(|source| RowsError::Read {
        name: name.to_owned(),
        source,
    })?;
    let chosen = label.map(by_label).transpose()?;
    if let Some(found) = by_bom(&head)
        && chosen.is_none_or(|encoding| encoding == found.encoding)
    {
        return Ok(found);
    }
    if let Some(encoding) = chosen {
        return Ok(Detected { encoding, bom: 0 });
    }
    if memchr::memchr(0, &head).is_some() {
        return utf16_by_nuls(&head)
            .ok_or_else(|| sniff::binary(name))
            .map(|encoding| Detected { encoding, bom: 0 });
    }
    let census = Census::take(source).map_err(|source| RowsError::Read {
        name: name.to_owned(),
        source,
    })?;
    let encoding = if census.is_utf8() {
        ascii_escapes(&head)
    } else {
        census.guess(&head, weigh)
    };
    Ok(Detected { encoding, bom: 0 })
}

fn by_bom(head: &[u8]) -> Option<Detected> {
    const BOM: &[u8] = b"\xEF\xBB\xBF";
    if head.starts_with(BOM) {
        // Tools that add a BOM without looking leave two; all of them are no text.
        let count = head
            .chunks(BOM.len())
            .take_while(|chunk| *chunk == BOM)
            .count();
        return Some(Detected {
            encoding: UTF_8,
            bom: count * BOM.len(),
        });
    }
    match head {
        [0xFF, 0xFE, ..] => Some(Detected {
            encoding: UTF_16LE,
            bom: 2,
        }),
        [0xFE, 0xFF, ..] => Some(Detected {
            encoding: UTF_16BE,
            bom: 2,
        }),
        [0x84, 0x31, 0x95, 0x33, ..] => Some(Detected {
            encoding: GB18030,
            bom: 4,
        }),
        _ => None,
    }
}

/// UTF-16 without BOM: addresses and delimiters are ASCII, so that the high half of many units is NUL and the low half
/// never is.
fn utf16_by_nuls(head: &[u8]) -> Option<&'static Encoding> {
    let nuls = |odd: usize| {
        head.iter()
            .skip(odd)
            .step_by(2)
            .filter(|b| **b == 0)
            .count()
    };
    let (even, odd, units) = (nuls(0), nuls(1), head.len() / 2);
    let encoding = match (even, odd) {
        (0, n) if n * 8 >= units => UTF_16LE,
        (n, 0) if n * 8 >= units => UTF_16BE,
        _ => return None,
    };
    let (text, malformed) = encoding.decode_without_bom_handling(&head[..units * 2]);
    // One malformed unit may be the cut at the end of the head.
    let replaced = text.chars().filter(|c| *c == '\u{FFFD}').count();
    (!malformed || replaced <= 1).then_some(encoding)
}

/// Pure ASCII that holds the escape sequences of ISO-2022-JP is that; everything else without a high byte is UTF-8.
fn ascii_escapes(head: &[u8]) -> &'static Encoding {
    let escapes: [&[u8]; 4] = [b"\x1B$B", b"\x1B$@", b"\x1B(J", b"\x1B(I"];
    let any = escapes
        .iter()
        .any(|escape| memchr::memmem::find(head, escape).is_some());
    if any && head.is_ascii() {
        ISO_2022_JP
    } else {
        UTF_8
    }
}

/// What one walk over the file tells of its high bytes.
struct Census {
    /// Multi-byte UTF-8 sequences that are well formed.
    good: u64,
    /// Stretches that are not UTF-8.
    bad: u64,
    detector: EncodingDetector,
    sample: Vec<u8>,
}

impl Census {
    /// Lines that the detector sees at most, in bytes: its answer does not change after that.
    const FED: usize = 4 << 20;

    fn take(source: &Source) -> io::Result<Self> {
        let detector = EncodingDetector::new(Iso2022JpDetection::Deny);
        let mut census = Census {
            good: 0,
            bad: 0,
            detector,
            sample: Vec::new(),
        };
        let mut reader = source.reader_at(0);
        let mut block = vec![0; 1 << 18];
        let (mut kept, mut fed) = (0, 0);
        loop {
            let n = reader.read(&mut block[kept..])?;
            let filled = kept + n;
            // Whole lines only, so that no character is cut; a block without one is looked at as it is.
            let end = match memchr::memrchr(b'\n', &block[..filled]) {
                Some(at) if n > 0 => at + 1,
                None if n > 0 && filled < block.len() => 0,
                _ => filled,
            };
            census.count(&block[..end]);
            for line in block[..end]
                .split_inclusive(|b| *b == b'\n')
                .filter(|line| !line.is_ascii())
            {
                if fed < Self::FED {
                    fed += line.len();
                    census.detector.feed(line, false);
                }
                if census.sample.len() < 1 << 16 {
                    census.sample.extend_from_slice(line);
                }
            }
            block.copy_within(end..filled, 0);
            kept = filled - end;
            if n == 0 {
                census.detector.feed(b"", true);
                return Ok(census);
            }
        }
    }

    fn count(&mut self, bytes: &[u8]) {
        if bytes.is_ascii() {
            return;
        }
        for chunk in bytes.utf8_chunks() {
            self.good += chunk.valid().bytes().filter(|b| *b >= 0xC0).count() as u64;
            self.bad += u64::from(!chunk.invalid().is_empty());
        }
    }

    /// UTF-8 with a few broken cells (cut at a byte limit, pasted from elsewhere) is still UTF-8: text in another
    /// encoding is well-formed UTF-8 only by rare chance.
    fn is_utf8(&self) -> bool {
        self.bad == 0 || self.good >= 20 * self.bad
    }

    fn guess(&self, head: &[u8], weigh: &dyn Fn(&str) -> usize) -> &'static Encoding {
        let guess = match self.detector.guess(None, Utf8Detection::Deny) {
            e if e == GBK => GB18030,
            // What the guess cannot read, it is not. Windows-1252 reads anything.
            e if e
                .decode_without_bom_handling_and_without_replacement(&self.sample)
                .is_none() =>
            {
                WINDOWS_1252
            }
            e => e,
        };
        let start = &head[..head.len().min(1 << 12)];
        let weight =
            |encoding: &'static Encoding| weigh(&encoding.decode_without_bom_handling(start).0);
        let rivals = [
            GB18030,
            encoding_rs::BIG5,
            encoding_rs::SHIFT_JIS,
            encoding_rs::EUC_KR,
            encoding_rs::WINDOWS_1251,
        ];
        let mut best = (weight(guess), guess);
        for rival in rivals {
            let readable = || {
                rival
                    .decode_without_bom_handling_and_without_replacement(&self.sample)
                    .is_some()
            };
            let weight = weight(rival);
            if weight > best.0 && readable() {
                best = (weight, rival);
            }
        }
        best.1
    }
}
