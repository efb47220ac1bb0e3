//! How a file is laid out is found out, and told.

use encoding_rs::Encoding;
use presend::rows::{ColumnChoice, LineEnd, ReadOptions};

use super::common::{open_bytes, read};

fn layout(bytes: impl AsRef<[u8]>) -> presend::rows::Layout {
    open_bytes(bytes, &ReadOptions::default())
        .unwrap()
        .layout()
        .clone()
}

fn cells(bytes: impl AsRef<[u8]>, options: &ReadOptions) -> Vec<Vec<String>> {
    let table = open_bytes(bytes, options).unwrap();
    read(&table).into_iter().map(|(_, cells)| cells).collect()
}

fn encoded(label: &str, text: &str) -> Vec<u8> {
    let (bytes, _, lost) = Encoding::for_label(label.as_bytes()).unwrap().encode(text);
    assert!(!lost, "{label}");
    bytes.into_owned()
}

#[test]
fn delimiters_are_found() {
    for delimiter in [',', ';', '\t', '|'] {
        let text = format!(
            "name{delimiter}email\nLi{delimiter}li@firm.test\n\"W{delimiter}u\"{delimiter}wu@firm.test\n"
        );
        let found = layout(&text);
        assert_eq!(found.delimiter, Some(delimiter as u8));
        assert_eq!(found.address_columns, [1]);
        assert_eq!(
            cells(&text, &ReadOptions::default())[1][0],
            format!("W{delimiter}u")
        );
    }
    let found = layout("sep=;\nname;email\nLi;li@firm.test\n");
    assert_eq!((found.delimiter, found.rows), (Some(b';'), 1));
    let found = layout("li@firm.test\nwu@firm.test\n");
    assert_eq!((found.delimiter, found.header, found.rows), (None, None, 2));
}

#[test]
fn line_ends_are_found_and_line_breaks_in_quotes_are_none() {
    for (end, kind) in [
        ("\n", LineEnd::Lf),
        ("\r\n", LineEnd::CrLf),
        ("\r", LineEnd::Cr),
    ] {
        let text = [
            "name,email",
            "\"Li\nWang\",li@firm.test",
            "Wu,wu@firm.test",
            "",
        ]
        .join(end);
        let found = layout(&text);
        assert_eq!((found.line_end, found.rows), (kind, 2), "{kind}");
        assert_eq!(cells(&text, &ReadOptions::default())[0][0], "Li\nWang");
    }
}

#[test]
fn encodings_are_found() {
    let people = |name: &str, words: [&str; 4]| -> String {
        let rows: String = (0..12)
            .map(|i| format!("{},{},p{i}@firm.test\n", words[i % 4], words[(i + 1) % 4]))
            .collect();
        format!("{name}\n{rows}")
    };
    let chinese = people(
        "姓名,公司名称,邮箱",
        ["张样例有限公司", "采购经理", "深圳市进出口", "王示范贸易"],
    );
    let taiwanese = people(
        "姓名,公司名稱,電子郵件",
        ["張樣本企業", "採購經理", "臺北市進出口", "林範例貿易"],
    );
    let japanese = people(
        "氏名,会社名,メールアドレス",
        [
            "見本花子です",
            "サンプル株式会社",
            "購買部の部長",
            "東京のひと",
        ],
    );
    let korean = people(
        "이름,회사명,이메일",
        [
            "김견본입니다",
            "견본조명 주식회사",
            "구매부장님",
            "서울특별시",
        ],
    );
    let russian = people(
        "имя,компания,email",
        [
            "Иван Образец",
            "Торговая компания",
            "Закупки и склад",
            "Пример",
        ],
    );
    let french = people(
        "nom,société,email",
        [
            "Chloé Exemple",
            "Lumière Fictive",
            "Directeur général",
            "Équipe Achats",
        ],
    );
    for (label, text, name) in [
        ("utf-8", &chinese, "UTF-8"),
        ("gbk", &chinese, "GBK"),
        ("big5", &taiwanese, "Big5"),
        ("shift_jis", &japanese, "Shift_JIS"),
        ("euc-kr", &korean, "EUC-KR"),
        ("windows-1251", &russian, "windows-1251"),
        ("windows-1252", &french, "windows-1252"),
    ] {
        let bytes = encoded(label, text);
        let found = layout(&bytes);
        let same = found.encoding == name || (name == "GBK" && found.encoding == "gb18030");
        assert!(same, "{name}: {}", found.encoding);
        let first: Vec<&str> = text.lines().nth(1).unwrap().split(',').collect();
        assert_eq!(cells(&bytes, &ReadOptions::default())[0], first, "{name}");
    }
    for (little, bom) in [(true, true), (false, true), (true, false), (false, false)] {
        let unit = |unit: u16| {
            if little {
                unit.to_le_bytes()
            } else {
                unit.to_be_bytes()
            }
        };
        let mark = bom.then_some(0xFEFF);
        let bytes: Vec<u8> = mark
            .into_iter()
            .chain(chinese.encode_utf16())
            .flat_map(unit)
            .collect();
        let found = layout(&bytes);
        assert_eq!(found.encoding, if little { "UTF-16LE" } else { "UTF-16BE" });
        assert_eq!((found.bom, found.rows), (bom, 12));
    }
    let found = layout("\u{feff}name,email\nLi,li@firm.test\n");
    assert_eq!((found.bom, found.encoding), (true, "UTF-8"));
    assert_eq!(found.header.unwrap()[0], "name");
}

