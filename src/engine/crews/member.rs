//! Who a person is.

use super::super::fact::{AgentId, GroupId};

/// A person, known by group and number in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::engine) struct Member {
    pub group: GroupId,
    pub agent: AgentId,
}

impl Member {
    pub const fn new(group: usize, agent: usize) -> Self {
        Self { group: GroupId::new(group), agent: AgentId::new(agent) }
    }
}
