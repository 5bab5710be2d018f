//! Stories: one for each promise that is made to people, through the same `api` as the window.

mod main_job;
