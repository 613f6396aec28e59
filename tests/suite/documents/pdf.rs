//! What a PDF is beside its pages: outline, links, tags, metadata, faces, bytes. Needs qpdf, poppler and the checker
//! `page` of PyPI; `.ci/prepare` installs them.

use super::read_back::{Aim, Pdf};
use super::{EXAMPLES, headings, normal, tool};
use crate::project::{Project, example};

const DOCUMENTS: [&str; 2] = ["docs/architecture/plan", "docs/handover"];

/// Each document of each example, read back.
fn each(mut look: impl FnMut(&Project, &str, &Pdf)) {
    for name in EXAMPLES {
        let project = Project::built(&example(name));
        project.run(&["review"]).succeeds();
        for document in DOCUMENTS {
            look(&project, document, &Pdf::read(&project.path().join(format!("{document}.pdf"))));
        }
    }
}

#[test]
fn outline_and_links_lead_to_their_headings_and_the_file_is_whole() {
    each(|project, document, pdf| {
        let outline = pdf.outline();
        let titles: Vec<String> = outline.iter().map(|(title, _)| normal(title)).collect();
        assert_eq!(titles, headings(&project.read(&format!("{document}.md"))), "{document}");
        for (title, place) in &outline {
            let title = normal(title);
            assert_eq!(pdf.print_at(*place, title.len()), title, "{document}");
        }
        let (mut inside, mut contents) = (0, 0);
        for (says, aim) in pdf.links() {
            let place = match aim {
                Aim::Place(place) => place,
                Aim::Address(address) => {
                    assert!(["https://", "http://", "mailto:"].iter().any(|scheme| address.starts_with(scheme)));
                    continue;
                }
            };
            inside += 1;
            let heading = outline.iter().find(|(_, at)| at.0 == place.0 && (at.1 - place.1).abs() < 1.0);
            let (title, _) = heading.unwrap_or_else(|| panic!("{document}: `{says}` leads to {place:?}, no heading"));
            if let Some(number) = says.strip_prefix("Section ") {
                contents += 1;
                assert!(title.starts_with(&format!("{number} ")), "{document}: {says} leads to {title}");
            }
        }
        assert!(contents >= 10 && inside > contents, "{document}: {contents} of {inside}");
        assert_eq!(pdf.language(), "en");
        faces(pdf);
        metadata(pdf);
        accessible(pdf);
    });
}

/// Every face is embedded, in part, and its characters have their Unicode.
fn faces(pdf: &Pdf) {
    let told = tool("pdffonts", &[pdf.name()]);
    let faces: Vec<&str> = told.lines().skip(2).collect();
    assert!(faces.len() > 2, "{told}");
    for face in faces {
        let mut words = face.split_whitespace().rev().skip(2);
        assert_eq!([words.next(), words.next(), words.next()], [Some("yes"); 3], "{face}");
    }
}

fn metadata(pdf: &Pdf) {
    let told = tool("pdfinfo", &[pdf.name()]);
    let says = |name: &str| told.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default().trim().to_owned();
    assert_eq!(says("Tagged:"), "yes", "{told}");
    assert_eq!(says("JavaScript:"), "no", "{told}");
    for name in ["Title:", "Author:", "Creator:"] {
        assert!(!says(name).is_empty(), "{name} {told}");
    }
}

/// No rule of PDF/UA-1 that a machine can check is broken.
fn accessible(pdf: &Pdf) {
    let script = "import page, sys\n\
        found = page.validate_pdf(sys.argv[1], profile='ua1')\n\
        assert found.rules.total > 100\n\
        print([(it.rule_id, it.message) for it in found.failures])";
    let python = crate::project::root().join("target/tools/pdfua/bin/python");
    assert_eq!(tool(python.to_str().unwrap(), &["-c", script, pdf.name()]).trim(), "[]");
}

#[test]
fn the_bytes_are_the_same_in_another_folder_time_zone_and_language() {
    let at_home = Project::with(&example("item-catalog"));
    let away = Project::with(&example("item-catalog"))
        .environment("TZ", "Pacific/Apia")
        .environment("LC_ALL", "tr_TR.UTF-8")
        .environment("SOURCE_DATE_EPOCH", "1");
    let bytes = [at_home, away].map(|project| {
        project.run(&["plan", "spec.yaml"]).succeeds();
        std::fs::read(project.path().join("docs/architecture/plan.pdf")).unwrap()
    });
    assert!(bytes[0] == bytes[1]);
}
