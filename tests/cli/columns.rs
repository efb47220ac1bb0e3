//! Lists with several columns of addresses, and rows whose address stands in none of them.

use crate::run::Place;

/// Cleans a list whose addresses stand in its second and third column into one file.
fn clean_two(place: &Place, from: &str, to: &str, more: &[&str]) {
    let args = [
        from,
        "--offline",
        "--column",
        "2",
        "--column",
        "3",
        "--annotated",
        to,
    ];
    place.run(&[&args, more].concat()).ends(0);
}

/// The same for the list itself: the rows of `all.csv`.
fn of_two(list: &str, more: &[&str]) -> (Place, Vec<csv::StringRecord>) {
    let place = Place::with(list);
    clean_two(&place, "leads.csv", "all.csv", more);
    let mut reader = csv::Reader::from_reader(std::io::Cursor::new(place.read("all.csv")));
    let rows = reader.records().map(Result::unwrap).collect();
    (place, rows)
}

/// To clean what came out changes nothing.
#[track_caller]
fn stays(place: &Place) {
    clean_two(place, "all.csv", "again.csv", &[]);
    assert_eq!(place.text("again.csv"), place.text("all.csv"));
}

#[test]
fn of_several_columns_the_first_deliverable_decides() {
    let list = "name,email,other\nLi,li@example.com,li@firm-notreal.com\nWu,wu@firm-notreal.com,x@mailinator.com\n";
    let place = Place::with(list);
    place
        .run(&[
            "leads.csv",
            "--offline",
            "--column",
            "email",
            "--column",
            "3",
        ])
        .ends(0);
    let clean = place.text("leads.clean.csv");
    assert_eq!(clean.lines().count(), 3, "{clean}");
    assert!(
        clean.contains("li@example.com: remove (reserved-domain)"),
        "{clean}"
    );
    assert!(
        clean.contains("x@mailinator.com: remove (disposable-domain)"),
        "{clean}"
    );
}

#[test]
fn an_address_beside_its_column_is_for_a_person_to_look_at() {
    let place = Place::with(
        "name,email,city,contact owner\nLi,li@firm-notreal.com,Ulm,\n\
         Foo, Ltd.,c@firm-notreal.com,Ulm\nBo,,bo@firm-notreal.com,\nTi,n/a,Ulm,boss@firm-notreal.com\n\
         Zoe, \"z@firm-notreal.com\",Ulm,\nMa,none,Ulm,\n",
    );
    place
        .run(&["leads.csv", "--offline", "--column", "email"])
        .ends(0);
    let review = place.text("leads.review.csv");
    for row in [
        "Foo, Ltd.,c@firm-notreal.com,Ulm,review,address-elsewhere,",
        "Bo,,bo@firm-notreal.com,,review,address-elsewhere,",
    ] {
        assert!(review.contains(row), "{review}");
    }
    assert!(
        review.contains("column 3 holds c@firm-notreal.com\",c@firm-notreal.com,"),
        "{review}"
    );
    let removed = place.text("leads.removed.csv");
    assert!(removed.contains("Ma,none,Ulm,,remove,empty,"), "{removed}");
    assert_eq!(removed.lines().count(), 3, "{removed}");
}

#[test]
fn every_cell_with_several_addresses_is_split() {
    let list = "name,email,other\n\
                Li,li@a-notreal.com; wu@a-notreal.com,x@b-notreal.com\n\
                Bo,bo@a-notreal.com; bo@mailinator.com,y@b-notreal.com; z@b-notreal.com\n\
                Ma,ma@mailinator.com; mo@mailinator.com,ma@b-notreal.com\n";
    let (place, rows) = of_two(list, &["--split"]);
    let found: Vec<[&str; 4]> = rows
        .iter()
        .map(|row| [&row[1], &row[2], &row[3], &row[4]])
        .collect();
    let split = "y@b-notreal.com; z@b-notreal.com";
    let both = "bo@a-notreal.com; bo@mailinator.com";
    assert_eq!(
        found,
        [
            ["li@a-notreal.com", "x@b-notreal.com", "keep", "repaired"],
            ["wu@a-notreal.com", "x@b-notreal.com", "keep", "repaired"],
            ["bo@a-notreal.com", split, "keep", "repaired"],
            ["bo@mailinator.com", split, "review", "multiple-addresses"],
            [both, "y@b-notreal.com", "keep", "repaired"],
            [both, "z@b-notreal.com", "keep", "repaired"],
            [
                "ma@mailinator.com",
                "ma@b-notreal.com",
                "keep",
                "dns-not-asked"
            ],
            [
                "mo@mailinator.com",
                "ma@b-notreal.com",
                "remove",
                "disposable-domain"
            ],
        ]
    );
    place.write("leads.csv", place.read("all.csv"));
    let first = place.text("all.csv");
    clean_two(&place, "leads.csv", "all.csv", &["-f"]);
    let kept = |text: &str| -> Vec<String> {
        let kept = text.lines().filter(|line| line.contains(",keep,"));
        kept.map(str::to_owned).collect()
    };
    assert_eq!(kept(&place.text("all.csv")), kept(&first));
}

#[test]
fn what_is_said_of_a_further_column_names_it() {
    let list = "name,email,other\nLi,li@a-notreal.com,x@b-notreal.com; y@b-notreal.com\n\
                Wu,wu@a-notreal.com,bad\nBo,bo@a-notreal.com,\n";
    let (_, rows) = of_two(list, &[]);
    assert!(
        rows[0][5]
            .ends_with("column 3: x@b-notreal.com, y@b-notreal.com: review (multiple-addresses)"),
        "{}",
        &rows[0][5]
    );
    assert!(
        rows[1][5].ends_with("column 3: the cell holds no address: remove (empty)"),
        "{}",
        &rows[1][5]
    );
    assert!(!rows[2][5].contains("column 3"), "{}", &rows[2][5]);
}

#[test]
fn the_original_of_one_column_says_nothing_of_another() {
    let list = "name,email,other\nDi,Tom <tom.lee.x@gmail.com>,tom.lee.x@gmail.com\n";
    let (place, rows) = of_two(list, &[]);
    assert_eq!(&rows[0][7], "Tom <tom.lee.x@gmail.com>");
    stays(&place);
}

/// A twin in the first column takes nothing from the address in the second.
#[test]
fn a_row_with_an_address_of_its_own_is_no_duplicate() {
    let list = "name,email,other\nA,a@foo-notreal.com,\nB,a@foo-notreal.com,other@bar-notreal.com\n\
                C,a@foo-notreal.com,other@bar-notreal.com\n";
    let (place, rows) = of_two(list, &[]);
    let verdicts: Vec<&str> = rows.iter().map(|row| &row[3]).collect();
    assert_eq!(verdicts, ["keep", "keep", "remove"]);
    assert!(
        rows[1][5].ends_with("column 2: a@foo-notreal.com: remove (duplicate)"),
        "{}",
        &rows[1][5]
    );
    assert_eq!(&rows[2][4], "duplicate");
    stays(&place);
}
