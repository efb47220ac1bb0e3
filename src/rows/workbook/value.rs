//! A spreadsheet's value as text, and what it is.

use calamine::{Data, DataRef, ExcelDateTime, ExcelDateTimeType};
use jiff::SignedDuration;
use jiff::civil::{Date, DateTime, Time};

use crate::rows::kind::{Formats, Kind};
use crate::rows::spool::Cells;

/// Days by which the date system of 1904 lags behind that of 1900.
const DAYS_1904: f64 = 1462.0;
/// 9999-12-31 and a day, as Excel counts.
const LAST_DAY: f64 = 2_958_466.0;

/// How a sheet shows its numbers.
pub(super) struct Shown<'a> {
    /// The formats of the list.
    pub formats: &'a mut Formats,
    /// The number format of the cell at hand; `None` where it is not known.
    pub code: Option<&'a str>,
    /// Dates are counted from 1904.
    pub is_1904: bool,
}

impl Shown<'_> {
    /// Writes a value into its cell.
    pub(super) fn put(&mut self, cells: &mut Cells, column: usize, value: &DataRef<'_>) {
        match value {
            DataRef::Empty => {}
            DataRef::String(text) => cells.set(column, Kind::Text).push_str(text),
            DataRef::SharedString(text) => cells.set(column, Kind::Text).push_str(text),
            DataRef::Bool(truth) => {
                let text = if *truth { "TRUE" } else { "FALSE" };
                cells.set(column, Kind::Bool(*truth)).push_str(text);
            }
            DataRef::Error(error) => cells.set(column, Kind::Text).push_str(&error.to_string()),
            DataRef::Int(number) => self.number(cells, column, *number as f64),
            DataRef::Float(number) => self.number(cells, column, *number),
            DataRef::DateTime(date) => self.date(cells, column, *date),
            DataRef::DateTimeIso(text) => match serial(text) {
                Some(serial) => self.date(cells, column, of_1900(serial, false)),
                None => cells.set(column, Kind::Text).push_str(text),
            },
            DataRef::DurationIso(text) => match text.parse::<SignedDuration>() {
                Ok(span) => {
                    let days = span.as_secs_f64() / 86_400.0;
                    self.date(cells, column, of_1900(days, days >= 1.0));
                }
                Err(_) => cells.set(column, Kind::Text).push_str(text),
            },
        }
    }

    fn number(&mut self, cells: &mut Cells, column: usize, value: f64) {
        // Negative zero is none to a person.
        let value = if value == 0.0 { 0.0 } else { value };
        let code = self.code.unwrap_or("General");
        let format = self.formats.index(code);
        let kind = Kind::Number { value, format };
        let text = cells.set(column, kind);
        let zeros = code.len() > 1 && code.bytes().all(|b| b == b'0');
        if zeros && value >= 0.0 && value.fract() == 0.0 {
            // A postcode or a number of staff shows its leading zeros.
            text.push_str(&format!("{value:0>width$}", width = code.len()));
        } else {
            // Never with an exponent: 8613800138000 is a telephone number.
            text.push_str(&value.to_string());
        }
    }

    fn date(&mut self, cells: &mut Cells, column: usize, date: ExcelDateTime) {
        let raw = date.as_f64();
        if date.is_duration() {
            let format = self.formats.index(self.code.unwrap_or("[h]:mm:ss"));
            let kind = Kind::Date {
                serial: raw,
                format,
            };
            cells.set(column, kind).push_str(&span(raw));
            return;
        }
        if !(0.0..LAST_DAY).contains(&raw) {
            self.code = None;
            return self.number(cells, column, raw);
        }
        let (year, month, day, hour, minute, second, milli) = date.to_ymd_hms_milli();
        let mut time = format!("{hour:02}:{minute:02}:{second:02}");
        if milli > 0 {
            time.push_str(&format!(".{milli:03}"));
        }
        let midnight = (hour, minute, second, milli) == (0, 0, 0, 0);
        let (text, usual) = if raw < 1.0 && !self.is_1904 {
            (time, "hh:mm:ss")
        } else if midnight {
            (format!("{year:04}-{month:02}-{day:02}"), "yyyy-mm-dd")
        } else {
            let text = format!("{year:04}-{month:02}-{day:02} {time}");
            (text, "yyyy-mm-dd hh:mm:ss")
        };
        let shift = if self.is_1904 { DAYS_1904 } else { 0.0 };
        let kind = Kind::Date {
            serial: raw + shift,
            format: self.formats.index(self.code.unwrap_or(usual)),
        };
        cells.set(column, kind).push_str(&text);
    }
}

/// Writes a value of a format that keeps its cells in memory.
pub(super) fn borrowed(value: &Data) -> DataRef<'_> {
    match value {
        Data::Int(number) => DataRef::Int(*number),
        Data::Float(number) => DataRef::Float(*number),
        Data::String(text) => DataRef::SharedString(text),
        Data::Bool(truth) => DataRef::Bool(*truth),
        Data::DateTime(date) => DataRef::DateTime(*date),
        Data::DateTimeIso(text) => DataRef::DateTimeIso(text.clone()),
        Data::DurationIso(text) => DataRef::DurationIso(text.clone()),
        Data::Error(error) => DataRef::Error(error.clone()),
        Data::Empty => DataRef::Empty,
    }
}

fn of_1900(serial: f64, span: bool) -> ExcelDateTime {
    let kind = if span {
        ExcelDateTimeType::TimeDelta
    } else {
        ExcelDateTimeType::DateTime
    };
    ExcelDateTime::new(serial, kind, false)
}

/// The serial of an ISO date, date and time, or time.
fn serial(text: &str) -> Option<f64> {
    let day = |date: Date| {
        let days = (date - Date::constant(1899, 12, 30)).get_days();
        // Excel counts a 29th of February in 1900.
        f64::from(if days <= 60 { days - 1 } else { days })
    };
    let part = |time: Time| {
        let span = time.duration_since(Time::midnight());
        span.as_secs_f64() / 86_400.0
    };
    if let Ok(date) = text.parse::<Date>()
        && text.len() <= 10
    {
        return Some(day(date));
    }
    if let Ok(both) = text.trim_end_matches('Z').parse::<DateTime>() {
        return Some(day(both.date()) + part(both.time()));
    }
    text.parse::<Time>().ok().map(part)
}

/// Hours, minutes and seconds of a number of days.
fn span(days: f64) -> String {
    let seconds = (days.abs() * 86_400.0).round();
    let (hours, rest) = ((seconds / 3600.0).floor(), seconds % 3600.0);
    let sign = if days < 0.0 { "-" } else { "" };
    format!(
        "{sign}{hours}:{:02}:{:02}",
        (rest / 60.0).floor(),
        rest % 60.0
    )
}

/// The code of a number format, where it says more than `General`.
pub(super) fn telling(code: &str) -> Option<&str> {
    (!code.is_empty() && !code.eq_ignore_ascii_case("general")).then_some(code)
}
