use super::*;

const CHEAP: Cost = Cost { memory_kib: 64, passes: 1, lanes: 1 };

fn keys() -> Keys {
    Keys { person: Some(PersonKey::from_seed(&[1; 32])), device: Some(DeviceKey::from_seed(&[2; 32])) }
}

fn sealed() -> Vec<u8> {
    seal(&keys(), "load-in at six", [3; 16], [4; 24], CHEAP).unwrap()
}

/// I2.
#[test]
fn a_passphrase_opens_what_it_sealed_and_nothing_else_does() {
    let open_keys = open(&sealed(), "load-in at six").unwrap();
    assert_eq!(open_keys.person.unwrap().id(), keys().person.unwrap().id());
    assert_eq!(open_keys.device.unwrap().id(), keys().device.unwrap().id());
    assert_eq!(open(&sealed(), "load-in at seven").err(), Some(SealError::WrongPassphrase));
    assert_eq!(open(&sealed(), "").err(), Some(SealError::WrongPassphrase));
}

/// I2: the recovery kit holds the person alone.
#[test]
fn a_kit_without_a_device_stays_without_one() {
    let kit = Keys { device: None, ..keys() };
    let bytes = seal(&kit, "kit", [5; 16], [6; 24], CHEAP).unwrap();
    let opened = open(&bytes, "kit").unwrap();
    assert!(opened.person.is_some());
    assert!(opened.device.is_none());
}

#[test]
fn no_seed_can_be_read_from_the_file() {
    let bytes = sealed();
    assert!(!bytes.windows(32).any(|w| w == [1; 32] || w == [2; 32]));
}

#[test]
fn every_flipped_byte_is_noticed_before_the_passphrase_is_blamed() {
    let good = sealed();
    for at in 0..good.len() {
        let mut bad = good.clone();
        bad[at] ^= 0x20;
        let error = open(&bad, "load-in at six").err();
        assert!(
            matches!(error, Some(SealError::Damaged | SealError::NotAKeyFile | SealError::Newer { .. })),
            "byte {at}: {error:?}"
        );
    }
    for length in 0..good.len() {
        assert!(open(&good[..length], "load-in at six").is_err(), "cut to {length}");
    }
}

#[test]
fn what_is_no_key_file_or_a_newer_one_says_so() {
    assert_eq!(open(b"", "x").err(), Some(SealError::NotAKeyFile));
    assert_eq!(open(b"-----BEGIN", "x").err(), Some(SealError::NotAKeyFile));
    assert_eq!(open(&vec![0x87; 5000], "x").err(), Some(SealError::NotAKeyFile));
    let newer = minicbor::to_vec((MAGIC, 2_u8, "whatever comes")).unwrap();
    assert_eq!(open(&newer, "x").err(), Some(SealError::Newer { found: 2 }));
}

/// A hostile file must not make the device compute for hours.
#[test]
fn a_file_that_asks_for_too_much_is_refused_before_any_work() {
    let dear = Cost { memory_kib: u32::MAX, passes: 1, lanes: 1 };
    assert_eq!(seal(&keys(), "x", [3; 16], [4; 24], dear).err(), Some(SealError::TooDear));
    let (salt, nonce) = (vec![3; 16], vec![4; 24]);
    let aad = bound(dear, &salt, &nonce);
    let sum = sum_of(&aad, &[9; 82]);
    let file = File { magic: MAGIC.into(), format: FORMAT, cost: dear, salt, nonce, sealed: vec![9; 82], sum };
    assert_eq!(open(&minicbor::to_vec(&file).unwrap(), "x").err(), Some(SealError::TooDear));
}
