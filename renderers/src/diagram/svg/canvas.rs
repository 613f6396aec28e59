//! What is drawn so far, as SVG elements; numbers to a tenth of a pixel.

use crate::diagram::layout::{Layout, Point, Rect, Request};
use crate::diagram::placed::{Area, Placed};
use crate::diagram::words::{Line, extent};
use crate::diagram::{Diagram, Look};
use std::fmt::Write;

/// Colours and strokes of a shape, as attributes; a page may override them through the class.
#[derive(Clone, Copy)]
pub(super) struct Paint {
    pub(super) class: &'static str,
    pub(super) fill: &'static str,
    pub(super) stroke: &'static str,
    pub(super) broken: bool,
}

impl Paint {
    /// The palette of the looks.
    pub(super) fn of(look: Look) -> Self {
        let (class, fill, stroke) = match look {
            Look::Strong => ("strong", "#e3f0f1", "#0b6169"),
            Look::Plain => ("plain", "#ffffff", "#8b979f"),
            Look::Outside => ("outside", "#eceef0", "#b5bdc3"),
            Look::Later => ("later", "#ffffff", "#5b656d"),
            Look::Person => ("person", "#f3eefb", "#7d6aa8"),
            Look::Store => ("store", "#fdf4e3", "#a98236"),
            Look::Absent => ("absent", "#f3f5f6", "#b5bdc3"),
        };
        Self { class, fill, stroke, broken: matches!(look, Look::Later | Look::Absent) }
    }

    /// Words beside what happens.
    pub(super) const REMARK: Self = Self { class: "absent", fill: "#f3f5f6", stroke: "#b5bdc3", broken: false };

    /// Around boxes that belong together.
    pub(super) const FRAME: Self = Self { class: "frame", fill: "#fafbfb", stroke: "#dde1e4", broken: false };
}

/// Round a picture, so that no stroke is cut.
const MARGIN: f64 = 6.0;

/// SVG elements, and how far they reach.
#[derive(Default)]
pub(super) struct Canvas {
    out: String,
    right: f64,
    bottom: f64,
    /// What is drawn, where somebody asks.
    placed: Option<Placed>,
}

impl Canvas {
    /// A canvas that knows afterwards where everything stands.
    pub(super) fn recording() -> Self {
        Self { placed: Some(Placed::default()), ..Self::default() }
    }

    pub(super) fn recorded(self) -> Placed {
        Placed { size: (self.right, self.bottom), ..self.placed.unwrap_or_default() }
    }

    /// Makes room for what was laid out.
    pub(super) fn lay(&mut self, request: &Request, layout: &Layout) {
        self.reach(layout.size.width, layout.size.height);
        if let Some(placed) = &mut self.placed {
            placed.keep(request, layout);
        }
    }

    /// Makes room up to a point.
    pub(super) fn reach(&mut self, x: f64, y: f64) {
        self.right = self.right.max(x);
        self.bottom = self.bottom.max(y);
    }

    pub(super) fn width(&self) -> f64 {
        self.right
    }

    pub(super) fn bottom(&self) -> f64 {
        self.bottom
    }

    /// A box of the given roundness.
    pub(super) fn rect(&mut self, rect: Rect, radius: f64, paint: Paint) {
        self.reach(rect.right(), rect.bottom());
        let Rect { x, y, width, height } = rect;
        self.write(format_args!(
            "<rect class=\"{}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"{}\" fill=\"{}\" stroke=\"{}\"{}/>\n",
            paint.class,
            number(x),
            number(y),
            number(width),
            number(height),
            number(radius),
            paint.fill,
            paint.stroke,
            dashes(paint.broken)
        ));
    }

    /// A filled shape along a path.
    pub(super) fn shape(&mut self, path: &str, paint: Paint) {
        let Paint { class, fill, stroke, broken } = paint;
        let dashes = dashes(broken);
        self.write(format_args!(
            "<path class=\"{class}\" d=\"{path}\" fill=\"{fill}\" stroke=\"{stroke}\"{dashes}/>\n"
        ));
    }

    /// A line along a path.
    pub(super) fn line(&mut self, path: &str, broken: bool) {
        let dashes = dashes(broken);
        self.write(format_args!("<path class=\"line\" d=\"{path}\" fill=\"none\" stroke=\"#5b656d\"{dashes}/>\n"));
    }

    /// A thin line that parts things inside a box.
    pub(super) fn rule(&mut self, path: &str) {
        self.write(format_args!("<path class=\"rule\" d=\"{path}\" fill=\"none\" stroke=\"#dde1e4\"/>\n"));
    }

    /// The line of life of a participant, from its head down.
    pub(super) fn life(&mut self, path: &str) {
        self.write(format_args!("<path class=\"life\" d=\"{path}\" fill=\"none\" stroke=\"#b5bdc3\"/>\n"));
    }

