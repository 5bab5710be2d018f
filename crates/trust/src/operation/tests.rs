use super::*;
use crate::keys::DeviceKey;
use model::id::{DeviceId, EntryId};
use model::op::{Answer, Change, Edit, Kind, Statement, Value};

fn key() -> DeviceKey {
    DeviceKey::from_seed(&[1; 32])
}

fn parts() -> Parts {
    Parts { event: EventId([7; 32]), document: DocumentId([8; 32]), ..Parts::first(1_000) }
}

fn edit(section: &str, entry: &str, field: &str, value: Value) -> Edit {
    Edit { section: section.into(), entry: entry.into(), field: field.into(), value }
}

fn change() -> Body {
    Body::Change(Change(vec![
        edit("meta", "file", "name", Value::Str("Rigging plot".into())),
        edit("meta", "file", "order", Value::Int(-3)),
        edit("notes", "", "", Value::Text("Zufahrt über Tor 3".into())),
    ]))
}

fn signed() -> Operation {
    Operation::sign(&key(), parts(), change()).unwrap()
}

/// An operation that was signed without any of our checks: what somebody else's program might send.
fn foreign(header: &Header, body: &[u8]) -> (Vec<u8>, Vec<u8>) {
    (envelope::sign(&key(), minicbor::to_vec(header).unwrap()).unwrap(), body.to_vec())
}

fn header_for(body: &[u8], kind: Kind) -> Header {
    let mut header = signed().header().clone();
    header.kind = kind;
    header.body_hash = BlobHash(*blake3::hash(body).as_bytes());
    header.body_len = body.len() as u64;
    header
}

/// A change that was put together without our checks.
fn verify_change(edits: Vec<Edit>) -> Result<Operation, BadOperation> {
    let body = minicbor::to_vec(Change(edits)).unwrap();
    let (envelope, body) = foreign(&header_for(&body, Kind::Change), &body);
    Operation::verify(&envelope, &body)
}

fn verify_header(alter: impl FnOnce(&mut Header)) -> Result<Operation, BadOperation> {
    let body = signed().body_bytes().to_vec();
    let mut header = header_for(&body, Kind::Change);
    alter(&mut header);
    let (envelope, body) = foreign(&header, &body);
    Operation::verify(&envelope, &body)
}

/// O1.
#[test]
fn what_was_signed_is_read_back_whole() {
    let operation = signed();
    let read = Operation::verify(operation.envelope(), operation.body_bytes()).unwrap();
    assert_eq!(read, operation);
    assert_eq!(read.header().author, key().id());
    assert_eq!(read.id(), OpId(*blake3::hash(&minicbor::to_vec(read.header()).unwrap()).as_bytes()));
    assert_eq!(Operation::stored(operation.envelope(), operation.body_bytes()), Ok(read));
}

/// O1: what an operation is called may never change, or every chain on every disk would break.
#[test]
fn the_name_of_an_operation_is_a_golden() {
    assert_eq!(signed().id().to_string(), "op_1fc5h1jjdt39rd63kaoptlouuta84dc2eogucog0fjk56uvgv7v0");
}

/// O1: the id covers header and body, not the signature.
#[test]
fn the_same_words_by_the_same_device_have_the_same_name() {
    assert_eq!(signed().id(), signed().id());
    let later = Operation::sign(&key(), Parts { made_at: 1_001, ..parts() }, change()).unwrap();
    assert_ne!(later.id(), signed().id());
}

/// I3, R4.
#[test]
fn genesis_and_home_are_named_by_their_own_hash() {
    use model::op::{DocumentKind, Domain, GrantRef};
    let genesis = Record::Genesis { nonce: vec![1; 16], owners: Vec::new() };
    let genesis = Operation::sign(&key(), Parts::first(0), Body::Record(genesis)).unwrap();
    assert_eq!(genesis.event(), EventId(genesis.id().0));
    assert_eq!(genesis.log(), DocumentId(genesis.id().0));
    let by = GrantRef { op: genesis.id(), place: 0 };
    let home = Record::Home { kind: DocumentKind::File, scope: Domain::Event, by, nonce: vec![2; 16], version: 1 };
    let first = Parts { event: genesis.event(), roster_heads: vec![genesis.id()], ..Parts::first(0) };
    let home = Operation::sign(&key(), first, Body::Record(home)).unwrap();
    assert_eq!(home.log(), DocumentId(home.id().0));
    assert_eq!(home.event(), genesis.event());
    assert_eq!(signed().log(), DocumentId([8; 32]));
}

