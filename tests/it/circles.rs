//! Files that use each other in a circle can only be understood together. The head of a folder (`mod.rs`) and what lies in
//! the folder are meant to be: what is below may use what its head declares.

use crate::sources::{inside, module_of, paths, rust_files, tokens, without_tests};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// Circles that are meant: files that may use each other, and why.
const MEANT: [(&[&str], &str); 1] = [(
    &[
        "scenario::crew",
        "scenario::data",
        "scenario::dates",
        "scenario::days",
        "scenario::distribution",
        "scenario::expect",
        "scenario::expect::key",
        "scenario::floor",
        "scenario::incident",
        "scenario::keys",
        "scenario::keys::kinds",
        "scenario::keys::schema",
        "scenario::ladder",
        "scenario::precision",
        "scenario::queue",
        "scenario::reader",
        "scenario::table",
        "scenario::transfer",
        "scenario::zone",
    ],
    "a key is declared where it is read, values hold tables of keys, and the schema is told from the outermost table",
)];

#[test]
fn no_files_use_each_other_in_a_circle() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let read = |file: String| {
        let code = fs::read_to_string(source.join(&file)).expect("a source file");
        (module_of(&file).join("::"), code)
    };
    let is_meant =
        |circle: &Vec<String>| MEANT.iter().any(|(files, _)| circle.iter().all(|f| files.contains(&f.as_str())));
    let mut found = circles(&rust_files(&source).into_iter().map(read).collect());
    for (files, why) in MEANT {
        assert!(found.iter().any(is_meant), "no circle any more, though {why}: {}", files.join(", "));
    }
    found.retain(|circle| !is_meant(circle));
    let shown: Vec<String> = found.iter().map(|circle| circle.join(", ")).collect();
    assert!(found.is_empty(), "files that use each other:\n{}", shown.join("\n"));
}

#[test]
fn made_up_circles_are_found() {
    let house = |files: &[(&str, &str)]| {
        circles(&files.iter().map(|(module, code)| ((*module).to_owned(), (*code).to_owned())).collect())
    };
    let nothing: Vec<Vec<String>> = Vec::new();
    let two = vec![vec!["engine::crew".to_owned(), "engine::day".to_owned()]];
    assert_eq!(
        house(&[("engine::day", "use super::crew::Crew;"), ("engine::crew", "use crate::engine::day::f;")]),
        two
    );
    assert_eq!(house(&[("engine::day", "fn f() { super::crew::g() }"), ("engine::crew", "use super::{day::f};")]), two);
    // Through what the folder shows, in either direction.
    let shown = ("engine", "mod crew;\nmod day;\npub use day::Day;");
    let crew = ("engine::crew", "use super::Day;");
    assert_eq!(house(&[shown, crew, ("engine::day", "use super::crew::Crew;")]), two);
    assert_eq!(house(&[shown, crew, ("engine::day", "pub struct Day;")]), nothing);
    // What lies in a folder may use what its head declares.
    let folder = [("engine", "pub use day::Day;\nfn floor() -> Day {}"), ("engine::day", "use super::floor;")];
    assert_eq!(house(&folder), nothing);
    let tested = "use super::crew::Crew;\n#[cfg(test)]\nmod tests {\n    use super::crew::X;\n}";
    assert_eq!(house(&[("engine::day", tested), ("engine::crew", "// as super::day says\nstruct Crew;")]), nothing);
}

/// Modules that use each other, in order; each module with its code.
fn circles(house: &BTreeMap<String, String>) -> Vec<Vec<String>> {
    let files: BTreeMap<&str, File> =
        house.iter().map(|(module, code)| (module.as_str(), File::new(module, code))).collect();
    let uses: BTreeMap<&str, BTreeSet<&str>> = files
        .iter()
        .map(|(module, file)| {
            let homes = file.uses.iter().filter_map(|path| home(&files, path, 0));
            (*module, homes.filter(|home| !is_head_of(home, module)).collect())
        })
        .collect();
    let reached: BTreeMap<&str, BTreeSet<&str>> = uses.keys().map(|module| (*module, reached(&uses, module))).collect();
    let mut circles: BTreeSet<Vec<String>> = BTreeSet::new();
    for (module, others) in &reached {
        let members = others.iter().filter(|other| reached[**other].contains(module));
        circles.insert(members.map(|member| (*member).to_owned()).collect());
    }
    circles.into_iter().filter(|circle| !circle.is_empty()).collect()
}

