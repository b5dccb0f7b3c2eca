//! Simulated beside known figures: a table that ends in a sentence, and JSON.

use super::numbers::{decimal, decimals_for_two_digits, percent};
use crate::experiment::verify::results::{Reference, VerifiedFigure, VerifyResults};
use crate::words::{Language, VerifyWords};
use comfy_table::{CellAlignment, Table, presets};
use serde_json::{Value, json};

/// The name and number of the JSON form.
pub const FORMAT: &str = "holdline-verify/1";

/// The table, how the z-scores are spread, and the verdict in one sentence; ends with a line end.
pub fn text(results: &VerifyResults, language: Language) -> String {
    let words = language.verify();
    let spread = results.spread.as_ref().map(|spread| words.verify_spread(spread) + "\n\n").unwrap_or_default();
    format!("{}\n\n{spread}{}\n", table(&results.lines, words), verdict(results, words))
}

/// Everything as JSON, with a line end.
pub fn json(results: &VerifyResults, language: Language) -> String {
    let spread = results.spread.as_ref().map(|s| {
        json!({
            "figures": s.figures,
            "mean_square": s.mean_square,
            "share_beyond_1_96": s.beyond,
            "cases": s.cases,
            "kolmogorov_smirnov": s.distance,
            "p_value": s.p_value,
        })
    });
    let case = |c: &crate::experiment::verify::results::CaseRun| json!({ "name": c.name, "why": c.why, "days": c.days, "seed": c.seed });
    let document = json!({
        "format": FORMAT,
        "holdline": env!("CARGO_PKG_VERSION"),
        "agrees": results.misses() == 0,
        "sentence": verdict(results, language.verify()),
        "false_alarm_rate": results.false_alarm_rate,
        "z_scores": spread,
        "cases": results.cases.iter().map(case).collect::<Vec<_>>(),
        "figures": results.lines.iter().map(line).collect::<Vec<_>>(),
    });
    format!("{document:#}\n")
}

fn line(line: &VerifiedFigure) -> Value {
    json!({
        "case": line.case,
        "measure": line.measure,
        "source": line.source.word(),
        "expected": line.expected,
        "found": line.found,
        "low": line.low,
        "high": line.high,
        "z": line.z,
        "p_value": line.p_value,
        "adjusted_p": line.adjusted_p,
        "verdict": word(line),
    })
}

const fn word(line: &VerifiedFigure) -> &'static str {
    if line.agrees { "agrees" } else { "misses" }
}

fn table(lines: &[VerifiedFigure], words: &dyn VerifyWords) -> String {
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    table.set_header(words.verify_header());
    table.add_rows(lines.iter().map(|line| cells(line, words)));
    table.column_iter_mut().for_each(|column| _ = column.set_padding((0, 2)));
    table.column_iter_mut().skip(2).take(4).for_each(|column| column.set_cell_alignment(CellAlignment::Right));
    table.trim_fmt()
}

/// Numbers have as many decimals as the interval's half width takes for two digits, expected ones one more.
fn cells(line: &VerifiedFigure, words: &dyn VerifyWords) -> [String; 7] {
    let decimals = decimals_for_two_digits(0.5 * (line.high - line.low));
    let published = if line.source == Reference::Published { " *" } else { "" };
    let number = |value: f64| decimal(value, decimals);
    [
        line.case.clone(),
        line.measure.clone(),
        decimal(line.expected, decimals + 1) + published,
        number(line.found),
        words.range(&number(line.low), &number(line.high)),
        decimal(line.z, 2),
        words.agrees(line.agrees).to_owned(),
    ]
}

/// The verdict in one sentence, with the chance that it is a false alarm.
fn verdict(results: &VerifyResults, words: &dyn VerifyWords) -> String {
    let rate = percent(results.false_alarm_rate, 1);
    words.verify_verdict(results.misses(), results.lines.len(), results.cases.len(), rate.trim_end_matches(".0"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::verify::results::{CaseRun, Spread};

    fn sample(agrees: bool) -> VerifyResults {
        let line = VerifiedFigure {
            case: "erlang-c-14".into(),
            measure: "asa_s".into(),
            source: Reference::Theory,
            expected: 7.835_94,
            found: 7.912_3,
            low: 7.7,
            high: 8.124_6,
            z: 0.71,
            rank: 0.761,
            p_value: 0.478,
            adjusted_p: 1.0,
            agrees,
        };
        let published =
            VerifiedFigure { source: Reference::Published, case: "ssj".into(), agrees: true, ..line.clone() };
        let case = |name: &str| CaseRun { name: name.into(), why: "It is known.".into(), days: 100, seed: 7 };
        let spread = Spread { figures: 2, mean_square: 0.504, beyond: 0.0, cases: 2, distance: 0.25, p_value: 0.991 };
        VerifyResults {
            cases: vec![case("erlang-c-14"), case("ssj")],
            lines: vec![line, published],
            false_alarm_rate: 0.01,
            spread: Some(spread),
        }
    }

    #[test]
    fn the_table_ends_in_the_verdict() {
        let page = text(&sample(true), Language::English);
        let lines: Vec<&str> = page.lines().collect();
        assert_eq!(
            lines[1].split_whitespace().collect::<Vec<_>>(),
            ["erlang-c-14", "asa_s", "7.836", "7.91", "7.70", "to", "8.12", "0.71", "agrees"]
        );
        assert!(lines[2].contains("7.836 *"), "{}", lines[2]);
        assert_eq!(
            lines.last(),
            Some(&"All 2 figures of 2 cases agree with theory (whole-table false-alarm rate 1 %).")
        );
        let missed = text(&sample(false), Language::English);
        assert!(
            missed.ends_with(
                "1 of 2 figures of 2 cases does not agree with theory (whole-table false-alarm rate 1 %).\n"
            )
        );
        assert!(missed.contains("misses"));
    }

    #[test]
    fn the_table_in_chinese() {
        let names = ["erlang", "ssj", "asa_s", "Kolmogorov"];
        for agrees in [true, false] {
            crate::report::chinese::assert_chinese(&text(&sample(agrees), Language::Chinese), &names);
        }
        assert!(
            text(&sample(true), Language::Chinese).ends_with("2个案例的2项全部与理论一致（整张表的误报率为1%）。\n")
        );
    }

    #[test]
    fn programs_get_all_of_it() {
        let json: Value = serde_json::from_str(&json(&sample(false), Language::English)).expect("it is JSON");
        assert_eq!((&json["agrees"], &json["figures"][0]["verdict"]), (&json!(false), &json!("misses")));
        assert_eq!((&json["z_scores"]["mean_square"], &json["cases"][1]["days"]), (&json!(0.504), &json!(100)));
        assert_eq!(json["figures"][1]["source"], json!("published"));
    }
}