/// A1: any one bit.
#[test]
fn an_altered_envelope_is_refused() {
    let operation = signed();
    for at in 0..operation.envelope().len() {
        let mut envelope = operation.envelope().to_vec();
        envelope[at] ^= 1;
        assert!(Operation::verify(&envelope, operation.body_bytes()).is_err(), "byte {at}");
    }
    let mut envelope = operation.envelope().to_vec();
    *envelope.last_mut().unwrap() ^= 1;
    assert_eq!(Operation::verify(&envelope, operation.body_bytes()), Err(BadOperation::Signature));
    assert!(
        Operation::stored(&envelope, operation.body_bytes()).is_ok(),
        "one's own disk is not asked to prove it again"
    );
}

/// O1.
#[test]
fn an_altered_body_is_refused() {
    let operation = signed();
    let mut body = operation.body_bytes().to_vec();
    body[10] ^= 1;
    assert_eq!(Operation::verify(operation.envelope(), &body), Err(BadOperation::BodyDiffers));
    body.pop();
    assert_eq!(Operation::verify(operation.envelope(), &body), Err(BadOperation::BodyDiffers));
    assert_eq!(Operation::stored(operation.envelope(), &body), Err(BadOperation::BodyDiffers));
}

/// O1: the key id is the author. Another device's envelope around the same header is not the author's word.
#[test]
fn another_key_in_the_envelope_is_refused() {
    let header = minicbor::to_vec(signed().header()).unwrap();
    let thief = DeviceKey::from_seed(&[2; 32]);
    let envelope = envelope::sign(&thief, header).unwrap();
    assert_eq!(Operation::verify(&envelope, signed().body_bytes()), Err(BadOperation::WrongKey));
    let named = verify_header(|h| h.author = DeviceId([9; 32]));
    assert_eq!(named, Err(BadOperation::WrongKey));
}

/// A1: the author's name on the envelope with somebody else's signature in it.
#[test]
fn a_borrowed_name_does_not_hold() {
    use coset::{CborSerializable, CoseSign1};
    let mut cose = CoseSign1::from_slice(signed().envelope()).unwrap();
    let message = cose.tbs_data(crate::keys::OPERATION);
    cose.signature = DeviceKey::from_seed(&[2; 32]).sign(&message).to_vec();
    let envelope = cose.to_vec().unwrap();
    assert_eq!(Operation::verify(&envelope, signed().body_bytes()), Err(BadOperation::Signature));
}

/// I1: a signature over the bare header, or over anything else, is none over an operation.
#[test]
fn a_signature_made_for_something_else_does_not_hold() {
    use coset::{CborSerializable, CoseSign1};
    let mut cose = CoseSign1::from_slice(signed().envelope()).unwrap();
    let message = cose.tbs_data(b"offstage/operation/2");
    cose.signature = key().sign(&message).to_vec();
    let envelope = cose.to_vec().unwrap();
    assert_eq!(Operation::verify(&envelope, signed().body_bytes()), Err(BadOperation::Signature));
}

/// O1: nothing rides along in the envelope.
#[test]
fn an_envelope_with_more_in_it_is_refused() {
    use coset::{CborSerializable, CoseSign1, HeaderBuilder};
    let mut cose = CoseSign1::from_slice(signed().envelope()).unwrap();
    cose.unprotected = HeaderBuilder::new().key_id(vec![1, 2, 3]).build();
    let envelope = cose.to_vec().unwrap();
    assert_eq!(Operation::verify(&envelope, signed().body_bytes()), Err(BadOperation::EnvelopeSpelling));
    let mut longer = signed().envelope().to_vec();
    longer.push(0);
    assert!(Operation::verify(&longer, signed().body_bytes()).is_err());
}

