//! What lies in a folder of anybody's making, whatever it is.

/// Something that lies in a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// Below the folder, parts joined by `/`; what is no Unicode in it is replaced.
    pub path: String,
    /// What it is.
    pub what: What,
}

/// What lies at a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// A file, with its bytes.
    File(Vec<u8>),
    /// A file of so many bytes, which is too large to be read.
    Large(u64),
    /// A symbolic link; it is not followed.
    Link,
    /// A folder that tools made; it is not entered.
    ToolFolder,
    /// Neither a file nor a folder.
    Other,
    /// It cannot be read; what the system answered.
    Unreadable(String),
}
