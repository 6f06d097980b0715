//! Characters as keyboards, phones and typeset texts have them, brought to those of the grammar.

/// The character of the grammar for a character as it was typed. Positions do not change.
pub fn plain(c: char) -> char {
    match c {
        '\u{2010}'..='\u{2014}' | '−' | '﹣' => '-',
        '·' | '⋅' | '∙' | '×' | '∗' | '•' => '*',
        '÷' | '∕' | '⁄' => '/',
        '∣' | '❘' => '|',
        '’' => '\'',
        // Invisible operators of typeset formulas.
        '\u{2061}'..='\u{2063}' => ' ',
        // Full-width forms of East Asian keyboards.
        '！'..='～' => char::from_u32(c as u32 - ('！' as u32 - '!' as u32)).unwrap_or(c),
        other => other,
    }
}

/// The digit or sign that a superscript stands for.
pub fn superscript(c: char) -> Option<char> {
    const RAISED: [char; 12] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹', '⁻', '⁺'];
    let place = RAISED.iter().position(|raised| *raised == c)?;
    "0123456789-+".chars().nth(place)
}