/// O1: one spelling. A list of no fixed length says the same in other bytes.
#[test]
fn a_body_that_is_spelt_otherwise_is_refused() {
    let canonical = signed().body_bytes().to_vec();
    assert_eq!(canonical[0], 0x83);
    let mut body = vec![0x9f];
    body.extend_from_slice(&canonical[1..]);
    body.push(0xff);
    assert_eq!(minicbor::decode::<Change>(&body).unwrap().0.len(), 3, "it says the same");
    let (envelope, body) = foreign(&header_for(&body, Kind::Change), &body);
    assert_eq!(Operation::verify(&envelope, &body), Err(BadOperation::BodySpelling));

    let mut trailing = canonical;
    trailing.push(0);
    let (envelope, trailing) = foreign(&header_for(&trailing, Kind::Change), &trailing);
    assert_eq!(Operation::verify(&envelope, &trailing), Err(BadOperation::BodySpelling));
}

/// O1: the same for the header.
#[test]
fn a_header_that_is_spelt_otherwise_is_refused() {
    let canonical = minicbor::to_vec(signed().header()).unwrap();
    // The format as a number of two bytes.
    let mut header = canonical[..1].to_vec();
    header.extend_from_slice(&[0x18, 0x01]);
    header.extend_from_slice(&canonical[2..]);
    let envelope = envelope::sign(&key(), header).unwrap();
    assert_eq!(Operation::verify(&envelope, signed().body_bytes()), Err(BadOperation::HeaderSpelling));
    let envelope = envelope::sign(&key(), b"hello".to_vec()).unwrap();
    assert_eq!(Operation::verify(&envelope, signed().body_bytes()), Err(BadOperation::Header));
    assert_eq!(Operation::verify(b"hello", signed().body_bytes()), Err(BadOperation::Envelope));
}

/// R8: a newer format is told from a broken one, even if its header has another shape.
#[test]
fn a_newer_format_says_so() {
    assert_eq!(verify_header(|h| h.format = 2), Err(BadOperation::Format { found: 2 }));
    let header = minicbor::to_vec((3_u8, "another shape")).unwrap();
    let envelope = envelope::sign(&key(), header).unwrap();
    assert_eq!(Operation::verify(&envelope, b""), Err(BadOperation::Format { found: 3 }));
}

/// O1: the kind in the header is the kind of the body.
#[test]
fn a_body_of_another_kind_is_refused() {
    assert_eq!(verify_header(|h| h.kind = Kind::Record), Err(BadOperation::Body));
}

/// O2.
#[test]
fn the_number_fits_the_operation_before() {
    assert_eq!(verify_header(|h| h.seq = 0), Err(BadOperation::Sequence));
    assert_eq!(verify_header(|h| h.seq = 2), Err(BadOperation::Sequence));
    assert_eq!(verify_header(|h| h.prev = Some(OpId([1; 32]))), Err(BadOperation::Sequence));
}

/// O2.
#[test]
fn what_it_builds_on_is_sorted_and_bounded() {
    let (a, b) = (OpId([1; 32]), OpId([2; 32]));
    assert_eq!(verify_header(|h| h.deps = vec![b, a]), Err(BadOperation::DepsOrder));
    assert_eq!(verify_header(|h| h.roster_heads = vec![a, a]), Err(BadOperation::DepsOrder));
    let many: Vec<OpId> = (0..=64).map(|n| OpId([n; 32])).collect();
    assert_eq!(verify_header(|h| h.deps = many.clone()), Err(BadOperation::TooManyDeps));
    assert!(verify_header(|h| h.deps = many[..64].to_vec()).is_ok());
    let sorted = Operation::sign(&key(), Parts { deps: vec![b, a, b], ..parts() }, change()).unwrap();
    assert_eq!(sorted.header().deps, [a, b], "signing sorts");
}

