//! Dates and clock times whose order of day, month and year is certain, in seconds.

/// The forms of dates and times.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// 2031-08-11
    Date,
    /// 2031-08-11 14:37:48.2
    DateTime,
    /// 14:37:48.2
    Clock,
    /// 14:37
    HoursMinutes,
}

/// Seconds in a day.
pub const DAY: f64 = 86_400.0;

/// A date or a time in seconds: since 1970 in UTC, or since midnight. `None` for other text, also for a date such as
/// 08/01/2016, which is in January or in August.
pub fn when(cell: &[u8]) -> Option<(Form, f64)> {
    if cell.len() < 4 || cell.len() > 40 || !cell[0].is_ascii_digit() {
        return None;
    }
    let text = std::str::from_utf8(cell).ok()?;
    if let Some(clock) = clock(text) {
        let form = if text.matches(':').count() > 1 { Form::Clock } else { Form::HoursMinutes };
        return Some((form, clock));
    }
    let (date, time) = match text.find(['T', ' ']) {
        Some(at) => (&text[..at], text[at + 1..].trim()),
        None => (text, ""),
    };
    let days = days(date)?;
    if time.is_empty() {
        return Some((Form::Date, days * DAY));
    }
    let (time, zone) = match time.find(['Z', 'z', '+', '-']) {
        Some(at) => (time[..at].trim(), zone(&time[at..])?),
        None => (time, 0.0),
    };
    Some((Form::DateTime, days * DAY + clock(time)? - zone))
}

/// Seconds since midnight of `hh:mm`, `hh:mm:ss` or `hh:mm:ss.f`.
fn clock(text: &str) -> Option<f64> {
    let mut parts = text.split(':');
    let (hours, minutes, seconds) = (parts.next()?, parts.next()?, parts.next());
    if parts.next().is_some() || hours.len() > 2 || minutes.len() != 2 {
        return None;
    }
    let seconds = match seconds {
        None => 0.0,
        Some(text) => {
            let (whole, fraction) = text.split_once(['.', ',']).unwrap_or((text, "0"));
            let fraction: f64 = format!("0.{}", digits(fraction)?).parse().ok()?;
            if whole.len() != 2 {
                return None;
            }
            number(whole, 0, 60)? + fraction
        }
    };
    Some(number(hours, 0, 24)? * 3600.0 + number(minutes, 0, 59)? * 60.0 + seconds)
}

/// Seconds that a zone such as `Z`, `+02:00` or `-0530` is ahead of UTC.
fn zone(text: &str) -> Option<f64> {
    if text.eq_ignore_ascii_case("z") {
        return Some(0.0);
    }
    let sign = if text.starts_with('-') { -1.0 } else { 1.0 };
    let plain: String = text[1..].chars().filter(|c| *c != ':').collect();
    let (hours, minutes) = match digits(&plain)?.len() {
        2 => (plain.as_str(), "00"),
        4 => plain.split_at(2),
        _ => return None,
    };
    Some(sign * (number(hours, 0, 14)? * 3600.0 + number(minutes, 0, 59)? * 60.0))
}

/// Days since 1970-01-01 of a date with the year first, in the Gregorian calendar.
fn days(text: &str) -> Option<f64> {
    let mark = ['-', '/', '.'].into_iter().find(|mark| text.contains(*mark))?;
    let parts: Vec<&str> = text.split(mark).collect();
    let [year, month, day] = parts[..] else { return None };
    if year.len() != 4 || month.len() > 2 || day.len() > 2 {
        return None;
    }
    let (year, month, day) = (number(year, 1, 9999)?, number(month, 1, 12)?, number(day, 1, 31)?);
    let is_leap = year % 4.0 == 0.0 && (year % 100.0 != 0.0 || year % 400.0 == 0.0);
    let length = match month as u32 {
        2 => 28.0 + f64::from(u8::from(is_leap)),
        4 | 6 | 9 | 11 => 30.0,
        _ => 31.0,
    };
    if day > length {
        return None;
    }
    // The years begin in March, so that the day that leap years have more is the last one.
    let (year, month) = if month <= 2.0 { (year - 1.0, month + 9.0) } else { (year, month - 3.0) };
    let leap = (year / 4.0).floor() - (year / 100.0).floor() + (year / 400.0).floor();
    Some(365.0 * year + leap + ((153.0 * month + 2.0) / 5.0).floor() + day - 1.0 - 719_468.0)
}

fn digits(text: &str) -> Option<&str> {
    (!text.is_empty() && text.len() <= 9 && text.bytes().all(|b| b.is_ascii_digit())).then_some(text)
}

/// A whole number within both ends.
fn number(text: &str, low: u32, high: u32) -> Option<f64> {
    let number: u32 = digits(text)?.parse().ok()?;
    (low..=high).contains(&number).then_some(f64::from(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_times_are_seconds() {
        for (text, expected) in [
            ("1970-01-01", Some((Form::Date, 0.0))),
            ("2000/03/01", Some((Form::Date, 11_017.0 * DAY))),
            ("2024-02-29", Some((Form::Date, 19_782.0 * DAY))),
            ("1970-01-02T00:00:01.5Z", Some((Form::DateTime, DAY + 1.5))),
            ("1970-01-01 02:00:00+02:00", Some((Form::DateTime, 0.0))),
            ("14:37:48,2", Some((Form::Clock, 52_668.2))),
            ("9:05", Some((Form::HoursMinutes, 32_700.0))),
            ("2023-02-29", None),
            ("2024-04-31", None),
            ("08/01/2016", None),
            ("2016-13-01", None),
            ("12.03.2020", None),
            ("1.234", None),
            ("10:77", None),
            ("1-2-3", None),
        ] {
            assert_eq!(when(text.as_bytes()), expected, "{text}");
        }
    }
}
