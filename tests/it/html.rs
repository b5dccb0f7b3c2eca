//! The report in one file: what is in it, that it needs nothing else, and how a browser shows it.

use crate::program::{Place, code, read, text};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const HOSTILE: &str = "<script>document.title='obeyed'</script><img src=x onerror=alert(1)>&'";

/// A floor of a small desk with a name that would speak, and every part that a report tells of.
fn plan() -> String {
    format!(
        r#"
name = "Desk {HOSTILE}"
why = '''Why "{HOSTILE}"'''
open = "08:00"
close = "12:00"
[run]
days = 20
[targets]
answer_rate = 0.9
service_level = {{ within = "30s", share = 0.8 }}
[[queues]]
name = "general {HOSTILE}"
arrivals = {{ profile = "calls.csv" }}
talk = {{ exponential = {{ mean = "3m" }} }}
[[groups]]
name = "inbound {HOSTILE}"
serves = ["general {HOSTILE}"]
shifts = [{{ people = 3, start = "08:00", end = "12:00", breaks = [{{ start = "10:00", length = "15m" }}] }}]
[[groups]]
name = "lent {HOSTILE}"
lent = true
serves = ["general {HOSTILE}"]
people = 2
[ladder]
release = {{ waiting_at_most = 1, lasting = "2m" }}
[[ladder.rungs]]
name = "rung {HOSTILE}"
borrow = {{ group = "lent {HOSTILE}", people = "all" }}
when = {{ waiting_above = 2, lasting = "1m" }}
"#
    )
}

/// The place of a run in a language.
fn reported(language: &str) -> Place {
    let table = "interval_start,calls\n08:00,60\n09:00,70\n10:00,60\n11:00,40\n";
    let place = Place::with(&[("plan.toml", &plan()), ("calls.csv", table)]);
    let output = place.run(&["run", "plan.toml", "--quiet", "--out", "out", "--lang", language]);
    assert_eq!(code(&output), 0, "{}", text(&output.stderr));
    place
}

#[test]
fn a_report_tells_in_each_language_what_came_out_and_what_it_rests_on() {
    let titles = [
        ("en", ["Verdict", "By interval", "The ladder’s story", "Assumptions", "Files read", "3.4 Assumptions"]),
        ("zh", ["结论", "按时段", "升级阶梯", "假设", "读取的文件", "3.4 假设"]),
    ];
    for (language, titles) in titles {
        let page = read(&reported(language).path("out/report.html"));
        let command = page.split("holdline run plan.toml").nth(1).and_then(|rest| rest.split("</code>").next());
        assert_eq!(command.map(|more| more.contains("--lang zh")), Some(language == "zh"), "{page}");
        titles.iter().for_each(|title| assert!(page.contains(title), "{language} {title}"));
        assert_eq!(page.matches("<svg role=\"img\"").count(), 9, "all pictures are in it");
        // A default is told, a setting, and a file with its rows.
        assert!(page.contains("<code>seats</code>") && page.contains("<code>run.days</code></th><td>20</td>"));
        assert!(page.contains("calls.csv</th><td>4</td>"));
        assert!(page.len() < 2_000_000, "{} bytes", page.len());
    }
}

#[test]
fn a_report_needs_no_network_and_names_in_it_are_only_names() {
    let place = reported("en");
    let page = read(&place.path("out/report.html"));
    assert!(!page.contains("<script") && !page.contains("<img") && page.contains("&lt;script&gt;"));
    for outside in ["src=", "url(", "@import", "<iframe", "<object"] {
        let of_names = page.matches(outside).count() - page.matches(&format!("&lt;img {outside}")).count();
        assert_eq!(of_names, 0, "{outside}");
    }
    let addresses = page.match_indices("http").map(|(at, _)| &page[at..at + 26]);
    assert!(
        addresses
            .into_iter()
            .all(|address| address == "http://www.w3.org/2000/svg" || address.starts_with("http-equiv"))
    );
}

/// Chromium, if it is here.
fn chromium() -> Option<&'static str> {
    let names = ["chromium", "chromium-browser", "google-chrome"];
    names
        .into_iter()
        .find(|name| Command::new(name).arg("--version").output().is_ok_and(|found| found.status.success()))
}

