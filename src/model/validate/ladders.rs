//! Ladders: what their rungs move, when, and whether they let go too early.

use super::Check;
use crate::model::{
    Asked, Distribution, Does, FaultKind, Ladder, LadderFault, NamedList, Path, ReferenceFault, Release, Rung, When,
};
use crate::units::Span;

impl Check<'_> {
    pub(super) fn ladders(&mut self) {
        let parts = self.parts;
        let are_named = parts.ladders.len() > 1 || parts.ladders.iter().any(|ladder| !ladder.name.is_empty());
        self.names(NamedList::Ladders, parts.ladders.iter().filter(|_| are_named).map(|ladder| ladder.name.as_str()));
        let of_rung = |at: &Path, i: usize| at.key("rungs").index(i);
        let ladders = || parts.ladders.iter().enumerate().map(|(l, ladder)| (parts.ladder_path(l), ladder));
        let rungs = ladders().flat_map(|(at, ladder)| {
            let rungs = ladder.rungs.iter().enumerate();
            rungs.map(|(i, rung)| (of_rung(&at, i), rung.name.as_str())).collect::<Vec<_>>()
        });
        let of = if parts.ladders.len() > 1 { NamedList::Ladders } else { NamedList::Rungs };
        self.names_at(of, rungs);
        ladders().for_each(|(at, ladder)| self.ladder(&at, ladder));
    }

    fn ladder(&mut self, at: &Path, ladder: &Ladder) {
        if ladder.look_every.is_some_and(|s| s < Span::from_secs(1)) {
            self.fault(at.key("look_every"), FaultKind::Ladder(LadderFault::LooksTooOften));
        }
        self.span(&at.key("settle"), ladder.settle, Span::ZERO);
        self.span(&at.key("chatter_within"), ladder.chatter_within, Span::ZERO);
        self.span(&at.key("call_rate_within"), ladder.call_rate_within, Span::from_minutes(1));
        self.span(&at.key("service_level_of_last"), ladder.service_level_of_last, Span::from_minutes(1));
        if let Some(within) = ladder.service_level_within {
            self.span(&at.key("service_level_within"), within, Span::ZERO);
        }
        for (i, name) in ladder.watch.iter().enumerate() {
            if !self.parts.queues.iter().any(|q| q.name == *name) {
                self.unknown(at.key("watch").index(i), NamedList::Queues, name, &self.queues.clone());
            }
        }
        for (i, rung) in ladder.rungs.iter().enumerate() {
            self.rung(&at.key("rungs").index(i), rung);
        }
        self.thresholds(at, ladder);
    }

    fn rung(&mut self, at: &Path, rung: &Rung) {
        match &rung.does {
            Does::Borrow { group, people, join_after } => self.borrow(&at.key("borrow"), group, *people, join_after),
            Does::Extend { group, people, ending_within, by } => {
                let at = at.key("extend_shifts");
                self.extended(&at.key("group"), group);
                self.asked(&at, *people);
                self.span(&at.key("ending_within"), *ending_within, Span::from_secs(1));
                self.span(&at.key("by"), *by, Span::from_secs(1));
            }
            Does::Postpone { group, people, starting_within, by } => {
                let at = at.key("postpone_breaks");
                self.extended(&at.key("group"), group);
                self.asked(&at, *people);
                self.span(&at.key("starting_within"), *starting_within, Span::from_secs(1));
                self.span(&at.key("by"), *by, Span::from_secs(1));
            }
        }
        let when = at.key("when");
        self.span(&when.key("lasting"), rung.when.lasting, Span::ZERO);
        if let Some(wait) = rung.when.longest_wait {
            self.span(&when.key("longest_wait"), wait, Span::from_secs(1));
        }
        if let Some(below) = rung.when.service_level_below {
            self.share(when.key("service_level_below"), below);
        }
        self.between(when.key("between"), rung.when.between);
        self.span(&at.key("min_stay"), rung.min_stay, Span::ZERO);
        let above = rung.when.waiting_above;
        if let Some(up_to) = rung.when.waiting_up_to.filter(|up_to| *up_to <= above) {
            let fault = LadderFault::NeverWaiting { above, up_to };
            self.fault(when.key("waiting_up_to"), FaultKind::Ladder(fault));
        }
    }

    fn borrow(&mut self, at: &Path, name: &str, people: Asked, join_after: &Distribution) {
        let place = at.key("group");
        match self.parts.groups.iter().find(|g| g.name == name) {
            None => {
                let lent = self.parts.groups.iter().filter(|g| g.lent).map(|g| g.name.clone()).collect();
                self.unknown(place, NamedList::Groups, name, &lent);
            }
            Some(group) if !group.lent => self.reference(place, NamedList::Groups, name, ReferenceFault::NotLent),
            Some(_) => {}
        }
        self.asked(at, people);
        self.distribution(&at.key("join_after"), join_after);
    }

    /// A group whose shifts can be extended.
    fn extended(&mut self, at: &Path, name: &str) {
        let parts = self.parts;
        match parts.groups.iter().find(|group| group.name == name) {
            None => {
                let own = parts.groups.iter().filter(|g| !g.lent).map(|g| g.name.clone()).collect();
                self.unknown(at.clone(), NamedList::Groups, name, &own);
            }
            Some(group) if group.lent => self.reference(at.clone(), NamedList::Groups, name, ReferenceFault::Lent),
            Some(group) => self.own_shifts(at, &group.presence),
        }
    }

    fn asked(&mut self, at: &Path, people: Asked) {
        if let Asked::Between(least, most) = people
            && (least == 0 || most < least)
        {
            self.fault(at.key("people"), FaultKind::Ladder(LadderFault::People { least, most }));
        }
    }

    fn thresholds(&mut self, at: &Path, ladder: &Ladder) {
        let of_rung = |i: usize| at.key("rungs").index(i).key("release");
        let own = ladder.rungs.iter().enumerate().filter_map(|(i, r)| Some((of_rung(i), r.release?)));
        let all = ladder.release.iter().map(|r| (at.key("release"), *r)).chain(own);
        for (at, release) in all {
            self.span(&at.key("lasting"), release.lasting, Span::ZERO);
            let at_most = release.waiting_at_most;
            if let Some(below) = release.longest_wait_below {
                self.span(&at.key("longest_wait_below"), below, Span::from_secs(1));
            }
            if let Some(at_least) = release.service_level_at_least {
                self.share(at.key("service_level_at_least"), at_least);
            }
            let together = ladder.rungs.iter().map(|rung| &rung.when).filter(|when| !are_apart(&release, when));
            if let Some(smallest) = together.map(|when| when.waiting_above).min().filter(|above| at_most > *above) {
                let fault = LadderFault::ReleasesTooEarly { at_most, smallest };
                self.fault(at.key("waiting_at_most"), FaultKind::Ladder(fault));
            }
        }
    }
}

/// Whether a release and a rung's condition never hold at once, however many wait: nobody has waited as long as the rung asks for, or the
/// service level is not below what it asks for.
fn are_apart(release: &Release, when: &When) -> bool {
    release.longest_wait_below.zip(when.longest_wait).is_some_and(|(below, wait)| below <= wait)
        || release.service_level_at_least.zip(when.service_level_below).is_some_and(|(least, below)| least >= below)
}
