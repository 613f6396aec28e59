//! `archplan explain`

use super::args::{Explain as Arguments, Format};
use super::{AGREES, Session, Stop, show};
use crate::catalogue;
use crate::explain::{self, Explanations};

pub(super) fn run(arguments: &Arguments, session: &mut Session) -> Result<u8, Stop> {
    let Session { sources, report, .. } = session;
    let all = explain::all(&catalogue::load(&catalogue::built_in(), sources, report)?);
    let told = match &arguments.code {
        Some(code) => {
            let explanation = all.get(code).ok_or_else(|| unknown(code, &all))?;
            Explanations::from([(code.clone(), explanation.clone())])
        }
        None => all,
    };
    session.say(&match (arguments.format, &arguments.code) {
        (Format::Json, _) => show::explanation::json(&told),
        (Format::Text, Some(_)) => show::explanation::whole(&told),
        (Format::Text, None) => show::explanation::list(&told),
    });
    Ok(AGREES)
}

fn unknown(code: &str, all: &Explanations) -> Stop {
    let near: Vec<String> = explain::meant(code, all).iter().map(|code| format!("`{code}`")).collect();
    let help = match near.as_slice() {
        [] => "`archplan explain` lists all codes".to_owned(),
        _ => format!("did you mean {}?", near.join(" or ")),
    };
    Stop::Usage(format!("`{code}` is not the code of a diagnostic\nhelp: {help}"))
}
