//! How the text of a file is laid down: a mark of byte order, the ends of lines. A person's editor or git chooses these;
//! they are no edit, and a file that is written anew keeps them.

/// A mark of byte order in UTF-8.
const MARK: &[u8] = b"\xef\xbb\xbf";

/// How a text is laid down.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Shape {
    mark: bool,
    /// Every line ends with carriage return and line feed.
    carriage: bool,
}

impl Shape {
    /// The shape of bytes. Ends of lines that are not all alike are part of the text.
    pub(super) fn of(bytes: &[u8]) -> Self {
        let feeds = bytes.iter().filter(|byte| **byte == b'\n').count();
        let pairs = bytes.windows(2).filter(|pair| pair == b"\r\n").count();
        Self { mark: bytes.starts_with(MARK), carriage: feeds > 0 && pairs == feeds }
    }

    /// The bytes of a text of this shape as archplan writes texts: without a mark, lines ended by a line feed.
    pub(super) fn take_off(self, bytes: &[u8]) -> Vec<u8> {
        let bytes = if self.mark { &bytes[MARK.len()..] } else { bytes };
        if !self.carriage {
            return bytes.to_vec();
        }
        let mut plain = Vec::with_capacity(bytes.len());
        for (i, byte) in bytes.iter().enumerate() {
            if !(*byte == b'\r' && bytes.get(i + 1) == Some(&b'\n')) {
                plain.push(*byte);
            }
        }
        plain
    }

    /// The bytes of a text of archplan's in this shape.
    pub(super) fn put_on(self, plain: &[u8]) -> Vec<u8> {
        let mut bytes = if self.mark { MARK.to_vec() } else { Vec::new() };
        for byte in plain {
            if self.carriage && *byte == b'\n' {
                bytes.push(b'\r');
            }
            bytes.push(*byte);
        }
        bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_taken_off_is_put_on_again(bytes in proptest::collection::vec(
            prop_oneof![Just(b"a".to_vec()), Just(b"\n".to_vec()), Just(b"\r\n".to_vec()), Just(b"\r".to_vec()), Just(MARK.to_vec()), Just(b"\xff".to_vec())], 0..12))
        {
            let bytes = bytes.concat();
            let shape = Shape::of(&bytes);
            prop_assert_eq!(shape.put_on(&shape.take_off(&bytes)), bytes);
        }
    }
}
