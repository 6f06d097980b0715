//! HTML text: escaped signs, and tables aligned without styles.

/// Escapes text for HTML.
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// Aligns the cells of tables by a class: the page's Content-Security-Policy refuses `style`.
pub fn with_classes(html: String) -> String {
    if !html.contains("style=") {
        return html;
    }
    // Text cannot be taken for such a tag: there a < is written &lt;.
    ["left", "center", "right"].iter().fold(html, |html, side| {
        let plain = |tag: &str| format!("<{tag} style=\"text-align: {side}\">");
        let html = html.replace(&plain("th"), &format!("<th class=\"{side}\">"));
        html.replace(&plain("td"), &format!("<td class=\"{side}\">"))
    })
}
