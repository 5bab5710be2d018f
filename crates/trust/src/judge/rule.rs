//! States of operations, and the rules that refuse.

use std::fmt;

/// What an operation became (A1–A8). The order is from best to worst: an operation is in the worst state of what it rests on, and in the
/// best over all its ways.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// It counts.
    Applied,
    /// It is kept and shown and counts in nothing, until somebody above settles it (A6).
    Held,
    /// It is kept and shown, and it never counts.
    Refused(Rule),
    /// Something that it names has not arrived (A3).
    Waiting,
}

impl State {
    /// Does it count?
    #[must_use]
    pub const fn counts(self) -> bool {
        matches!(self, Self::Applied)
    }
}

macro_rules! rules {
    ($($(#[$doc:meta])* $name:ident = $id:literal, $words:literal;)*) => {
        /// Why an operation is refused. Of several reasons the order here decides which is shown, so every device shows the same.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Rule { $($(#[$doc])* $name,)* }

        impl Rule {
            /// Every rule, in order.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];
            /// The rule's number in `docs/protocol.md`.
            #[must_use]
            pub const fn id(self) -> &'static str {
                match self { $(Self::$name => $id,)* }
            }
            /// Why, in a sentence's second half: "refused: …".
            #[must_use]
            pub const fn words(self) -> &'static str {
                match self { $(Self::$name => $words,)* }
            }
        }
    };
}

rules! {
    /// The event field names another event, or this is no genesis of this event.
    AnotherEvent = "I3", "it belongs to another event";
    /// A genesis whose owners or certificates do not hold.
    BadGenesis = "I2", "it names no owners whose certificates hold";
    /// It names an operation of a log that it may not build on.
    OtherLog = "O2", "it builds on an operation of another log";
    /// `prev` is not this author's operation just before it in this log.
    Chain = "A2", "its number does not continue its author's chain";
    /// It knows less of the roster than its author's operation before it.
    HeadsBackwards = "A2", "it knows less of the roster than its author knew before";
    /// A Record in a log where records of its kind do not belong.
    WrongLog = "R1", "a record of this kind does not belong in this log";
    /// No document of this id begins in its past.
    NoHome = "R4", "the document's first record is not in its past";
    /// A Home that builds on something.
    HomeNotFirst = "R4", "a document's first record builds on nothing";
    /// The author's device is not certified in its past.
    NotCertified = "A1", "its author's device is certified for nobody";
    /// The author's device is certified for two people.
    TwoPeople = "A1", "its author's device is certified for two people";
    /// A certificate that does not hold, or one for another device than the author.
    BadCertificate = "I2", "the certificate does not hold for the device that signed";
    /// An edit of a section that this kind of document does not have.
    NoSection = "O4", "this kind of document has no such section";
    /// A Statement about a version that is not in its past.
    NoVersion = "O5", "the version that it answers is not in its past";
    /// The grant that it names is not its author's, or not in its past.
    NotOnesOwn = "R2", "it names a grant that is not its author's own";
    /// A Grant or Invite of more than its parent holds.
    MoreThanHeld = "R2", "it gives more than its author holds";
    /// A Grant or Invite of nothing, or on one document.
    NothingGiven = "R2", "it gives no right in the event, an area or a collaborator";
    /// The grant that it names gives no right to give.
    MayNotGive = "R2", "the grant that it names gives no right to give or take";
    /// A Grant or Invite that lasts longer than its parent.
    Outlives = "R2", "it lasts longer than the grant that it comes from";
    /// A Grant that has come through too many hands.
    TooManyHands = "R2", "it has come through too many hands";
    /// A Share, Cut or Settle without `*` on the document.
    NeedsAdmin = "A4", "it needs everything (*) on the document";
    /// A Home without Edit where the document shall lie.
    MayNotMake = "R4", "its author may not make documents there";
    /// A Scope or Module without `Event:*`.
    NeedsOwner = "A4", "it needs everything (*) on the event";
    /// A Cut or Settle about something that is not in its past, or in another log.
    NotThere = "A6", "what it names is not in its past";
    /// A Redeem of no invite, or without the proof.
    NoInvite = "N2", "there is no such invite, or it was not proved";
    /// A Redeem that knew that the invite was closed with another.
    InviteClosed = "N2", "the invite had been taken up by somebody else";
    /// It knows the removal of what it rests on.
    KnewRemoval = "A6", "its author knew that the right had been taken away";
    /// Somebody above refused it.
    SettledNo = "A6", "somebody above its author refused it";
    /// It was made after the time until which the right was given.
    Expired = "R6", "the right had been given until an earlier time";
    /// The feature is off for the collaborator through which the author reaches the document.
    ModuleOff = "R8", "the feature is switched off for this collaborator";
    /// The author is no reviewer of this document.
    NoSeat = "O5", "its author is not asked to review this";
    /// No grant and no Share in its past gives what it needs.
    NoWay = "A4", "nothing in its past gives its author the right";
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.words(), self.id())
    }
}
