//! (front page to be written with the first code)
