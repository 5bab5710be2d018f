//! What one operation stands for.

/// The numbers of changes: nearly always one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Stand {
    /// One change: its own, or its only parent.
    One(u32),
    /// Several parents, ascending.
    Many(Box<[u32]>),
}

impl Stand {
    pub(super) fn new(numbers: Vec<u32>) -> Self {
        match numbers.as_slice() {
            [one] => Self::One(*one),
            _ => Self::Many(numbers.into()),
        }
    }

    pub(super) fn numbers(&self) -> &[u32] {
        match self {
            Self::One(one) => std::slice::from_ref(one),
            Self::Many(many) => many,
        }
    }
}
