//! One declaration for a type, its reader and its JSON Schema.

/// Declares a record: a struct whose keys are read from a map. The string after its name says what it is, in
/// words with an article, for messages. A key that Rust reserves is written `kind as "type": …`.
/// The struct also gets `at`, the place to point at when the whole is meant.
macro_rules! record {
    (
        $(#[doc = $doc:literal])*
        $vis:vis struct $name:ident($what:literal) {
            $( $(#[doc = $field_doc:literal])* $field:ident $(as $key:literal)? : $type:ty ),* $(,)?
        }
    ) => {
        $(#[doc = $doc])*
        #[derive(Clone, Debug)]
        $vis struct $name {
            /// Where to point when the whole is meant.
            #[allow(dead_code, reason = "not every record is pointed at as a whole")]
            pub at: $crate::source::Span,
            $( $(#[doc = $field_doc])* pub $field: $type ),*
        }

        impl $crate::yaml::Read for $name {
            /// A record may be left out when each of its keys may.
            const REQUIRED: bool = false $(|| <$type as $crate::yaml::Read>::REQUIRED)*;

            fn read(node: &$crate::yaml::Node, reader: &mut $crate::yaml::Reader<'_>) -> Self {
                const KEYS: &[&str] = &[$( $crate::yaml::record!(@key $field $($key)?) ),*];
                let mut keys = reader.keys(node, $what, KEYS);
                Self {
                    at: node.at,
                    $( $field: keys.take($crate::yaml::record!(@key $field $($key)?), reader) ),*
                }
            }

            fn absent(at: $crate::source::Span) -> Self {
                Self { at, $( $field: <$type as $crate::yaml::Read>::absent(at) ),* }
            }

            fn schema(schemas: &mut $crate::yaml::Schemas) -> serde_json::Value {
                schemas.record(stringify!($name), concat!($($doc, "\n"),*), |schemas| vec![
                    $( (
                        $crate::yaml::record!(@key $field $($key)?),
                        concat!($($field_doc, "\n"),*),
                        <$type as $crate::yaml::Read>::schema(schemas),
                        <$type as $crate::yaml::Read>::REQUIRED,
                    ) ),*
                ])
            }
        }
    };
    (@key $field:ident) => { stringify!($field) };
    (@key $field:ident $key:literal) => { $key };
}

/// Declares an enum whose values are words.
macro_rules! choices {
    (
        $(#[doc = $doc:literal])*
        $vis:vis enum $name:ident($what:literal) {
            $( $(#[doc = $value_doc:literal])* $value:ident = $word:literal ),* $(,)?
        }
    ) => {
        $(#[doc = $doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        $vis enum $name {
            $( $(#[doc = $value_doc])* $value ),*
        }

        impl $name {
            /// The words of all values.
            pub const WORDS: &'static [&'static str] = &[$($word),*];

            /// The value of a word.
            pub fn of(word: &str) -> Option<Self> {
                match word {
                    $( $word => Some(Self::$value), )*
                    _ => None,
                }
            }
        }

        impl $crate::yaml::Word for $name {
            const WHAT: &'static str = $what;
            const FIRST: Self = [$(Self::$value),*][0];

            fn parse(text: &str) -> Result<Self, &'static [&'static str]> {
                Self::of(text).ok_or(Self::WORDS)
            }

            fn word_schema() -> serde_json::Value {
                serde_json::json!({ "enum": Self::WORDS, "description": concat!($($doc, "\n"),*).trim() })
            }
        }
    };
}

pub(crate) use {choices, record};