/// Whether a module is the other one, or the head of a folder that the other lies in.
fn is_head_of(head: &str, module: &str) -> bool {
    module.strip_prefix(head).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

/// All modules to which one or more steps lead from a module.
fn reached<'a>(uses: &BTreeMap<&'a str, BTreeSet<&'a str>>, from: &'a str) -> BTreeSet<&'a str> {
    let (mut open, mut seen) = (vec![from], BTreeSet::new());
    while let Some(module) = open.pop() {
        open.extend(uses[module].iter().copied().filter(|used| seen.insert(*used)));
    }
    seen
}

/// What a file uses and what names it hands on, as paths from the root.
struct File {
    uses: Vec<Vec<String>>,
    names: BTreeMap<String, Vec<String>>,
}

impl File {
    fn new(module: &str, code: &str) -> Self {
        let code = without_tests(code);
        let here: Vec<String> = module.split("::").filter(|segment| !segment.is_empty()).map(str::to_owned).collect();
        // A path that begins with a name of this file's own may lead into its folder.
        let from_root = |path: Vec<String>| match inside(&path, &here) {
            Some(path) => path.split("::").map(str::to_owned).collect(),
            None => [here.clone(), path].concat(),
        };
        let (imports, rest) = imports(code);
        let mut uses: Vec<Vec<String>> = paths(&rest).into_iter().map(from_root).collect();
        let mut names = BTreeMap::new();
        for (shown, import) in imports {
            for path in paths(&import).into_iter().map(from_root) {
                let name = path.last().cloned().unwrap_or_default();
                if !shown || tokens(&rest).contains(&name.as_str()) {
                    uses.push(path.clone());
                }
                names.insert(name, path);
            }
        }
        Self { uses, names }
    }
}

/// The `use` lines of code, and whether others see them; and the code without them and without comments.
fn imports(code: &str) -> (Vec<(bool, String)>, String) {
    let lines: Vec<_> = code.lines().map(|line| line.split("//").next().unwrap_or_default()).collect();
    let text = lines.join("\n");
    let (mut imports, mut rest) = (Vec::new(), String::new());
    for statement in text.split_inclusive(';') {
        match statement.split_once("use ") {
            Some((before, import)) if before.trim_end().ends_with(['\n', '}', ')']) || is_start(before) => {
                rest.push_str(before);
                imports.push((before.contains("pub"), import.to_owned()));
            }
            _ => rest.push_str(statement),
        }
    }
    (imports, rest)
}

/// Whether nothing but visibility and attributes stands before it in its line.
fn is_start(before: &str) -> bool {
    let line = before.rsplit('\n').next().unwrap_or_default().trim();
    ["", "pub", "pub(crate)", "pub(super)"].contains(&line)
}

/// The module in which a path's item stands, through names that are handed on.
fn home<'a>(files: &BTreeMap<&'a str, File>, path: &[String], steps: usize) -> Option<&'a str> {
    let of_length = |length: &usize| files.get_key_value(path[..*length].join("::").as_str());
    let (length, (module, file)) = (1..=path.len()).rev().find_map(|length| Some((length, of_length(&length)?)))?;
    let handed_on = path.get(length).and_then(|name| file.names.get(name));
    match handed_on {
        // Names that hand on to each other in a ring would not compile.
        Some(further) if steps < 8 => {
            let rest = &path[length + 1..];
            home(files, &[further, rest].concat(), steps + 1)
        }
        _ => Some(module),
    }
}
