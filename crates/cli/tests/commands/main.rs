//! The real program against homes of its own: what scripts are promised.

mod beside;
mod hand;
mod promises;
mod story;
