//! Several ladders through the program (M-L11): what is written, told and asked for, each rung beside its ladder.

use crate::program::{Place, code, read, text};
use serde_json::Value;

/// Two desks, whose ladders share the floaters.
const DESKS: &str = r#"name = "desks"
open = "08:00"
close = "10:00"
interval = "30m"
[run]
days = 40
[targets]
answer_rate = 0.9
[[queues]]
name = "general"
arrivals = { calls_per_hour = 60 }
talk = { exponential = { mean = "4m" } }
patience = { exponential = { mean = "6m" } }
[[queues]]
name = "sales"
arrivals = { calls_per_hour = 20 }
talk = { exponential = { mean = "5m" } }
patience = { exponential = { mean = "6m" } }
[[groups]]
name = "inbound"
serves = ["general"]
people = 4
[[groups]]
name = "sellers"
serves = ["sales"]
people = 2
[[groups]]
name = "floaters"
serves = ["general", "sales"]
lent = true
people = 3
[expect]
ladder.of_sales.pulls = ">= 0"
"#;

const LADDERS: &str = r#"
[[ladders]]
name = "service"
watch = ["general"]
release = { waiting_at_most = 1, lasting = "2m" }
[[ladders.rungs]]
name = "of_service"
borrow = { group = "floaters", people = 2 }
when = { waiting_above = 3, lasting = "1m" }
[[ladders]]
name = "sales"
watch = ["sales"]
release = { waiting_at_most = 0, lasting = "2m" }
[[ladders.rungs]]
name = "of_sales"
borrow = { group = "floaters", people = 2 }
when = { waiting_above = 1 }
[[ladders.rungs]]
name = "called in"
overtime = { people = 1, reserve = 1, group = "sellers" }
when = { waiting_above = 2 }
"#;

fn desks() -> Place {
    Place::with(&[("desks.toml", &format!("{DESKS}{LADDERS}"))])
}

#[test]
fn results_name_the_ladder_of_each_rung() {
    let place = desks();
    let run = place.run(&["run", "desks.toml", "--ladder-value", "--out", "results"]);
    let page = text(&run.stdout);
    assert_eq!(code(&run), 0, "{}", text(&run.stderr));
    for told in ["The ladders", "service / of_service", "sales / of_sales", "sales / called in", "all ladders"] {
        assert!(page.contains(told), "{told}: {page}");
    }
    let results: Value = serde_json::from_str(&read(&place.path("results/results.json"))).expect("JSON");
    let of = |list: &Value| -> Vec<(String, String)> {
        let told = |rung: &Value, key: &str| rung[key].as_str().expect("text").to_owned();
        list.as_array().expect("rungs").iter().map(|rung| (told(rung, "ladder"), told(rung, "name"))).collect()
    };
    let expected = [("service", "of_service"), ("sales", "of_sales"), ("sales", "called in")];
    let expected = expected.map(|(ladder, rung)| (ladder.to_owned(), rung.to_owned()));
    assert_eq!(of(&results["ladder"]["rungs"]), expected);
    assert_eq!(of(&results["ladder"]["value"]["rungs"]), expected);
    let log = read(&place.path("results/ladder.csv"));
    let mut rows = log.lines();
    assert_eq!(rows.next(), Some("day,time_s,waiting,action,rung,asked,sent,reason,ladder"));
    let fits = |row: &str| row.ends_with(if row.contains(",of_service,") { ",service" } else { ",sales" });
    assert!(rows.clone().count() > 20 && rows.all(fits), "{log}");
    // A threshold of one of them is none of the curve of all who wait.
    let waiting = read(&place.path("results/plots/waiting.svg"));
    assert!(waiting.contains("sales / of_sales") && !waiting.contains("above 3"), "{waiting}");
    let html = read(&place.path("results/report.html"));
    assert!(html.contains("sales / called in") && html.contains("Of 2 ladders, each by itself"), "{html}");
    let again = place.run(&["report", "results", "--out", "again"]);
    assert_eq!(text(&again.stdout), page.replace("in results", "in again"), "{}", text(&again.stderr));
    assert_eq!(read(&place.path("again/plots/waiting.svg")), waiting);
    assert_eq!(code(&place.run(&["check", "desks.toml", "--days", "5"])), 0);
}

