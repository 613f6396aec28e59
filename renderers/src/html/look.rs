//! The look of a theme on a page: its properties, its faces, its logo.

use super::base64;
use super::escape::escaped;
use crate::fonts::{WEB_FACES, WebFace};
use crate::theme::{Family, Logo, Role, Theme};

/// The faces of families that come with archplan.
pub(super) fn own_faces() -> String {
    let rules = WEB_FACES.iter().map(|face| {
        let WebFace { family, weight, style, bytes } = face;
        rule(family, *weight, style, "font/woff2", "woff2", bytes)
    });
    rules.collect()
}

/// The style of a theme: one `:root` block, and the faces that it brings along.
pub(super) fn style(theme: &Theme) -> String {
    let mut style = String::from(":root {\n");
    for role in Role::ALL {
        let (light, dark) = (theme.light.of(*role), theme.dark.of(*role));
        style.push_str(&format!("  --{}: light-dark({light}, {dark});\n", role.name()));
    }
    style.push_str(&format!("  --logo-paper: {};\n", theme.light.of(Role::Paper)));
    let (text, code) = (first(&theme.text, "Inter"), first(&theme.code, "JetBrains Mono"));
    style.push_str(&format!(
        "  --sans: {text}Inter, system-ui, \"Segoe UI\", \"Noto Sans\", \"DejaVu Sans\", sans-serif;\n  \
         --mono: {code}\"JetBrains Mono\", ui-monospace, \"SF Mono\", Consolas, \"DejaVu Sans Mono\", monospace;\n}}\n"
    ));
    for face in [&theme.text, &theme.code].into_iter().flat_map(|family| family.faces.iter().map(move |f| (family, f)))
    {
        let (family, face) = face;
        let (bytes, media, format) = face.on_page();
        let slant = if face.italic { "italic" } else { "normal" };
        style.push_str(&rule(&quoted(&family.name), face.weight, slant, media, format, bytes));
    }
    style.truncate(style.trim_end().len());
    style
}

/// A family before those that stand in for it; nothing where it is the first of them anyway.
fn first(family: &Family, own: &str) -> String {
    if family.name == own { String::new() } else { format!("\"{}\", ", quoted(&family.name)) }
}

/// A name as it stands between quotes of CSS in a style element, where `<` could end the element.
fn quoted(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '.' | '+')).collect()
}

fn rule(family: &str, weight: u16, style: &str, media: &str, format: &str, bytes: &[u8]) -> String {
    format!(
        "@font-face {{ font-family: \"{family}\"; font-weight: {weight}; font-style: {style}; font-display: block; \
         src: url(data:{media};base64,{}) format(\"{format}\"); }}\n",
        base64::encode(bytes)
    )
}

/// Whose document it is: the logo, or the name, or nothing.
pub(super) fn owner(theme: &Theme, out: &mut String) {
    let picture = |logo: &Logo, class: &str| {
        let (media, bytes) = (logo.media_type(), base64::encode(logo.bytes()));
        format!("<img class=\"{class}\" alt=\"{}\" src=\"data:{media};base64,{bytes}\">", escaped(&logo.alt))
    };
    let inner = match (&theme.logo, &theme.dark_logo) {
        (Some(day), Some(night)) => picture(day, "by-day") + &picture(night, "by-night"),
        (Some(day), None) => picture(day, "on-paper"),
        (None, _) if theme.name.is_empty() => return,
        (None, _) => escaped(&theme.name),
    };
    out.push_str(&format!("<p class=\"owner\">{inner}</p>\n"));
}

/// The line of the owner on the cover.
pub(super) fn cover_line(theme: &Theme, out: &mut String) {
    if !theme.cover.is_empty() {
        out.push_str(&format!("<p class=\"cover-line\">{}</p>\n", escaped(&theme.cover)));
    }
}

/// What stands under the text.
pub(super) fn page_foot(theme: &Theme, out: &mut String) {
    if !theme.footer.is_empty() {
        out.push_str(&format!("<footer class=\"page-foot\">{}</footer>\n", escaped(&theme.footer)));
    }
}
