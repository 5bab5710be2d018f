//! Operations that are well signed and still wrong: each is refused with its own rule, and nobody else suffers.

use super::stage::{How, Stage, word};
use super::world::{Manner, Place, person, person_key, seed};
use crate::judge::{Judge, Rule, State};
use crate::{DeviceKey, Operation, Parts};
use model::id::{DocumentId, EntryId, EventId, OpId};
use model::op::{
    Answer, Body, Change, DocumentKind, Domain, Edit, GrantRef, Held, Owner, Record, Revoked, Right, ScopeKind,
    Statement, Value,
};

/// Ana alone with a file F.
fn alone() -> Stage {
    Stage::new("ana starts ana; ana makes F; v1 = ana delivers F")
}

fn parts_after(stage: &Stage, device: &str, log: DocumentId) -> Parts {
    let judge = stage.world.judge(device);
    let event = judge.event();
    let last = judge.last_of(stage.world.keys[device].id(), log);
    Parts {
        event,
        document: log,
        seq: last.map_or(1, |(_, seq)| seq + 1),
        prev: last.map(|(id, _)| id),
        deps: judge.heads(log),
        roster_heads: if log == event.into() { Vec::new() } else { judge.heads(event.into()) },
        made_at: 5,
    }
}

fn comment() -> Body {
    let place = ("comments".to_owned(), format!("{}.x", person("ana")), "text".to_owned());
    Body::Change(Change(vec![Edit { section: place.0, entry: place.1, field: place.2, value: Value::Bool(true) }]))
}

fn owner_grant(stage: &Stage) -> GrantRef {
    GrantRef { op: OpId(stage.world.event.0), place: 0 }
}

/// What Ana's judge says of an operation by her device.
fn judged(stage: &Stage, parts: Parts, body: Body) -> State {
    let operation = Operation::sign(&stage.world.keys["ana"], parts, body).unwrap();
    let mut judge = stage.world.judge("ana").clone();
    judge.take(&operation);
    judge.state(operation.id()).unwrap()
}

/// A2, O2.
#[test]
fn a_number_that_does_not_continue_the_chain_is_refused() {
    let stage = alone();
    let f = stage.world.documents["F"];
    let parts = parts_after(&stage, "ana", f);
    assert_eq!(judged(&stage, parts.clone(), comment()), State::Applied);
    let gap = Parts { seq: parts.seq + 1, ..parts.clone() };
    assert_eq!(judged(&stage, gap, comment()), State::Refused(Rule::Chain));
    // The first operation of the log as the one before: two numbers too far.
    let skipped = Parts { prev: Some(OpId(f.0)), ..parts };
    assert_eq!(judged(&stage, skipped, comment()), State::Refused(Rule::Chain));
}

/// A2: somebody else's operation is not the one before mine.
#[test]
fn another_authors_operation_before_ones_own_is_refused() {
    let mut stage = alone();
    stage.run("ana grants ben event/FilesEdit; ben joins; sync; y = ben delivers F; sync");
    let f = stage.world.documents["F"];
    let bens = stage.named["y"];
    let parts = Parts { prev: Some(bens), seq: 2, ..parts_after(&stage, "ana", f) };
    assert_eq!(judged(&stage, parts, comment()), State::Refused(Rule::Chain));
}

/// A2: what an author had heard of the roster is not unheard.
#[test]
fn roster_heads_that_go_back_are_refused() {
    let mut stage = alone();
    stage.run("ana grants ben event/FilesEdit; ana edits F comments");
    let f = stage.world.documents["F"];
    let parts =
        Parts { roster_heads: vec![OpId(stage.world.event.0)], deps: vec![OpId(f.0)], ..parts_after(&stage, "ana", f) };
    assert_eq!(judged(&stage, parts, comment()), State::Refused(Rule::HeadsBackwards));
}

/// A3, A8: what names something unknown waits, and is judged when that comes.
#[test]
fn what_builds_on_something_that_is_missing_waits_for_it() {
    let mut stage = alone();
    stage.run("x = ana edits F comments; y = ana edits F comments");
    let (ops, x, y) = (&stage.world.ops, stage.named["x"], stage.named["y"]);
    let mut judge = Judge::new(stage.world.event);
    judge.take(&ops[0]);
    let taken = judge.take(&ops[stage.world.at[&y]]);
    assert_eq!(taken.changed.len(), 1);
    assert_eq!(judge.state(y), Some(State::Waiting));
    assert_eq!(judge.waiting(), [y]);
    assert_eq!(judge.state(x), None);
    for operation in ops {
        judge.take(operation);
    }
    assert_eq!(judge.state(y), Some(State::Applied));
    assert_eq!(judge.waiting(), []);
    assert!(judge.take(&ops[stage.world.at[&y]]).changed.is_empty(), "taking it again changes nothing");
}

