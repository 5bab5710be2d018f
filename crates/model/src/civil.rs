//! Civil time: days and times as people on site say them, in the event's zone.
//!
//! A due date is kept as instant, zone and civil time together, so that it can be resolved again when the rules of a zone change.

use crate::refusal::Refusal;
use chrono::{DateTime, Datelike, Days, LocalResult, NaiveDate, NaiveDateTime, NaiveTime, TimeZone, Utc, Weekday};
use chrono_tz::Tz;

/// A moment somebody set in a zone.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Due {
    /// Milliseconds since 1970 UTC.
    pub at: i64,
    /// IANA zone it was set in.
    pub zone: String,
    /// `YYYY-MM-DDTHH:MM` there.
    pub civil: String,
}

impl Due {
    /// As one value of content, so that two concurrent due dates never mix their halves.
    #[must_use]
    pub fn to_value(&self) -> String {
        format!("{} {} {}", self.at, self.civil, self.zone)
    }

    /// Reads what [`Due::to_value`] wrote; nothing for anything else.
    #[must_use]
    pub fn from_value(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, ' ');
        let at = parts.next()?.parse().ok()?;
        let civil = parts.next()?.to_owned();
        Some(Self { at, civil, zone: parts.next()?.to_owned() })
    }
}

/// Reads an IANA zone name.
///
/// # Errors
/// When there is no such zone.
pub fn zone(text: &str) -> Result<Tz, Refusal> {
    text.trim()
        .parse()
        .map_err(|_| Refusal::NotA { text: text.to_owned(), wanted: "a time zone such as Europe/Berlin" })
}

/// Reads a day, `YYYY-MM-DD`.
///
/// # Errors
/// When it is not one, or lies outside the years 1970 to 2199.
pub fn day(text: &str) -> Result<NaiveDate, Refusal> {
    NaiveDate::parse_from_str(text.trim(), "%Y-%m-%d")
        .ok()
        .filter(|day| (1970..2200).contains(&day.year()))
        .ok_or_else(|| Refusal::NotA { text: text.to_owned(), wanted: "a day such as 2027-06-10" })
}

/// Reads a due date: a day (then 23:59 there), a civil time in the event's zone, or an instant with its offset (d.7).
///
/// # Errors
/// When it is none of these, or the civil time does not exist because the clocks go forward over it. Of a civil time that comes twice, the first is taken.
pub fn due(text: &str, event_zone: &str) -> Result<Due, Refusal> {
    let tz = zone(event_zone)?;
    let text = text.trim();
    let not = || Refusal::NotA {
        text: text.to_owned(),
        wanted: "a due date such as 2027-06-04, 2027-06-04T17:00 (in the event's zone) or 2027-06-04T17:00+02:00",
    };
    let full = text.replacen(' ', "T", 1);
    if let Ok(instant) = DateTime::parse_from_rfc3339(&with_seconds(&full)) {
        let there = instant.with_timezone(&tz);
        day(&there.format("%Y-%m-%d").to_string()).map_err(|_| not())?;
        return Ok(Due {
            at: instant.timestamp_millis(),
            zone: event_zone.to_owned(),
            civil: there.format("%Y-%m-%dT%H:%M").to_string(),
        });
    }
    let civil = match full.split_once('T') {
        None => day(&full).map_err(|_| not())?.and_time(NaiveTime::from_hms_opt(23, 59, 0).unwrap_or_default()),
        Some((date, time)) => {
            let time = NaiveTime::parse_from_str(time, "%H:%M")
                .or_else(|_| NaiveTime::parse_from_str(time, "%H:%M:%S"))
                .map_err(|_| not())?;
            day(date).map_err(|_| not())?.and_time(time)
        }
    };
    match tz.from_local_datetime(&civil) {
        LocalResult::Single(moment) | LocalResult::Ambiguous(moment, _) => Ok(Due {
            at: moment.timestamp_millis(),
            zone: event_zone.to_owned(),
            civil: civil.format("%Y-%m-%dT%H:%M").to_string(),
        }),
        LocalResult::None => Err(Refusal::NoSuchTime {
            time: civil.format("%Y-%m-%d %H:%M").to_string(),
            zone: event_zone.to_owned(),
            next: after_gap(&tz, civil).format("%Y-%m-%d %H:%M").to_string(),
        }),
    }
}

