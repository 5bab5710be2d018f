use super::*;

const EVENT: EventId = EventId([9; 32]);

fn person() -> PersonKey {
    PersonKey::from_seed(&[1; 32])
}

#[test]
fn a_key_is_the_same_for_the_same_seed_and_gives_its_seed_back() {
    let key = DeviceKey::from_seed(&[5; 32]);
    assert_eq!(key.id(), DeviceKey::from_seed(&[5; 32]).id());
    assert_ne!(key.id(), DeviceKey::from_seed(&[6; 32]).id());
    assert_eq!(*key.seed(), [5; 32]);
    assert_eq!(*person().seed(), [1; 32]);
}

/// I2: a certificate holds for its own event, person and device and for nothing else.
#[test]
fn a_device_certificate_holds_for_exactly_what_it_names() {
    let device = DeviceKey::from_seed(&[2; 32]).id();
    let certificate = person().certify_device(EVENT, device);
    assert!(is_device_of(EVENT, person().id(), device, &certificate));
    assert!(!is_device_of(EventId([8; 32]), person().id(), device, &certificate));
    assert!(!is_device_of(EVENT, person().id(), DeviceKey::from_seed(&[3; 32]).id(), &certificate));
    assert!(!is_device_of(EVENT, PersonKey::from_seed(&[4; 32]).id(), device, &certificate));
    assert!(!is_device_of(EVENT, person().id(), device, certificate.get(..63).unwrap()));
}

/// I1: a signature over one kind of thing is never one over another, though the bytes named are the same.
#[test]
fn signatures_do_not_cross_from_one_kind_of_thing_to_another() {
    let device = DeviceKey::from_seed(&[2; 32]).id();
    let owner = person().certify_owner(&EVENT.0, device);
    assert!(is_owner_device(&EVENT.0, person().id(), device, &owner));
    assert!(!is_device_of(EVENT, person().id(), device, &owner));
    assert!(!is_owner_device(&EVENT.0, person().id(), device, &person().certify_device(EVENT, device)));
}

/// N1, N2.
#[test]
fn an_invite_is_proved_by_its_secret_only() {
    let (invite, device) = (OpId([3; 32]), DeviceKey::from_seed(&[2; 32]).id());
    let key = InviteKey::from_secret(&[7; 32]);
    let proof = key.prove(EVENT, invite, person().id(), device);
    assert!(is_redeemed(key.id(), EVENT, invite, person().id(), device, &proof));
    assert!(!is_redeemed(key.id(), EVENT, OpId([4; 32]), person().id(), device, &proof));
    let other = InviteKey::from_secret(&[8; 32]);
    assert!(!is_redeemed(other.id(), EVENT, invite, person().id(), device, &proof));
}

/// A key of small order would let one signature fit many messages.
#[test]
fn a_weak_key_signs_nothing() {
    let mut weak = [0; 32];
    weak[0] = 1;
    let mut signature = [0; 64];
    signature[0] = 1;
    assert!(!holds(&weak, b"anything", &signature));
}