/// A1.
#[test]
fn a_device_that_nobody_certified_is_refused() {
    let stage = alone();
    let f = stage.world.documents["F"];
    let stranger = DeviceKey::from_seed(&seed("a stranger"));
    let parts = Parts { seq: 1, prev: None, ..parts_after(&stage, "ana", f) };
    let operation = Operation::sign(&stranger, parts, comment()).unwrap();
    let mut judge = stage.world.judge("ana").clone();
    judge.take(&operation);
    assert_eq!(judge.state(operation.id()), Some(State::Refused(Rule::NotCertified)));
    assert_eq!(word(judge.state(stage.named["v1"])), "applied");
}

/// I2: a certificate by the person's own root, for the device that signs.
#[test]
fn a_forged_certificate_is_refused() {
    let stage = alone();
    let thief = DeviceKey::from_seed(&seed("a thief"));
    let event = stage.world.event;
    let forged = [
        // By another root.
        person_key("mal").certify_device(event, thief.id()),
        // For another event.
        person_key("ana").certify_device(EventId([1; 32]), thief.id()),
        // For another device.
        person_key("ana").certify_device(event, stage.world.keys["ana"].id()),
        Vec::new(),
    ];
    for certificate in forged {
        let record = Record::Device { person: person("ana"), device: thief.id(), certificate };
        let parts = Parts { seq: 1, prev: None, ..parts_after(&stage, "ana", event.into()) };
        let operation = Operation::sign(&thief, parts, Body::Record(record)).unwrap();
        let mut judge = stage.world.judge("ana").clone();
        judge.take(&operation);
        assert_eq!(judge.state(operation.id()), Some(State::Refused(Rule::BadCertificate)));
        assert_eq!(judge.person_of(thief.id()), None);
    }
}

/// I2: nobody can claim another's device, since a device says itself whose it is; and one that says it twice is nobody's.
#[test]
fn a_device_acts_for_one_person() {
    let mut stage = alone();
    stage.run("mal joins; sync");
    let event = stage.world.event;
    let anas = stage.world.keys["ana"].id();
    let claim = Record::Device {
        person: person("mal"),
        device: anas,
        certificate: person_key("mal").certify_device(event, anas),
    };
    let parts = parts_after(&stage, "mal", event.into());
    let operation = Operation::sign(&stage.world.keys["mal"], parts, Body::Record(claim.clone())).unwrap();
    let mut judge = stage.world.judge("ana").clone();
    judge.take(&operation);
    assert_eq!(judge.state(operation.id()), Some(State::Refused(Rule::BadCertificate)));
    assert_eq!(judge.person_of(anas), Some(person("ana")));
    // Ana's own device saying that it is Mal's too.
    assert_eq!(
        judged(&stage, parts_after(&stage, "ana", event.into()), Body::Record(claim)),
        State::Refused(Rule::TwoPeople)
    );
}

/// I3.
#[test]
fn an_operation_of_another_event_is_refused() {
    let stage = alone();
    let f = stage.world.documents["F"];
    let parts = Parts { event: EventId([9; 32]), ..parts_after(&stage, "ana", f) };
    assert_eq!(judged(&stage, parts, comment()), State::Refused(Rule::AnotherEvent));
    let second = Record::Genesis { nonce: vec![3; 16], owners: Vec::new() };
    assert_eq!(judged(&stage, Parts::first(0), Body::Record(second)), State::Refused(Rule::AnotherEvent));
}

