//! Writes `ui/src/wire/wire.ts`: the page's types, made from the Rust ones so that they cannot drift apart.

use model::command::*;
use model::row::*;
use std::collections::BTreeMap;
use ts_rs::{Config, TS, TypeVisitor};

use crate::question::*;

struct Collect<'a> {
    config: &'a Config,
    types: &'a mut BTreeMap<String, String>,
}

impl TypeVisitor for Collect<'_> {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        collect::<T>(self.config, self.types);
    }
}

fn collect<T: TS + 'static + ?Sized>(config: &Config, types: &mut BTreeMap<String, String>) {
    // Only what has a file of its own is declared; strings and numbers are not.
    if T::output_path().is_some() && !types.contains_key(&T::ident(config)) {
        let docs = T::docs().unwrap_or_default();
        types.insert(T::ident(config), format!("{docs}export {}\n", T::decl(config)));
    } else if T::output_path().is_some() {
        return;
    }
    T::visit_dependencies(&mut Collect { config, types });
    T::visit_generics(&mut Collect { config, types });
}

/// The whole text of `wire.ts`.
#[must_use]
pub fn wire() -> String {
    let config = Config::new().with_large_int("number");
    let mut types = BTreeMap::new();
    collect::<Notice>(&config, &mut types);
    let mut calls = String::new();
    macro_rules! lines {
        ($($name:literal $kind:ident $arguments:ty => $answer:ty;)*) => {$(
            collect::<$arguments>(&config, &mut types);
            collect::<$answer>(&config, &mut types);
            calls.push_str(&format!("  \"{}\": {{ ask: {}; answer: {} }};\n", $name, <$arguments as TS>::name(&config), <$answer as TS>::name(&config)));
        )*};
    }
    macro_rules! split {
        ($($name:literal $kind:ident $arguments:ident -> $answer:ty;)*) => { lines! { $($name $kind $arguments => $answer;)* } };
    }
    crate::with_calls!(split);
    let mut out = String::from("// Made by `cargo xtask wire` from crates/api; do not edit.\n/* eslint-disable */\n\n");
    for text in types.values() {
        // One line for each remark keeps the file readable.
        out.push_str(&text.replace("/**\n * ", "/** ").replace("\n */\n", " */\n"));
    }
    out.push_str("\n/** Every call by its name. */\nexport interface Calls {\n");
    out.push_str(&calls);
    out.push_str("}\n");
    out
}
