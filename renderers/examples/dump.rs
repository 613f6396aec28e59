//! Writes the sample out.
#![allow(clippy::all, clippy::disallowed_methods, clippy::unwrap_used, clippy::print_stdout)]
#[path = "../tests/sample/mod.rs"]
mod sample;
use archplan_renderers as r;
use archplan_renderers::document::*;
fn walk(s: &Section, out: &mut Vec<r::diagram::Diagram>) {
    for b in &s.blocks {
        if let Block::Diagram(d) = b {
            out.push(d.clone())
        }
    }
    for x in &s.sections {
        walk(x, out)
    }
}
fn main() {
    let d = sample::document();
    let dir = std::env::args().nth(1).unwrap();
    let t = std::time::Instant::now();
    let md = r::markdown(&d);
    println!("markdown {:?} {}", t.elapsed(), md.len());
    let t = std::time::Instant::now();
    let h = r::html(&d);
    println!("html {:?} {}", t.elapsed(), h.len());
    let t = std::time::Instant::now();
    let _ = r::html(&d);
    println!("html again {:?}", t.elapsed());
    std::fs::write(format!("{dir}/plan.md"), md).unwrap();
    std::fs::write(format!("{dir}/plan.html"), h).unwrap();
    let mut v = vec![];
    for s in &d.sections {
        walk(s, &mut v)
    }
    for x in v {
        let t = std::time::Instant::now();
        let s = r::diagram::svg(&x);
        println!("{} {:?} {}", x.id, t.elapsed(), s.len());
        std::fs::write(format!("{dir}/{}.svg", x.id), s).unwrap();
    }
    #[cfg(feature = "pdf")]
    {
        let t = std::time::Instant::now();
        match r::pdf(&d) {
            Ok(b) => {
                println!("pdf {:?} {}", t.elapsed(), b.len());
                std::fs::write(format!("{dir}/plan.pdf"), b).unwrap()
            }
            Err(e) => println!("{e}"),
        }
    }
}
