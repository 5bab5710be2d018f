//! The questions that screens ask of many rows: lists, the dashboard, the log, search.

mod dashboard;
mod excerpt;
mod list;
mod log;
mod names;
mod search;
#[cfg(test)]
mod tests;

pub use dashboard::DashboardAsk;
pub use list::{FilesAsk, Grouping, Ordering, Whose};
pub use log::LogAsk;
pub use names::Match;
pub use search::SearchAsk;