    /// A dot.
    pub(super) fn dot(&mut self, at: Point, radius: f64, class: &str, fill: &str) {
        self.reach(at.x + radius, at.y + radius);
        self.write(format_args!(
            "<circle class=\"{class}\" cx=\"{}\" cy=\"{}\" r=\"{}\" fill=\"{fill}\" stroke=\"#5b656d\"/>\n",
            number(at.x),
            number(at.y),
            number(radius)
        ));
    }

    /// One line of text whose box begins at this height; `anchor` is `start`, `middle` or `end` of it.
    pub(super) fn text(&mut self, line: &Line, x: f64, top: f64, anchor: &str) {
        let style = line.style;
        if let Some(placed) = &mut self.placed {
            let width = line.width();
            let left = x - width
                * if anchor == "start" {
                    0.0
                } else if anchor == "end" {
                    1.0
                } else {
                    0.5
                };
            // Letters take less than the line: no text reaches into the upper or the lower eighth.
            let (height, air) = (line.height() * 0.75, line.height() * 0.125);
            placed.words.push((line.text.clone(), Area { x: left, y: top + air, width, height }));
        }
        let weight = if style.face == crate::fonts::Face::SemiBold { " font-weight=\"600\"" } else { "" };
        self.write(format_args!(
            "<text class=\"{}\" x=\"{}\" y=\"{}\" font-size=\"{}\"{weight} fill=\"{}\" text-anchor=\"{anchor}\">{}</text>\n",
            style.class,
            number(x),
            number(top + line.height() / 2.0 + style.size * 0.36),
            style.size,
            style.fill,
            escaped(&line.text)
        ));
    }

    /// Lines one under the other, each in the middle of a rectangle that holds them all.
    pub(super) fn centred(&mut self, lines: &[Line], within: Rect) {
        let (_, height) = extent(lines);
        let mut top = within.y + (within.height - height) / 2.0;
        for line in lines {
            self.text(line, within.middle().x, top, "middle");
            top += line.height();
        }
    }

    /// Draws a box inside a link; a page finds the box by its number.
    pub(super) fn link(&mut self, node: usize, anchor: Option<&str>, draw: impl FnOnce(&mut Self)) {
        if let Some(anchor) = anchor {
            self.write(format_args!("<a href=\"#{}\" data-node=\"{node}\">\n", escaped(anchor)));
        }
        draw(self);
        if anchor.is_some() {
            self.write(format_args!("</a>\n"));
        }
    }

    /// Draws what joins two boxes, where `named` with their numbers, by which a page finds what a box is joined to.
    pub(super) fn join(&mut self, named: bool, (from, to): (usize, usize), draw: impl FnOnce(&mut Self)) {
        if named {
            self.write(format_args!("<g data-from=\"{from}\" data-to=\"{to}\">\n"));
        }
        draw(self);
        if named {
            self.write(format_args!("</g>\n"));
        }
    }

    /// The whole element.
    pub(super) fn finish(self, diagram: &Diagram) -> String {
        let (width, height) = (number(self.right + 2.0 * MARGIN), number(self.bottom + 2.0 * MARGIN));
        let id: String = diagram.id.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
        let wide = if self.right > super::super::layout::ROOM.width * 1.7 { " class=\"wide\"" } else { "" };
        let role = if self.out.contains("<a ") { "graphics-document" } else { "img" };
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\"{wide} role=\"{role}\" aria-labelledby=\"{id}_drawing {id}_desc\" \
             width=\"{width}\" height=\"{height}\" viewBox=\"-{MARGIN} -{MARGIN} {width} {height}\" \
             font-family=\"Inter, sans-serif\" stroke-width=\"1.2\" stroke-linejoin=\"round\" stroke-linecap=\"round\">\n\
             <title id=\"{id}_drawing\">{}</title>\n<desc id=\"{id}_desc\">{}</desc>\n<g class=\"drawing\">\n{}</g>\n</svg>\n",
            escaped(&crate::text::flat(&diagram.title)),
            escaped(&crate::text::flat(&diagram.alt)),
            self.out
        )
    }

    fn write(&mut self, element: std::fmt::Arguments) {
        // Writing to a string cannot fail.
        let _ = self.out.write_fmt(element);
    }
}

fn dashes(broken: bool) -> &'static str {
    if broken { " stroke-dasharray=\"5 4\"" } else { "" }
}

/// A length to a tenth, without a needless `.0`.
pub(super) fn number(value: f64) -> String {
    let tenths = (value * 10.0).round();
    if tenths.is_nan() || tenths.abs() > 1e15 {
        return format!("{}", tenths / 10.0);
    }
    // By whole numbers: a picture has thousands of lengths, and the shortest decimal of a fraction takes its time.
    let (sign, tenths) = (if tenths < 0.0 { "-" } else { "" }, tenths.abs() as u64);
    match (tenths / 10, tenths % 10) {
        (whole, 0) => format!("{sign}{whole}"),
        (whole, rest) => format!("{sign}{whole}.{rest}"),
    }
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}