/// I2: an owner is named with a certificate of their own root.
#[test]
fn a_genesis_with_a_forged_owner_founds_nothing() {
    let (nonce, device) = (vec![1; 16], DeviceKey::from_seed(&[1; 32]));
    let owner = |who: &str, by: &str| Owner {
        person: person(who),
        device: device.id(),
        certificate: person_key(by).certify_owner(&nonce, device.id()),
    };
    for (owners, good) in [
        (vec![owner("ana", "ana")], true),
        (vec![owner("ana", "mal")], false),
        (vec![owner("ana", "ana"), owner("olga", "olga")], false),
        (Vec::new(), false),
    ] {
        let body = Body::Record(Record::Genesis { nonce: nonce.clone(), owners });
        let genesis = Operation::sign(&device, Parts::first(0), body).unwrap();
        let mut judge = Judge::new(genesis.event());
        judge.take(&genesis);
        let wanted = if good { State::Applied } else { State::Refused(Rule::BadGenesis) };
        assert_eq!(judge.state(genesis.id()), Some(wanted));
        assert_eq!(judge.owners().len(), usize::from(good));
        assert_eq!(judge.members().len(), usize::from(good));
    }
}

/// O2: an operation that drags another document along has no place, nor has what is built on it; honest work never names it.
#[test]
fn what_builds_on_another_document_has_no_place() {
    let mut stage = alone();
    stage.run("ana makes G; z = ana delivers G");
    let (f, z) = (stage.world.documents["F"], stage.named["z"]);
    let parts = parts_after(&stage, "ana", f);
    let mut deps = parts.deps.clone();
    deps.push(z);
    let crossing = Operation::sign(&stage.world.keys["ana"], Parts { deps, ..parts.clone() }, comment()).unwrap();
    let mut judge = stage.world.judge("ana").clone();
    judge.take(&crossing);
    assert_eq!(judge.state(crossing.id()), Some(State::Refused(Rule::OtherLog)));
    assert!(!judge.heads(f).contains(&crossing.id()));
    assert_eq!(judge.last_of(stage.world.keys["ana"].id(), f), parts.prev.map(|id| (id, parts.seq - 1)));
    let heads = Parts { roster_heads: vec![z], ..parts };
    assert_eq!(judged(&stage, heads, comment()), State::Refused(Rule::OtherLog));
}

/// R1: authority stands where it belongs.
#[test]
fn a_record_in_the_wrong_log_is_refused() {
    let stage = alone();
    let (f, by) = (stage.world.documents["F"], owner_grant(&stage));
    let scope = Record::Scope { kind: ScopeKind::Area, by };
    assert_eq!(judged(&stage, parts_after(&stage, "ana", f), Body::Record(scope)), State::Refused(Rule::WrongLog));
    let roster = stage.world.event.into();
    let share =
        Record::Unshare { subject: stage.world.subject("ben"), role: None, by: Some(by), reason: String::new() };
    assert_eq!(judged(&stage, parts_after(&stage, "ana", roster), Body::Record(share)), State::Refused(Rule::WrongLog));
    assert_eq!(judged(&stage, parts_after(&stage, "ana", roster), comment()), State::Refused(Rule::WrongLog));
}

/// R4.
#[test]
fn without_a_home_there_is_no_document() {
    let stage = alone();
    let parts = Parts {
        document: DocumentId([5; 32]),
        seq: 1,
        prev: None,
        deps: Vec::new(),
        ..parts_after(&stage, "ana", stage.world.documents["F"])
    };
    assert_eq!(judged(&stage, parts, comment()), State::Refused(Rule::NoHome));
    let by = owner_grant(&stage);
    let home = |kind, scope| Body::Record(Record::Home { kind, scope, by, nonce: vec![1], version: 1 });
    let first = Parts { event: stage.world.event, roster_heads: vec![by.op], ..Parts::first(0) };
    assert_eq!(judged(&stage, first.clone(), home(DocumentKind::Event, Domain::Event)), State::Applied);
    let roster = home(DocumentKind::Roster, Domain::Event);
    assert_eq!(judged(&stage, first.clone(), roster), State::Refused(Rule::MayNotMake));
    let named = Parts { document: DocumentId([5; 32]), ..first };
    assert_eq!(judged(&stage, named, home(DocumentKind::File, Domain::Event)), State::Refused(Rule::HomeNotFirst));
}

/// O4: a section that the kind does not have.
#[test]
fn an_unknown_section_is_refused() {
    let mut stage = alone();
    let how = How { bold: true, ..How::default() };
    let id = stage.act("ana", "edits", &["F", "payroll"], &how).unwrap();
    assert_eq!(stage.world.judge("ana").state(id), Some(State::Refused(Rule::NoSection)));
}