#[test]
fn one_ladder_in_a_list_gives_what_it_gives_by_itself() {
    let place = Place::with(&[("desks.toml", DESKS)]);
    let ladder = |key: &str, name: &str| {
        let rung = "name = 'of_sales'\nborrow = { group = 'floaters', people = 2 }\nwhen = { waiting_above = 3 }";
        format!("{DESKS}\n{key}\n{name}\nwatch = ['sales']\n[[{}.rungs]]\n{rung}\n", key.trim_matches(['[', ']']))
    };
    place.write("alone.toml", &ladder("[ladder]", ""));
    place.write("listed.toml", &ladder("[[ladders]]", "name = 'sales'"));
    let found = |name: &str| {
        let run = place.run(&["run", &format!("{name}.toml"), "--out", name]);
        assert_eq!(code(&run), 0, "{}", text(&run.stderr));
        ["days.csv", "intervals.csv", "ladder.csv"].map(|file| read(&place.path(&format!("{name}/{file}"))))
    };
    assert_eq!(found("listed"), found("alone"));
}

#[test]
fn a_scenario_may_state_ladders_in_place_of_the_ladder_of_its_base() {
    let one = "\n[ladder]\n[[ladder.rungs]]\nname = 'floaters'\nborrow = { group = 'floaters', people = 3 }\n\
               when = { waiting_above = 3 }\n";
    let base = format!("{}{one}", DESKS.replace("of_sales", "floaters"));
    let changed = format!("base = 'one.toml'\nname = 'two'\n{LADDERS}\n[expect]\nladder.floaters.pulls = '>= 0'\n");
    let place = Place::with(&[("one.toml", &base), ("two.toml", &changed)]);
    // The expectation of the base is of a rung that is there no more.
    let refused = place.run(&["run", "two.toml"]);
    assert!(text(&refused.stderr).contains("ladder.floaters.pulls"), "{}", text(&refused.stderr));
    place.write("one.toml", &base.replace("ladder.floaters.pulls = \">= 0\"", ""));
    place.write("two.toml", &changed.replace("ladder.floaters", "ladder.of_service"));
    let compared = place.run(&["compare", "one.toml", "two.toml", "--days", "20"]);
    assert_eq!(code(&compared), 0, "{}", text(&compared.stderr));
    let set = ["--set", "ladders.sales.rungs.of_sales.when.waiting_above=1000"];
    let run = place.run(&[&["run", "two.toml", "--format", "json"][..], &set].concat());
    let results: Value = serde_json::from_slice(&run.stdout).expect("JSON");
    assert_eq!(results["ladder"]["rungs"][1]["pulls"]["mean"], 0.0, "{}", results["ladder"]);
}

#[test]
fn of_several_ladders_the_one_whose_knobs_are_turned_is_named() {
    let place = desks();
    for (language, told) in [("en", "several ladders"), ("zh", "多个升级阶梯")] {
        let output = place.run(&["size", "desks.toml", "--ladder", "--lang", language]);
        assert_eq!(code(&output), 2);
        let told_of = text(&output.stderr);
        assert!(told_of.contains(told) && told_of.contains("service"), "{told_of}");
        let output = place.run(&["size", "desks.toml", "--ladder=slaes", "--lang", language]);
        assert!(code(&output) == 2 && text(&output.stderr).contains("sales"), "{}", text(&output.stderr));
    }
    let args = ["size", "desks.toml", "--ladder=sales", "--days", "20", "--format", "json"];
    let found = place.run(&args);
    assert_eq!(code(&found), 0, "{}", text(&found.stderr));
    let document: Value = serde_json::from_slice(&found.stdout).expect("JSON");
    assert_eq!(document["ladder"]["name"], "sales");
    assert!(document["command"].as_str().is_some_and(|command| command.ends_with("--ladder=sales")));
    let points = document["ladder"]["points"].as_array().expect("points");
    let turned = points.iter().find(|point| point["own"] == false).expect("others than its own");
    let mut order: Vec<&str> =
        turned["knobs"]["order"].as_array().expect("rungs").iter().filter_map(Value::as_str).collect();
    order.sort_unstable();
    assert_eq!(order, ["called in", "of_sales"]);
    let page = place.run(&["size", "desks.toml", "--ladder=service", "--days", "20"]);
    assert!(text(&page.stdout).contains("desks / service"), "{}", text(&page.stdout));
}
