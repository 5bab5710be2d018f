//! What can be wrong with bytes that should be an operation. Each says which rule it breaks.

/// Bytes that are no operation. Whoever delivered them is charged for them (O6); nothing of them is kept.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadOperation {
    /// Longer than [`super::MAX_OPERATION`].
    #[error("the operation has {bytes} bytes; at most {} are allowed (O6)", super::MAX_OPERATION)]
    TooLarge {
        /// How long it is.
        bytes: usize,
    },
    /// The envelope is no COSE_Sign1 with a header in it.
    #[error("the envelope cannot be read (O1)")]
    Envelope,
    /// The envelope reads, but would be written otherwise.
    #[error("the envelope is not in its one spelling (O1)")]
    EnvelopeSpelling,
    /// The envelope names a key that is not the header's author.
    #[error("the envelope's key is not the author's (O1)")]
    WrongKey,
    /// The header does not decode.
    #[error("the header cannot be read (O1)")]
    Header,
    /// The header reads, but would be written otherwise.
    #[error("the header is not in its one spelling (O1)")]
    HeaderSpelling,
    /// A format that this program does not know.
    #[error("the operation has format {found}, which this program does not know (O1)")]
    Format {
        /// The format that it names.
        found: u8,
    },
    /// The body does not decode as the kind that the header names.
    #[error("the body cannot be read (O1)")]
    Body,
    /// The body reads, but would be written otherwise.
    #[error("the body is not in its one spelling (O1)")]
    BodySpelling,
    /// The body is not the one that was signed.
    #[error("the body is not the one that was signed (O1)")]
    BodyDiffers,
    /// The signature does not hold.
    #[error("the signature does not hold (A1)")]
    Signature,
    /// `seq` is zero, or 1 with a `prev`, or more without one.
    #[error("the number does not fit the operation before it (O2)")]
    Sequence,
    /// More than [`super::MAX_DEPS`] in one list.
    #[error("it names more than {} operations that it builds on (O2)", super::MAX_DEPS)]
    TooManyDeps,
    /// `deps` or `roster_heads` out of order, or one twice.
    #[error("the operations that it builds on are not sorted, each once (O2)")]
    DepsOrder,
    /// More than [`super::MAX_EDITS`], or none.
    #[error("a change has between 1 and {} edits (O6)", super::MAX_EDITS)]
    EditCount,
    /// Edits out of order, or one place twice.
    #[error("the edits are not sorted, each place once (O3)")]
    EditOrder,
    /// A string beyond [`super::MAX_STRING`].
    #[error("a text is longer than {} bytes (O6)", super::MAX_STRING)]
    StringTooLong,
    /// What a Statement covers is out of order, or one hash twice.
    #[error("the files that the statement covers are not sorted, each once (O5)")]
    CoversOrder,
}