/// RFC 3339 wants seconds; people leave them out.
fn with_seconds(text: &str) -> String {
    let Some((date, rest)) = text.split_once('T') else { return text.to_owned() };
    let at = rest.find(['+', '-', 'Z', 'z']).unwrap_or(rest.len());
    let (time, offset) = rest.split_at(at);
    if time.matches(':').count() == 1 { format!("{date}T{time}:00{offset}") } else { text.to_owned() }
}

fn after_gap(tz: &Tz, civil: NaiveDateTime) -> NaiveDateTime {
    // Gaps are at most a day long (Samoa, 2011); the first minute after one exists.
    (1..=1_440)
        .filter_map(|minutes| civil.checked_add_signed(chrono::TimeDelta::minutes(minutes)))
        .find(|later| !matches!(tz.from_local_datetime(later), LocalResult::None))
        .unwrap_or(civil)
}

/// The instant from which something due at `at` counts as due soon: the start of the day `lead_days` working days (Monday to Friday)
/// before the due day, in the zone (decision 14).
#[must_use]
pub fn due_soon_from(at: i64, zone_name: &str, lead_days: i64) -> i64 {
    let tz: Tz = zone_name.parse().unwrap_or(Tz::UTC);
    let Some(moment) = DateTime::<Utc>::from_timestamp_millis(at) else { return at };
    let mut date = moment.with_timezone(&tz).date_naive();
    let mut left = lead_days.clamp(0, 365);
    while left > 0 {
        let Some(earlier) = date.checked_sub_days(Days::new(1)) else { return at };
        date = earlier;
        if !matches!(date.weekday(), Weekday::Sat | Weekday::Sun) {
            left -= 1;
        }
    }
    let midnight = date.and_time(NaiveTime::MIN);
    match tz.from_local_datetime(&midnight) {
        LocalResult::Single(start) | LocalResult::Ambiguous(start, _) => start.timestamp_millis(),
        LocalResult::None => {
            tz.from_local_datetime(&after_gap(&tz, midnight)).earliest().map_or(at, |start| start.timestamp_millis())
        }
    }
}

/// An instant as ISO 8601 with the zone's offset.
#[must_use]
pub fn iso(at: i64, zone_name: &str) -> String {
    let tz: Tz = zone_name.parse().unwrap_or(Tz::UTC);
    DateTime::<Utc>::from_timestamp_millis(at).map_or_else(String::new, |moment| {
        moment.with_timezone(&tz).to_rfc3339_opts(chrono::SecondsFormat::Secs, false)
    })
}

/// The ends of today and of this week (Sunday) in a zone, as instants: by these a list is grouped.
#[must_use]
pub fn ends(now: i64, zone_name: &str) -> (i64, i64) {
    let tz: Tz = zone_name.parse().unwrap_or(Tz::UTC);
    let Some(moment) = DateTime::<Utc>::from_timestamp_millis(now) else { return (now, now) };
    let today = moment.with_timezone(&tz).date_naive();
    let start_of = |date: Option<NaiveDate>| {
        let midnight = date.unwrap_or(today).and_time(NaiveTime::MIN);
        tz.from_local_datetime(&midnight)
            .earliest()
            .unwrap_or_else(|| tz.from_utc_datetime(&midnight))
            .timestamp_millis()
    };
    let to_sunday = 7 - u64::from(today.weekday().num_days_from_monday());
    (start_of(today.checked_add_days(Days::new(1))), start_of(today.checked_add_days(Days::new(to_sunday))))
}

/// When the day of an instant began in a zone.
#[must_use]
pub fn day_begins(now: i64, zone_name: &str) -> i64 {
    due_soon_from(now, zone_name, 0)
}

#[cfg(test)]
mod tests;
