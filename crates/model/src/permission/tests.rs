use super::*;
use crate::id::ScopeId;

const V: Domain = Domain::Scope(ScopeId([7; 32]));
const W: Domain = Domain::Scope(ScopeId([8; 32]));

fn held(domain: Domain, right: Right) -> Held {
    Held { domain, right }
}

/// d.11, the last table, column by column.
#[test]
fn the_table_of_file_acts_reads_as_the_domain_says() {
    use DocumentKind::File;
    let rows = [
        ("comments", true, Need::Level(Level::Read)),
        ("comments", false, Need::Level(Level::Edit)),
        ("resolved", true, Need::Level(Level::Read)),
        ("resolved", false, Need::LevelOrSeat(Level::Edit)),
        ("versions", true, Need::Level(Level::Edit)),
        ("versions", false, Need::Level(Level::Admin)),
        ("formats", true, Need::Level(Level::Edit)),
        ("formats", false, Need::Level(Level::Admin)),
        ("meta", false, Need::Level(Level::Edit)),
        ("description", false, Need::Level(Level::Edit)),
        ("deliverable", true, Need::Level(Level::Admin)),
        ("criteria", true, Need::Level(Level::Admin)),
    ];
    for (section, own, need) in rows {
        assert_eq!(needed(File, section, own), Some(need), "{section}, own: {own}");
    }
    assert_eq!(needed(File, "secrets", true), None);
    assert_eq!(needed(DocumentKind::Roster, "facts", true), None);
}

/// d.11.7, R2: nobody gives what they do not hold, and the whole of Files is not the whole of a domain.
#[test]
fn one_right_includes_another_only_within_its_domain_and_reach() {
    let rows = [
        (held(Domain::Event, Right::All), held(V, Right::CrewManage), true),
        (held(Domain::Event, Right::FilesAdmin), held(V, Right::FilesRead), false),
        (held(V, Right::All), held(V, Right::FilesAdmin), true),
        (held(V, Right::All), held(W, Right::Read), false),
        (held(V, Right::FilesAdmin), held(V, Right::FilesEdit), true),
        (held(V, Right::FilesEdit), held(V, Right::FilesEdit), true),
        (held(V, Right::FilesEdit), held(V, Right::FilesAdmin), false),
        (held(V, Right::FilesAdmin), held(V, Right::All), false),
        (held(Domain::Event, Right::UsersManage), held(Domain::Event, Right::All), false),
        (held(V, Right::CrewManage), held(V, Right::FilesRead), false),
    ];
    for (have, want, answer) in rows {
        assert_eq!(implies(have, want), answer, "{have:?} includes {want:?}");
    }
}

#[test]
fn a_right_gives_a_level_only_on_documents_of_its_own_scope_and_kind() {
    use DocumentKind::{Collaborator, Drive, Event, File};
    let rows = [
        (File, V, held(V, Right::FilesEdit), Some(Level::Edit)),
        (File, V, held(W, Right::FilesAdmin), None),
        (File, V, held(Domain::Event, Right::FilesAdmin), None),
        (File, V, held(Domain::Event, Right::All), Some(Level::Admin)),
        (File, V, held(V, Right::CrewView), None),
        (Drive, V, held(V, Right::FilesRead), Some(Level::Read)),
        (Collaborator, V, held(V, Right::FilesAdmin), None),
        (Collaborator, V, held(V, Right::CrewView), Some(Level::Read)),
        (Collaborator, V, held(Domain::Event, Right::CrewView), Some(Level::Read)),
        (Event, Domain::Event, held(V, Right::FilesRead), Some(Level::Read)),
        (Event, Domain::Event, held(Domain::Event, Right::UsersManage), Some(Level::Read)),
    ];
    for (kind, scope, have, level) in rows {
        assert_eq!(level_given(kind, scope, have), level, "{have:?} on a {kind:?} in {scope:?}");
    }
}

#[test]
fn giving_is_for_those_who_manage_the_domain() {
    assert!(may_give(&[held(Domain::Event, Right::UsersManage)], V));
    assert!(may_give(&[held(V, Right::CrewManage)], V));
    assert!(!may_give(&[held(V, Right::CrewManage)], W));
    assert!(!may_give(&[held(V, Right::FilesAdmin)], V));
    assert!(!may_give(&[held(V, Right::CrewManage)], Domain::Event));
}

#[test]
fn documents_are_made_by_those_who_may_edit_where_they_will_lie() {
    use DocumentKind::{Collaborator, Event, File, Roster};
    assert!(may_make(File, V, held(V, Right::FilesEdit)));
    assert!(!may_make(File, V, held(V, Right::FilesRead)));
    assert!(!may_make(File, V, held(Domain::Event, Right::FilesAdmin)));
    assert!(!may_make(Collaborator, V, held(V, Right::FilesAdmin)));
    assert!(may_make(Collaborator, V, held(V, Right::CrewManage)));
    assert!(!may_make(Event, Domain::Event, held(Domain::Event, Right::UsersManage)));
    assert!(may_make(Event, Domain::Event, held(Domain::Event, Right::All)));
    assert!(!may_make(Roster, Domain::Event, held(Domain::Event, Right::All)));
    assert!(!may_make(Event, V, held(Domain::Event, Right::All)));
}

#[test]
fn the_owner_of_an_entry_is_read_from_its_name() {
    let (person, entry) = (PersonId([3; 32]), EntryId([4; 16]));
    let name = owned_name(person, entry);
    assert_eq!(owner_of(&name), Some(person));
    assert_eq!(entry_of(&name), Some(entry));
    assert_eq!(owner_of(&person.to_string()), Some(person));
    assert_eq!(owner_of(&entry.to_string()), None);
    assert_eq!(owner_of(""), None);
}