/// O3.
#[test]
fn each_place_is_edited_once_and_in_order() {
    let (a, b) = (edit("meta", "x", "name", Value::Bool(true)), edit("meta", "x", "order", Value::Nothing));
    assert!(verify_change(vec![a.clone(), b.clone()]).is_ok());
    assert_eq!(verify_change(vec![b.clone(), a.clone()]), Err(BadOperation::EditOrder));
    assert_eq!(verify_change(vec![a.clone(), a.clone()]), Err(BadOperation::EditOrder));
    assert_eq!(verify_change(Vec::new()), Err(BadOperation::EditCount));
    let twice = Body::Change(Change(vec![a.clone(), a.clone()]));
    assert_eq!(Operation::sign(&key(), parts(), twice), Err(BadOperation::EditOrder));
    let unsorted = Operation::sign(&key(), parts(), Body::Change(Change(vec![b, a]))).unwrap();
    assert!(Operation::verify(unsorted.envelope(), unsorted.body_bytes()).is_ok(), "signing sorts");
}

/// O6.
#[test]
fn what_is_too_large_is_refused() {
    let long = "x".repeat(MAX_STRING + 1);
    assert_eq!(
        verify_change(vec![edit("meta", "x", "name", Value::Str(long.clone()))]),
        Err(BadOperation::StringTooLong)
    );
    assert_eq!(verify_change(vec![edit("notes", "", "", Value::Text(long.clone()))]), Err(BadOperation::StringTooLong));
    assert_eq!(verify_change(vec![edit(&long, "x", "name", Value::Nothing)]), Err(BadOperation::StringTooLong));
    assert!(verify_change(vec![edit("notes", "", "", Value::Text(long[1..].to_owned()))]).is_ok());

    let many: Vec<Edit> = (0..=MAX_EDITS).map(|n| edit("", "", &format!("{n:05}"), Value::Nothing)).collect();
    let body = minicbor::to_vec(Change(many.clone())).unwrap();
    assert!(body.len() < MAX_OPERATION, "or the test would test the size");
    assert_eq!(verify_change(many.clone()), Err(BadOperation::EditCount));
    assert!(verify_change(many[1..].to_vec()).is_ok());

    let large: Vec<Edit> =
        (0..5).map(|n| edit("meta", &n.to_string(), "", Value::Str("x".repeat(MAX_STRING)))).collect();
    assert!(matches!(verify_change(large.clone()), Err(BadOperation::TooLarge { bytes }) if bytes > MAX_OPERATION));
    let signed = Operation::sign(&key(), parts(), Body::Change(Change(large)));
    assert!(matches!(signed, Err(BadOperation::TooLarge { .. })), "it is refused before it is signed too");
}

/// O5.
#[test]
fn a_statement_covers_each_file_once_and_in_order() {
    let statement = |covers| Statement {
        answer: Answer::Approved,
        version: EntryId([1; 16]),
        covers,
        criteria: Some(BlobHash([3; 32])),
        reason: String::new(),
    };
    let (a, b) = (BlobHash([1; 32]), BlobHash([2; 32]));
    let body = minicbor::to_vec(statement(vec![b, a])).unwrap();
    let (envelope, body) = foreign(&header_for(&body, Kind::Statement), &body);
    assert_eq!(Operation::verify(&envelope, &body), Err(BadOperation::CoversOrder));
    let signed = Operation::sign(&key(), parts(), Body::Statement(statement(vec![b, a, b]))).unwrap();
    assert!(matches!(signed.body(), Body::Statement(s) if s.covers == [a, b]));
    assert!(Operation::verify(signed.envelope(), signed.body_bytes()).is_ok());
}

/// Whatever bytes come, the answer is an error and no panic.
#[test]
fn noise_is_refused() {
    let operation = signed();
    let mut dice = 88_172_645_463_325_252_u64;
    let mut roll = |below: usize| {
        dice ^= dice << 13;
        dice ^= dice >> 7;
        dice ^= dice << 17;
        (dice >> 11) as usize % below
    };
    for _ in 0..2_000 {
        let mut envelope = operation.envelope().to_vec();
        for _ in 0..=roll(4) {
            let at = roll(envelope.len());
            envelope[at] = roll(256) as u8;
        }
        envelope.truncate(roll(envelope.len() + 1));
        assert!(Operation::verify(&envelope, operation.body_bytes()).is_err());
        let noise: Vec<u8> = (0..roll(200)).map(|_| roll(256) as u8).collect();
        assert!(Operation::verify(&noise, &noise).is_err());
    }
}
