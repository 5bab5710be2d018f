//! Judging, against the executable model's scenarios and against itself in other orders.

mod bad_operations;
mod chores;
mod histories;
mod scenarios;
mod search;
mod single_device;
mod stage;
mod world;