/// O5: one answers what one has seen.
#[test]
fn an_answer_to_an_unknown_version_is_refused() {
    let stage = alone();
    let f = stage.world.documents["F"];
    let statement = |version| {
        let (covers, reason) = (Vec::new(), String::new());
        Body::Statement(Statement { answer: Answer::Approved, version, covers, criteria: None, reason })
    };
    let unknown = judged(&stage, parts_after(&stage, "ana", f), statement(EntryId([1; 16])));
    assert_eq!(unknown, State::Refused(Rule::NoVersion));
    let v1 = stage.world.versions[&stage.named["v1"]].0;
    assert_eq!(judged(&stage, parts_after(&stage, "ana", f), statement(v1)), State::Refused(Rule::NoSeat));
    let unseen = Parts { deps: vec![OpId(f.0)], seq: 2, prev: Some(OpId(f.0)), ..parts_after(&stage, "ana", f) };
    assert_eq!(judged(&stage, unseen, statement(v1)), State::Refused(Rule::NoVersion));
}

/// R2, d.11.7: nobody gives what they do not hold; and the whole of Files is not the whole of the event.
#[test]
fn a_grant_of_more_than_its_parent_is_refused() {
    let mut stage = alone();
    stage.run("ana grants eve event/UsersManage,event/FilesAdmin; eve joins; sync");
    let eve = stage.world.judge("eve").grants_of(person("eve"))[0].name;
    let event = |right| Held { domain: Domain::Event, right };
    let mut give = |rights: Vec<Held>, by| {
        let record = Record::Grant { person: person("mal"), rights, by, until: None };
        stage.world.bold.insert("eve".into());
        let (id, _) = stage.world.write("eve", Place::Roster, Body::Record(record), &Manner::default()).unwrap();
        stage.world.judge("eve").state(id).unwrap()
    };
    assert_eq!(give(vec![event(Right::FilesRead)], eve), State::Applied);
    assert_eq!(give(vec![event(Right::All)], eve), State::Refused(Rule::MoreThanHeld));
    assert_eq!(give(vec![event(Right::FilesRead), event(Right::CrewView)], eve), State::Refused(Rule::MoreThanHeld));
    assert_eq!(give(Vec::new(), eve), State::Refused(Rule::NothingGiven));
    let document = Held { domain: Domain::Document(DocumentId([1; 32])), right: Right::All };
    assert_eq!(give(vec![document], eve), State::Refused(Rule::NothingGiven));
    let anas = GrantRef { place: 0, op: OpId(stage.world.event.0) };
    let mut steal = |by| {
        let record = Record::Revoke { what: Revoked::Person(person("mal"), Vec::new()), by };
        let (id, _) = stage.world.write("eve", Place::Roster, Body::Record(record), &Manner::default()).unwrap();
        stage.world.judge("eve").state(id).unwrap()
    };
    assert_eq!(steal(Some(anas)), State::Refused(Rule::NotOnesOwn));
    assert_eq!(steal(None), State::Refused(Rule::NotOnesOwn));
    assert_eq!(steal(Some(GrantRef { place: 1, ..eve })), State::Refused(Rule::NotOnesOwn));
}

/// R2: grants do not go on from hand to hand for ever.
#[test]
fn a_grant_that_came_through_too_many_hands_is_refused() {
    let mut stage = alone();
    let mut last = "ana".to_owned();
    for hand in 1..=65 {
        let next = format!("p{hand}");
        stage.run(&format!("{last} grants {next} event/UsersManage; {next} joins"));
        let view = stage.world.view(&last).clone();
        stage.world.receive(&next, &view);
        let back = stage.world.view(&next).clone();
        stage.world.receive("ana", &back);
        last = next;
        if hand == 64 {
            break;
        }
    }
    let how = How { bold: true, ..How::default() };
    let id = stage.act(&last, "grants", &["q", "event/UsersManage"], &how).unwrap();
    assert_eq!(stage.world.judge(&last).state(id), Some(State::Refused(Rule::TooManyHands)));
}

/// Every rule has a number that the page of rules has, and words.
#[test]
fn every_rule_is_on_the_page_of_rules() {
    let page = include_str!("../../../../../docs/protocol.md");
    for rule in Rule::ALL {
        assert!(page.contains(&format!("**{}**", rule.id())), "{} is not in docs/protocol.md", rule.id());
        assert!(rule.words().len() > 10 && !rule.words().ends_with('.'));
        assert_eq!(rule.to_string(), format!("{} ({})", rule.words(), rule.id()));
    }
}
