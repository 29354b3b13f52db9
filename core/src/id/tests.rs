//! Ids and their texts.

use super::*;
use proptest::prelude::*;

fn child(session: u16, generation: u16, index: u32) -> ChildId {
    ChildId::from_parts(Parts { session, generation, index })
}

proptest! {
    #[test]
    fn parts_come_back(session: u16, generation: u16, index in 0..INDEX_LIMIT) {
        let parts = Parts { session, generation, index };
        prop_assert_eq!(ChildId::from_parts(parts).parts(), Some(parts));
        prop_assert_eq!(ParentId::from_parts(parts).parts(), Some(parts));
    }

    #[test]
    fn text_comes_back(session: u16, generation: u16, index in 0..INDEX_LIMIT, number in 1u16..) {
        let child = child(session, generation, index);
        prop_assert_eq!(ChildId::from_text(&child.to_text()), Some(child));
        let request = RequestId { child, number };
        prop_assert!(request.to_text().len() <= TEXT_MAX);
        prop_assert_eq!(RequestId::from_text(&request.to_text()), Some(request));
    }

    #[test]
    fn one_wrong_character_is_seen(session: u16, generation: u16, index in 0..INDEX_LIMIT,
                                   place in 0usize..14, other in 0usize..32) {
        let good = child(session, generation, index).to_text();
        let mut bytes: Vec<u8> = good.bytes().collect();
        prop_assume!(bytes[place] != ALPHABET[other]);
        bytes[place] = ALPHABET[other];
        let text = String::from_utf8(bytes).unwrap();
        // 31 check characters cannot tell a digit from the one 31 above it: 0 and Z.
        let pair = [good.as_bytes()[place], ALPHABET[other]];
        prop_assume!(!(pair.contains(&b'0') && pair.contains(&b'Z')));
        prop_assert_eq!(ChildId::from_text(&text), None);
    }

    #[test]
    fn nonsense_is_no_id(text in "\\PC{0,24}") {
        if let Some(id) = ChildId::from_text(&text) {
            let written = id.to_text();
            prop_assert_eq!(written.as_str(), text.as_str());
        }
    }
}

#[test]
fn a_parent_is_not_a_child() {
    let parts = Parts { session: 1, generation: 1, index: 1 };
    let parent = ParentId::from_parts(parts);
    assert_eq!(ChildId::from_bits(parent.to_bits()).parts(), None);
    assert_eq!(ChildId::from_text(&parent.to_text()), None);
}

#[test]
fn short_texts_are_exact() {
    assert_ne!(ExecId::from_text(""), ExecId::from_text("\0"));
    assert_ne!(ExecId::from_text("E1"), ExecId::from_text("E2"));
    assert!(ExecId::from_text("123456789012345").is_some());
    assert_eq!(ExecId::from_text("1234567890123456"), None);
    assert_ne!(ClientId::from_text("a\0"), ClientId::from_text("a"));
}

#[test]
fn every_text_has_an_execution_id() {
    assert_eq!(Some(ExecId::of_text("123456789012345")), ExecId::from_text("123456789012345"));
    // As an implementation of SipHash-2-4 of 128 bits gives them that is not ours.
    let long = [
        ("1234567890123456", 0x809F_F5FC_7398_6368_CAE7_5B51_3630_7826),
        ("20261123-XLON-000000000000000042", 0x80B8_9B44_ADF4_6EEB_E47A_9190_248B_C4F4),
    ];
    for (text, id) in long {
        assert_eq!(ExecId::of_text(text), ExecId(id), "{text}");
    }
}

proptest! {
    #[test]
    fn a_long_text_is_never_taken_for_a_short_one(long in "\\PC{16,64}", short in "\\PC{0,3}") {
        prop_assert_ne!(ExecId::of_text(&long), ExecId::of_text(&short));
        prop_assert_eq!(ExecId::of_text(&long).0 >> 120, 0x80);
        prop_assert_ne!(ExecId::of_text(&long), ExecId::of_text(&format!("{long}1")));
    }
}

#[test]
fn the_longest_text_is_twenty_characters() {
    let request = RequestId { child: child(u16::MAX, u16::MAX, INDEX_LIMIT - 1), number: u16::MAX };
    assert_eq!(request.to_text().len(), TEXT_MAX);
}
