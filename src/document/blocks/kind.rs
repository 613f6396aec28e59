//! What a box of a picture stands for, as the data of pictures writes it.

use renderers::diagram::Look;
use serde::Deserialize;

/// What a box stands for.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Kind {
    Strong,
    Plain,
    Outside,
    Person,
    Store,
}

impl Kind {
    /// How it is drawn once it is there.
    pub(super) fn look(self) -> Look {
        match self {
            Self::Strong => Look::Strong,
            Self::Plain => Look::Plain,
            Self::Outside => Look::Outside,
            Self::Person => Look::Person,
            Self::Store => Look::Store,
        }
    }
}
