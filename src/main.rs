//! The program: hands its arguments to [`holdline::cli`].

fn main() -> std::process::ExitCode {
    holdline::cli::main(std::env::args_os().collect())
}
