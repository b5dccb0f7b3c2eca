//! The program started in a place of its own.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

/// People of another group and the rung that calls them, as the end of a floor with a queue `general`.
macro_rules! experts {
    ($above:literal, $lasting:literal) => {
        concat!(
            r#"[[groups]]
name = "experts"
lent = true
serves = ["general"]
people = 2
[ladder]
release = { waiting_at_most = 1, lasting = "2m" }
[[ladder.rungs]]
name = "experts"
borrow = { group = "experts", people = "all" }
when = { waiting_above = "#,
            $above,
            ", lasting = \"",
            $lasting,
            "\" }\n"
        )
    };
}
pub(crate) use experts;

/// A directory with some files, which is gone with it.
pub struct Place {
    home: TempDir,
}

impl Place {
    pub fn with(files: &[(&str, &str)]) -> Self {
        let place = Self { home: TempDir::new().expect("a directory") };
        files.iter().for_each(|(name, text)| place.write(name, text));
        place
    }

    pub fn home(&self) -> &Path {
        self.home.path()
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    /// Writes a file, in a folder that is made for it.
    pub fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }

    /// The program, to be started here.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_holdline"));
        // Tests mean the same on a runner that has a summary of its own, and in any locale.
        command.args(args).current_dir(self.home()).env_remove("GITHUB_STEP_SUMMARY").env("LC_ALL", "C");
        command
    }

    pub fn run(&self, args: &[&str]) -> Output {
        self.command(args).output().expect("the program starts")
    }

    pub fn listing(&self) -> Vec<String> {
        let entries = fs::read_dir(self.home()).expect("a directory");
        let mut names: Vec<String> =
            entries.map(|e| e.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }
}

pub fn code(output: &Output) -> i32 {
    output.status.code().expect("an exit code")
}

pub fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

pub fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}
