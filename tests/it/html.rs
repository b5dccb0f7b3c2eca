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
        assert_eq!(page.matches("<svg role=\"img\"").count(), 8, "all pictures are in it");
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

#[test]
fn a_browser_shows_a_report_without_a_fault_on_a_phone_and_on_paper() {
    let Some(browser) = chromium() else { return eprintln!("not looked at in a browser: there is no Chromium") };
    for language in ["en", "zh"] {
        let place = reported(language);
        let report = place.path("out/report.html");
        let (page, console) = in_a_browser(browser, &place, &report, &["--dump-dom"]);
        assert!(console.is_empty(), "{console:?}");
        assert!(title(&page).starts_with("Desk &lt;script&gt;"), "what a name says is not done: {}", title(&page));
        // As wide as a phone, in a frame that a page of the test's own looks into.
        let frame = "<iframe src='out/report.html' width=390 height=800 onload=\"const it = \
                     this.contentDocument.documentElement; document.title = it.scrollWidth - it.clientWidth\"></iframe>";
        place.write("frame.html", frame);
        let (page, _) = in_a_browser(browser, &place, &place.path("frame.html"), &["--dump-dom"]);
        assert_eq!(title(&page), "0", "so many pixels of a phone's page are beside it");
        let pdf = place.path("report.pdf");
        let to = format!("--print-to-pdf={}", pdf.display());
        in_a_browser(browser, &place, &report, &[&to]);
        let printed = String::from_utf8_lossy(&fs::read(&pdf).expect("it is printed")).into_owned();
        let pages = printed.matches("/MediaBox").count();
        assert!(printed.starts_with("%PDF") && (4..40).contains(&pages), "{pages} pages");
        let on_a4 = printed.matches("/MediaBox [0 0 594").count() + printed.matches("/MediaBox [0 0 595").count();
        assert_eq!(on_a4, pages, "every page is of A4");
    }
}

/// The rules of axe-core, if somebody has fetched them: `npm install --prefix target/axe axe-core`.
fn axe() -> Option<String> {
    let target = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/axe/node_modules/axe-core/axe.min.js");
    let elsewhere = std::env::var_os("CARGO_TARGET_DIR").map(PathBuf::from);
    let elsewhere = elsewhere.map(|target| target.join("axe/node_modules/axe-core/axe.min.js"));
    [Some(target), elsewhere].into_iter().flatten().find_map(|file| fs::read_to_string(file).ok())
}

#[test]
fn a_report_can_be_read_by_everybody() {
    let (Some(browser), Some(axe)) = (chromium(), axe()) else {
        return eprintln!("not looked at by axe-core: there is no Chromium, or axe-core has not been fetched");
    };
    for language in ["en", "zh"] {
        let place = reported(language);
        let page = read(&place.path("out/report.html"));
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
        assert_eq!(title(&looked_at), "found ", "serious faults");
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
