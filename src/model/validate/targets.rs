//! What is asked of a floor: its targets, and the times of its service levels.

use super::Check;
use crate::model::{AgentGroup, FaultKind, MAX_THRESHOLDS, Many, Path};
use crate::units::Span;

impl Check<'_> {
    pub(super) fn targets(&mut self) {
        self.service_levels();
        let (targets, at) = (&self.parts.targets, Path::of("targets"));
        let service_level = at.key("service_level");
        for (at, share) in [
            (at.key("answer_rate"), targets.answer_rate),
            (service_level.key("share"), targets.service_level.map(|t| t.share)),
            (at.key("abandon_rate"), targets.abandon_rate),
            (at.key("share_of_days"), targets.share_of_days),
        ] {
            share.into_iter().for_each(|share| self.share(at.clone(), share));
        }
        if let Some(target) = targets.service_level {
            self.span(&service_level.key("within"), target.within, Span::ZERO);
        }
        if let Some(asa) = targets.asa {
            self.span(&at.key("asa"), asa, Span::ZERO);
        }
        if !targets.asked().is_empty()
            && !self.parts.groups.iter().any(AgentGroup::has_people)
            && !self.parts.groups.is_empty()
        {
            self.fault(at, FaultKind::TargetsWithoutAgents);
        }
    }

    fn service_levels(&mut self) {
        let (parts, of_all, at) = (self.parts, 3, Path::of("run").key("service_levels"));
        for (i, within) in parts.service_levels.iter().enumerate() {
            self.span(&at.index(i), *within, Span::ZERO);
        }
        self.span(&Path::of("run").key("short_abandon"), parts.short_abandon, Span::ZERO);
        let asked = parts.thresholds().len();
        if asked > MAX_THRESHOLDS {
            let (count, most) = (asked as u64, (MAX_THRESHOLDS - of_all) as u64);
            let at = if parts.also_within.is_empty() { at } else { Path::of("expect") };
            self.fault(at, FaultKind::TooMany { of: Many::Thresholds, count, most });
        }
    }
}