#[test]
fn the_bom_of_gb18030_is_no_text() {
    let mut list = vec![0x84, 0x31, 0x95, 0x33];
    list.extend(encoded("gb18030", "邮箱,姓名\nli@firm.test,李\n"));
    let found = layout(&list);
    assert_eq!((found.encoding, found.bom), ("gb18030", true));
    assert_eq!(found.header.unwrap()[0], "邮箱");
}

#[test]
fn ragged_and_blank_lines_are_read() {
    let text = "name,email,city\n\nLi,li@firm.test\n\nWu,wu@firm.test,Yiwu,extra,more\n,,\n";
    let found = layout(text);
    assert_eq!((found.rows, found.blank_lines), (3, 2));
    let rows = cells(text, &ReadOptions::default());
    assert_eq!([rows[0].len(), rows[1].len(), rows[2].len()], [2, 5, 3]);
}

#[test]
fn a_preamble_and_a_footer_are_told_apart_from_contacts() {
    let text = "Notes:\n\"When exporting your connections, some addresses may be missing\"\n\n\
                First Name,Last Name,Email Address,Company\n\
                Li,Wang,li@firm.test,Firm\nWu,Ma,wu@firm.test,Firm\n";
    let found = layout(text);
    assert_eq!(
        (found.header_line, found.rows, found.preamble_lines),
        (Some(4), 2, 3)
    );
    let text =
        "Name,Email\nLi,li@firm.test\nWu,wu@firm.test\n\nReport by: Sample\nCopyright Sample\n";
    let found = layout(text);
    assert_eq!(found.footer_rows, 2, "{found:?}");
}

#[test]
fn a_title_that_names_somebody_hides_no_header() {
    for title in [
        "Exported by sam@my-firm.test on 2026-01-01\n",
        "\"Report for sam@my-firm.test\",,\n",
        "客户名单（联系 sam@my-firm.test）,,\n\n",
    ] {
        let text = format!("{title}Name,Email,Phone\nLi,li@firm.test,1\nWu,wu@firm.test,2\n");
        let found = layout(&text);
        assert_eq!(found.rows, 2, "{title}");
        assert_eq!(found.address_columns, [1], "{title}");
        let options = ReadOptions {
            columns: vec![ColumnChoice::Name("Email".into())],
            ..ReadOptions::default()
        };
        assert_eq!(open_bytes(&text, &options).unwrap().layout().rows, 2);
    }
    // Without a header below, what names somebody is a contact.
    let found = layout("Tom Lee <tom@firm.test>\nAnn Ma <ann@firm.test>\n");
    assert_eq!((found.rows, found.header_line), (2, None));
}

#[test]
fn flags_overrule_what_is_detected() {
    let text = "a@firm.test;Li\nb@firm.test;Wu\n";
    let options = ReadOptions {
        no_header: true,
        delimiter: Some(b','),
        ..ReadOptions::default()
    };
    assert_eq!(cells(text, &options)[0], ["a@firm.test;Li"]);
    let gbk = encoded("gbk", "姓名,邮箱\n张,z@firm.test\n");
    let options = ReadOptions {
        encoding: Some("gb18030".into()),
        ..ReadOptions::default()
    };
    assert_eq!(cells(&gbk, &options)[0][0], "张");
    let options = ReadOptions {
        columns: vec![ColumnChoice::Number(3), ColumnChoice::Name("E-MAIL".into())],
        ..ReadOptions::default()
    };
    let table = open_bytes("email,x,y\na@firm.test,1,b@firm.test\n", &options).unwrap();
    assert_eq!(table.layout().address_columns, [2, 0]);
}

#[test]
fn the_column_is_found_by_header_and_checked_against_its_content() {
    // By name, where the content agrees.
    assert_eq!(
        layout("owner,邮箱\nme@own.test,li@firm.test\n").address_columns,
        [1]
    );
    // The header promises addresses, the content has them elsewhere.
    let text = "邮箱,电子邮件地址\n518000,li@firm.test\n518001,wu@firm.test\n518002,ma@firm.test\n";
    assert_eq!(layout(text).address_columns, [1]);
    // No known name at all.
    assert_eq!(
        layout("Spalte1,Spalte2\nLi,li@firm.test\nWu,wu@firm.test\n").address_columns,
        [1]
    );
    // Two good ones: the first is taken, the other is told.
    let found = layout("Email,Work Email\nli@firm.test,l@other.test\nwu@firm.test,w@other.test\n");
    assert_eq!(found.address_columns, [0]);
    assert_eq!(found.other_candidates.len(), 1);
}
