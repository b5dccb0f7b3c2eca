//! A check as JSON.

use super::baseline::{self, Beside};
use super::{CheckReport, Checked, JudgedExpectation, ScenarioState, Skipped, words};
use crate::experiment::compare::ComparedFigure;
use crate::experiment::expect::{Fulfilment, MoreDays};
use crate::report::json::written;
use crate::words::{CheckWords, Language};
use serde_json::{Value, json};

/// The name and number of the form; the number grows when a reader of the old one would misread the new one.
pub const FORMAT: &str = "holdline-check/1";

/// Everything as JSON, with a line end; sentences for people are in a language, all else is the same in every one.
pub fn document(check: &CheckReport, language: Language) -> String {
    let words = language.check();
    let skipped = |s: &Skipped| json!({ "file": s.file, "why": words.skipped_why(&s.why) });
    written(&json!({
        "format": FORMAT,
        "holdline": env!("CARGO_PKG_VERSION"),
        "command": check.command,
        "verdict": check.conclusion().word(),
        "sentence": words::conclusion(words, check),
        "scenarios": check.scenarios.iter().map(|one| scenario(words, one)).collect::<Vec<_>>(),
        "skipped": check.skipped.iter().map(skipped).collect::<Vec<_>>(),
        "left_out": check.left_out,
        "stale_baselines": check.stale,
        "stale_removed": check.removed,
    }))
}

fn scenario(words: &dyn CheckWords, scenario: &Checked) -> Value {
    match &scenario.state {
        ScenarioState::Bad(faults) => {
            let fault = |f: &super::Obstacle| json!({ "file": f.file, "line": f.line, "column": f.column, "message": f.message });
            let faults: Vec<Value> = faults.iter().map(fault).collect();
            json!({ "name": scenario.name, "file": scenario.file, "notes": scenario.notes, "faults": faults })
        }
        ScenarioState::Played(played) => json!({
            "name": scenario.name,
            "file": scenario.file,
            "notes": scenario.notes,
            "sha256": played.sha256,
            "days": played.days,
            "seed": played.seed,
            "counted": !scenario.is_uncounted(),
            "expectations": played.expectations.iter().map(|line| expectation(words, line)).collect::<Vec<_>>(),
            "baseline": played.baseline.as_deref().map(|one| beside(words, one)),
        }),
    }
}

fn expectation(words: &dyn CheckWords, line: &JudgedExpectation) -> Value {
    let found = line
        .judgement
        .found
        .map(|found| json!({ "mean": found.mean, "low": found.low, "high": found.high, "level": found.level }));
    let intervals = line.judgement.intervals.map(|all| {
        let (start, end) = all.by_the_clock;
        let mut worst = json!({ "start": start.to_string(), "end": end.to_string() });
        all.date.into_iter().for_each(|date| worst["date"] = json!(date.to_string()));
        json!({ "of": all.of, "missed": all.missed, "undecided": all.undecided, "worst": worst })
    });
    let (least, most) = match line.judgement.outcome {
        Fulfilment::Undecided(MoreDays::Between { least, most }) => (Some(least), Some(most)),
        Fulfilment::Undecided(MoreDays::IfAlike(days)) => (Some(days), None),
        Fulfilment::Undecided(MoreDays::Unknown | MoreDays::TooMany | MoreDays::Never)
        | Fulfilment::Met
        | Fulfilment::Missed
        | Fulfilment::Undefined => (None, None),
    };
    json!({
        "key": line.key,
        "file": line.file,
        "line": line.line,
        "severity": line.severity.word(),
        "expected": words::expected(line),
        "comparison": line.expected.comparison.sign(),
        "number": line.expected.number,
        "found": found,
        "verdict": words::code(line),
        "more_days": most,
        "more_days_at_least": least,
        "intervals": intervals,
        "sentence": words::sentence(words, line),
    })
}

fn beside(words: &dyn CheckWords, beside: &Beside) -> Value {
    let mut told = json!({
        "file": beside.file,
        "verdict": beside.verdict().word(),
        "stored": beside.stored,
        "moved_from": beside.moved_from,
        "sentence": beside.sentence(words),
        "remarks": beside.remarks(words),
    });
    if let baseline::BaselineState::Held { movement, changes } = &beside.state {
        told["finding"] = json!(movement.moved_as(&beside.guard).word());
        told["days"] = json!(movement.days);
        told["measures"] = movement.measures.iter().map(|c| (c.measure.name().into_owned(), compared(c))).collect();
        told["left_out"] = json!(movement.left_out);
        told["changes"] = json!({
            "settings": changes.settings.iter().map(|d| json!({ "key": d.key, "a": d.a, "b": d.b })).collect::<Vec<_>>(),
            "tables": changes.tables,
            "table_files": changes.table_files.iter().map(|t| json!({ "file": t.file, "a": t.a, "b": t.b })).collect::<Vec<_>>(),
            "program": changes.program,
        });
    }
    told
}

fn compared(c: &ComparedFigure) -> Value {
    let difference = c.difference.map(|d| json!({ "mean": d.mean, "low": d.low, "high": d.high }));
    json!({
        "a": c.a,
        "b": c.b,
        "difference": difference,
        "margin": c.margin,
        "p_value": c.p_value,
        "verdict": c.finding.word(),
    })
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;
    use crate::report::chinese::assert_chinese;

    #[test]
    fn programs_get_all_of_it() {
        let json: Value =
            serde_json::from_str(&document(&sample::everything(), Language::English)).expect("it is JSON");
        assert_eq!((json["format"].as_str(), json["verdict"].as_str()), (Some(FORMAT), Some("bad_input")));
        let lines = &json["scenarios"][0]["expectations"];
        let verdicts: Vec<_> = lines.as_array().expect("a list").iter().map(|line| line["verdict"].as_str()).collect();
        assert_eq!(verdicts, ["met", "missed", "undecided", "undefined", "missed"].map(Some));
        assert_eq!(lines[0]["found"], json!({ "mean": 0.980_21, "low": 0.979_71, "high": 0.980_71, "level": 0.95 }));
        assert_eq!(lines[1]["intervals"]["worst"], json!({ "start": "08:30", "end": "09:00" }));
        assert_eq!((&lines[2]["more_days_at_least"], &lines[2]["more_days"]), (&json!(350), &json!(1_400)));
        assert_eq!((&lines[0]["more_days"], &lines[3]["found"]), (&Value::Null, &Value::Null));
        assert_eq!((&lines[4]["severity"], &lines[4]["line"]), (&json!("warn"), &json!(40)));
        assert_eq!(json["scenarios"][1]["faults"][0]["column"], json!(1));
        assert_eq!(
            (&json["scenarios"][2]["counted"], &json["skipped"][0]["file"]),
            (&json!(false), &json!("plans/base.toml"))
        );
    }

    #[test]
    fn sentences_are_in_the_language_and_all_else_is_the_same() {
        let read = |language| serde_json::from_str::<Value>(&document(&sample::everything(), language)).expect("JSON");
        let (mut english, mut chinese) = (read(Language::English), read(Language::Chinese));
        assert_chinese(chinese["sentence"].as_str().expect("a sentence"), &[]);
        assert_chinese(chinese["skipped"][0]["why"].as_str().expect("a reason"), &sample::NAMES);
        for both in [&mut english, &mut chinese] {
            both["sentence"].take();
            both["skipped"][0]["why"].take();
            let lines = both["scenarios"][0]["expectations"].as_array_mut().expect("a list");
            lines.iter_mut().for_each(|line| drop(line["sentence"].take()));
        }
        assert_eq!(english, chinese);
    }
}
