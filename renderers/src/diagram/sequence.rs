//! Who sends what to whom, in time from top to bottom (a UML sequence diagram), as data.

use super::Look;

/// Participants, and what passes between them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sequence {
    /// From left to right.
    pub participants: Vec<Participant>,
    /// From top to bottom.
    pub steps: Vec<Step>,
    /// What the looks mean, in order; empty where nothing needs saying.
    pub legend: Vec<(Look, String)>,
    /// What the arrows mean, in order; empty where nothing needs saying.
    pub arrows: Vec<(Arrow, String)>,
}

/// Somebody or something that sends and gets messages.
#[derive(Clone, Debug, PartialEq)]
pub struct Participant {
    /// First line, set bold.
    pub title: String,
    /// Second line in brackets, such as a technology; may be empty.
    pub note: String,
    /// How it looks: a person, the service, a store, something outside.
    pub look: Look,
    /// Anchor in the document that it leads to, without `#`.
    pub link: Option<String>,
}

/// What happens next. What names a participant that is not there is left out.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// Something is sent.
    Message(Message),
    /// Words beside what happens.
    Remark(Remark),
    /// Steps that are taken under a condition, or again and again.
    Fragment(Fragment),
}

/// Something that one participant sends to another, or to itself.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    /// Index of who sends it.
    pub from: usize,
    /// Index of who gets it.
    pub to: usize,
    /// What is sent; may be empty.
    pub text: String,
    /// In which way.
    pub arrow: Arrow,
}

/// In which way a message is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Arrow {
    /// The sender waits for the answer.
    Call,
    /// The answer to a call: drawn with a broken line.
    Reply,
    /// Nobody waits: drawn with an open head.
    Signal,
}

/// Words over the lines of one or several participants.
#[derive(Clone, Debug, PartialEq)]
pub struct Remark {
    /// Index of the first participant.
    pub first: usize,
    /// Index of the last one; the same where it is about one.
    pub last: usize,
    /// The words.
    pub text: String,
}

/// Steps in a frame.
#[derive(Clone, Debug, PartialEq)]
pub struct Fragment {
    /// Which kind.
    pub kind: FragmentKind,
    /// One for each way it can go; an option and a loop have one.
    pub branches: Vec<Branch>,
}

/// What a frame around steps says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FragmentKind {
    /// One of the branches is taken.
    Alternatives,
    /// They are taken, or nothing is.
    Option,
    /// They are taken again and again.
    Loop,
}

impl FragmentKind {
    /// The word of UML, which stands in the corner of the frame.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Alternatives => "alt",
            Self::Option => "opt",
            Self::Loop => "loop",
        }
    }
}

/// One of the ways a fragment can go.
#[derive(Clone, Debug, PartialEq)]
pub struct Branch {
    /// When it is taken; may be empty.
    pub guard: String,
    /// What happens then.
    pub steps: Vec<Step>,
}

impl Sequence {
    /// Every text that is shown.
    pub fn texts(&mut self) -> Vec<&mut String> {
        let mut texts = Vec::new();
        for participant in &mut self.participants {
            texts.extend([&mut participant.title, &mut participant.note]);
        }
        self.steps.iter_mut().for_each(|step| step.texts(&mut texts));
        texts.extend(self.legend.iter_mut().map(|(_, text)| text));
        texts.extend(self.arrows.iter_mut().map(|(_, text)| text));
        texts
    }

    /// Whether all the participants of a message or remark are there.
    pub(super) fn has(&self, indices: [usize; 2]) -> bool {
        indices.iter().all(|index| *index < self.participants.len())
    }
}

impl Step {
    fn texts<'a>(&'a mut self, texts: &mut Vec<&'a mut String>) {
        match self {
            Self::Message(message) => texts.push(&mut message.text),
            Self::Remark(remark) => texts.push(&mut remark.text),
            Self::Fragment(fragment) => {
                for branch in &mut fragment.branches {
                    texts.push(&mut branch.guard);
                    branch.steps.iter_mut().for_each(|step| step.texts(texts));
                }
            }
        }
    }
}
