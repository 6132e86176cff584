//! Rows with columns, for people.

use crate::escape::terminal;

/// Longer words are broken after all.
const LONGEST_WORD: usize = 60;
/// The blanks around what is in a column, beside the one that stands between two columns.
const PADDING: usize = 2;

/// Rows as a table, laid out for so many columns.
pub fn text(names: &[String], rows: &[Vec<String>], width: usize) -> String {
    if rows.is_empty() {
        return "no results\n".to_owned();
    }
    let mut table = comfy_table::Table::new();
    table
        .load_style(comfy_table::presets::UTF8_HORIZONTAL_ONLY)
        .set_content_arrangement(comfy_table::ContentArrangement::Dynamic)
        .set_width(u16::try_from(width).unwrap_or(100))
        .set_header(names);
    for row in rows {
        table.add_row(row.iter().map(|cell| terminal(cell)));
    }
    // A word broken in the middle is hard to read: columns are as wide as their longest one, as
    // far as all of them fit.
    let longest: Vec<usize> = (0..names.len())
        .map(|number| {
            let cells = rows.iter().map(|row| row[number].as_str());
            let words = cells
                .chain([names[number].as_str()])
                .flat_map(str::split_whitespace);
            let longest = words.map(|word| word.chars().count()).max().unwrap_or(0);
            longest.min(LONGEST_WORD)
        })
        .collect();
    let between = (PADDING + 1) * names.len() - 1;
    let least = fitting(&longest, width.saturating_sub(between));
    for (column, least) in table.column_iter_mut().zip(least) {
        let least = u16::try_from(least + PADDING).unwrap_or(u16::MAX);
        column.set_constraint(comfy_table::ColumnConstraint::LowerBoundary(
            comfy_table::Width::Fixed(least),
        ));
    }
    let lines: Vec<String> = table
        .lines()
        .map(|line| line.trim_end().to_owned())
        .collect();
    format!("{}\n", lines.join("\n"))
}

/// Widths that fit into some room: as wished where all fit, else the widest cut down to one width.
/// O(columns · width).
fn fitting(wished: &[usize], room: usize) -> Vec<usize> {
    let cut = |most: usize| wished.iter().map(move |width| *width.min(&most));
    let widest = wished.iter().copied().max().unwrap_or(0);
    let fits = (1..=widest)
        .rev()
        .find(|most| cut(*most).sum::<usize>() <= room);
    cut(fits.unwrap_or(1)).collect()
}
