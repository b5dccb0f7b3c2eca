//! Files that a scenario should not be made of: too large, without an end, in a circle, of somebody else.

mod bounds;
mod folders;
mod tables;

/// A scenario from 09:00 to 17:00 with these lines in its queue and its group.
fn scenario(queue: &str, group: &str) -> String {
    format!(
        "open = '09:00'\nclose = '17:00'\n[run]\ndays = 2\n[[queues]]\nname = 'general'\n{queue}\n\
         [[groups]]\nname = 'inbound'\nserves = ['general']\n{group}\n"
    )
}

/// The same with one table of data as its profile.
fn with_profile(path: &str) -> String {
    scenario(&format!("talk = '3m'\narrivals = {{ profile = '{path}' }}"), "people = 2")
}