/// What a browser makes of a file: what it prints, and what the console of the page says.
fn in_a_browser(browser: &str, place: &Place, file: &Path, more: &[&str]) -> (String, Vec<String>) {
    let profile = format!("--user-data-dir={}", place.path("profile").display());
    let mut command = Command::new(browser);
    command.args([
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--enable-logging=stderr",
    ]);
    command.args(["--allow-file-access-from-files", "--virtual-time-budget=20000", &profile]).args(more);
    let output = command.arg(format!("file://{}", file.display())).output().expect("the browser starts");
    assert!(output.status.success(), "{}", text(&output.stderr));
    let console = text(&output.stderr).lines().filter(|line| line.contains("CONSOLE")).map(str::to_owned).collect();
    (text(&output.stdout), console)
}

fn title(page: &str) -> &str {
    let from = page.find("<title>").map_or(0, |at| at + 7);
    &page[from..from + page[from..].find("</title>").unwrap_or(0)]
}

/// Shifts that there may be.
const RULES: &str = "[[shifts]]\nstarts = { from = \"08:00\", to = \"10:00\", every = \"30m\" }\nlengths = [\"2h\", \"4h\"]\n\
                     breaks = [{ length = \"15m\", between = [\"30m\", \"1h\"] }]\n";

/// The place of a run, of a comparison of three arms, of a check that fails, of a sizing, of shifts and of a ladder's knobs in a
/// language, and where their reports are.
fn all_reports(language: &str) -> (Place, [&'static str; 6]) {
    let place = reported(language);
    // A name that is given to an arm has no `=`; were this one obeyed, the console would tell that there is no such function.
    let late = "late <script>obey()</script><b>&: groups[0].shifts[0].start=09:00";
    let arms = ["--with", "seats=2", "--with", late];
    let common = ["--quiet", "--lang", language];
    let compared = place.run(&[&["compare", "plan.toml", "--out", "compared"], &arms[..], &common].concat());
    assert_eq!(code(&compared), 0, "{}", text(&compared.stderr));
    place.write(
        "expects.toml",
        "base = \"plan.toml\"\n[expect]\nanswer_rate = \"< 0.001\"\noffered = \"> 1\"\n\"intervals.each.answer_rate\" = \">= 0.99\"\n",
    );
    let checked = place.run(&[&["check", "expects.toml", "plan.toml", "--html", "check.html"], &common[..]].concat());
    assert_eq!(code(&checked), 1, "{}", text(&checked.stderr));
    let sized = place.run(&[&["size", "plan.toml", "--what-if", "--out", "sized"], &common[..]].concat());
    assert_eq!(code(&sized), 0, "{}", text(&sized.stderr));
    place.write("rules.toml", RULES);
    for (way, more) in [("shifts", &["--shifts", "rules.toml"][..]), ("ladder", &["--ladder"])] {
        let output = place.run(&[&["size", "plan.toml", "--out", way], more, &common].concat());
        assert_eq!(code(&output), 0, "{}", text(&output.stderr));
    }
    let sizings = ["sized/report.html", "shifts/report.html", "ladder/report.html"];
    let [sized, shifts, ladder] = sizings;
    (place, ["out/report.html", "compared/report.html", "check.html", sized, shifts, ladder])
}

/// A page of the test's own that opens reports in frames as wide as a phone and has as its title, for each, how many pixels are
/// beside it and whether a name was obeyed.
fn on_phones(reports: &[&str]) -> String {
    let frame = |(at, report): (usize, &&str)| {
        format!("<iframe src='{report}' width=390 height=800 onload='look(this, {at})'></iframe>")
    };
    let look = "const found = []; function look(frame, at) { const it = frame.contentDocument; \
                const width = it.documentElement.scrollWidth - it.documentElement.clientWidth; \
                found[at] = width + (it.title === 'obeyed' ? ' obeyed' : ' inert'); document.title = found.join('; ') }";
    let frames: String = reports.iter().enumerate().map(frame).collect();
    format!("<!doctype html><title></title><script>{look}</script>{frames}")
}

#[test]
fn a_browser_shows_reports_without_a_fault_on_a_phone_and_on_paper() {
    let Some(browser) = chromium() else { return eprintln!("not looked at in a browser: there is no Chromium") };
    for language in ["en", "zh"] {
        let (place, reports) = all_reports(language);
        place.write("frames.html", &on_phones(&reports));
        let (page, console) = in_a_browser(browser, &place, &place.path("frames.html"), &["--dump-dom"]);
        assert!(console.is_empty(), "{console:?}");
        assert_eq!(title(&page), ["0 inert"; 6].join("; "), "of {reports:?} in {language}");
        for (report, fewest) in reports.into_iter().zip([4, 2, 1, 3, 2, 2]) {
            let pdf = place.path("report.pdf");
            let to = format!("--print-to-pdf={}", pdf.display());
            in_a_browser(browser, &place, &place.path(report), &[&to]);
            let printed = String::from_utf8_lossy(&fs::read(&pdf).expect("it is printed")).into_owned();
            let pages = printed.matches("/MediaBox").count();
            assert!(printed.starts_with("%PDF") && (fewest..40).contains(&pages), "{report}: {pages} pages");
            let on_a4 = printed.matches("/MediaBox [0 0 594").count() + printed.matches("/MediaBox [0 0 595").count();
            assert_eq!(on_a4, pages, "every page of {report} is of A4");
        }
    }
}

#[test]
fn what_is_beside_the_page_and_what_a_name_does_is_seen() {
    let Some(browser) = chromium() else { return eprintln!("not looked at in a browser: there is no Chromium") };
    let place = Place::with(&[
        (
            "wide.html",
            "<!doctype html><meta name=viewport content='width=device-width'><div style='width:400px'>wide</div>",
        ),
        ("obeyed.html", "<!doctype html><title>a name</title><script>document.title = 'obeyed'</script>"),
        ("fault.html", "<!doctype html><script>nothing.there()</script>"),
    ]);
    place.write("frames.html", &on_phones(&["wide.html", "obeyed.html", "fault.html"]));
    let (page, console) = in_a_browser(browser, &place, &place.path("frames.html"), &["--dump-dom"]);
    let found: Vec<&str> = title(&page).split("; ").collect();
    assert!(found[0] != "0 inert" && found[1] == "0 obeyed" && found[2] == "0 inert", "{found:?}");
    assert_eq!(console.len(), 1, "{console:?}");
}

/// The rules of axe-core, if somebody has fetched them: `npm install --prefix target/axe axe-core`.
fn axe() -> Option<String> {
    let target = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/axe/node_modules/axe-core/axe.min.js");
    let elsewhere = std::env::var_os("CARGO_TARGET_DIR").map(PathBuf::from);
    let elsewhere = elsewhere.map(|target| target.join("axe/node_modules/axe-core/axe.min.js"));
    [Some(target), elsewhere].into_iter().flatten().find_map(|file| fs::read_to_string(file).ok())
}

#[test]
fn reports_can_be_read_by_everybody() {
    let (Some(browser), Some(axe)) = (chromium(), axe()) else {
        return eprintln!("not looked at by axe-core: there is no Chromium, or axe-core has not been fetched");
    };
    for language in ["en", "zh"] {
        let (place, reports) = all_reports(language);
        for report in reports {
            let page = read(&place.path(report));
            // The report forbids scripts, and the rules are one.
            let forbids = page.find("<meta http-equiv").expect("it forbids scripts");
            let end = forbids + page[forbids..].find('>').expect("an end") + 1;
            let rules = format!(
                "<script>{axe}</script><script>axe.run(document).then(found => {{ document.title = 'found ' + found.violations\
                 .filter(one => ['serious', 'critical'].includes(one.impact)).map(one => one.id + ' ' + one.nodes[0].html)\
                 .join('; ') }})</script></body>"
            );
            place.write("axe.html", &(page[..forbids].to_owned() + &page[end..].replace("</body>", &rules)));
            let (looked_at, _) = in_a_browser(browser, &place, &place.path("axe.html"), &["--dump-dom"]);
            assert_eq!(title(&looked_at), "found ", "serious faults of {report} in {language}");
        }
    }
}

#[test]
fn a_sizing_is_reported_with_its_intervals_what_if_and_the_command_that_makes_it_again() {
    let place = reported("en");
    for (language, titles) in
        [("en", ["By interval", "What if", "one fewer"]), ("zh", ["按时段", "如果情况不同", "少一人"])]
    {
        let args = ["size", "plan.toml", "--what-if", "--quiet", "--out", language, "--lang", language];
        assert_eq!(code(&place.run(&args)), 0);
        let page = read(&place.path(language).join("report.html"));
        titles.iter().for_each(|title| assert!(page.contains(title), "{language} {title}"));
        assert!(page.contains("holdline size plan.toml") && page.contains("--what-if"), "{page}");
        assert!(!page.contains("<script") && page.contains("&lt;script&gt;") && page.contains("08:00-08:15</th>"));
        assert_eq!(page.matches("<svg role=\"img\"").count(), 3, "required, risk and sensitivity");
    }
}

#[test]
fn shifts_and_a_ladders_knobs_are_reported_with_their_pictures_and_the_command_that_makes_them_again() {
    let place = reported("en");
    place.write("rules.toml", RULES);
    place.write(
        "needs.toml",
        &format!(
            "open = \"08:00\"\ninterval = \"30m\"\n[[needs]]\nname = \"a\"\npeople = [2, 2, 3, 3, 1, 1, 1, 1]\n{RULES}"
        ),
    );
    let of_needs = ["size", "--shifts", "needs.toml", "--quiet", "--out"];
    for language in ["en", "zh"] {
        for (place_of, more, titles) in [
            (
                "shifts",
                &["--shifts", "rules.toml"][..],
                [["The shifts", "Breaks", "The people needed", "one fewer"], ["班次", "休息", "所需人数", "少一人"]],
            ),
            (
                "ladder",
                &["--ladder"],
                [
                    ["Ladders", "borrowed hours", "pulls a day", "as it is"],
                    ["各种升级阶梯", "借调人时", "每天", "现有"],
                ],
            ),
        ] {
            let out = format!("{language}/{place_of}");
            let args = ["size", "plan.toml", "--quiet", "--days", "20", "--out", &out, "--lang", language];
            let output = place.run(&[&args[..], more].concat());
            assert_eq!(code(&output), 0, "{}", text(&output.stderr));
            let page = read(&place.path(&out).join("report.html"));
            let titles = &titles[usize::from(language == "zh")];
            titles
                .iter()
                .for_each(|title| assert!(page.to_lowercase().contains(&title.to_lowercase()), "{language} {title}"));
            assert!(more.iter().all(|word| page.contains(word)) && page.contains("holdline size plan.toml"), "{page}");
            assert!(!page.contains("<script") && page.contains("&lt;script&gt;"));
            assert_eq!(page.matches("<svg role=\"img\"").count(), 1);
            assert_eq!(page.contains("--lang zh"), language == "zh");
        }
        let out = format!("{language}/needs");
        let output = place.run(&[&of_needs[..], &[&out, "--lang", language]].concat());
        assert_eq!(code(&output), 0, "{}", text(&output.stderr));
        let page = read(&place.path(&out).join("report.html"));
        assert!(
            page.contains("holdline size") && page.contains("--shifts needs.toml") && page.contains("<code>"),
            "{page}"
        );
        assert_eq!(page.matches("<svg role=\"img\"").count(), 1);
    }
}

#[test]
fn comparisons_and_checks_are_reported_too_and_a_file_of_somebody_else_is_left_alone() {
    let place = reported("en");
    for language in ["en", "zh"] {
        let args = ["compare", "plan.toml", "--with", "seats=2", "--quiet", "--out", language, "--lang", language];
        let output = place.run(&args);
        assert_eq!(code(&output), 0, "{}", text(&output.stderr));
        let page = read(&place.path(language).join("report.html"));
        assert!(page.contains("--with seats=2") && page.contains("--lang zh") == (language == "zh"), "{page}");
        assert!(!page.contains("<script") && page.contains("&lt;script&gt;") && page.contains("<code>seats</code>"));
        assert_eq!(page.matches("<svg role=\"img\"").count(), 2);
    }
    place.write("expects.toml", "base = \"plan.toml\"\n[expect]\nanswer_rate = \"< 0.001\"\noffered = \"> 1\"\n");
    place.write("mine.html", "<title>mine</title>");
    let check = |file: &str| place.run(&["check", "expects.toml", "--html", file, "--quiet"]);
    for _ in 0..2 {
        let output = check("check.html");
        assert_eq!(code(&output), 1, "{}", text(&output.stderr));
    }
    let page = read(&place.path("check.html"));
    assert!(
        page.contains("<code>answer_rate</code>") && page.contains("0 of 1 scenarios") && !page.contains("<script")
    );
    assert_eq!(code(&check("mine.html")), 2);
    assert_eq!(read(&place.path("mine.html")), "<title>mine</title>");
}
