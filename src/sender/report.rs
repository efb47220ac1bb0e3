//! All checks, and what came of them.

use super::check::Check;
use super::outcome::{Outcome, Verdict};
use super::request::Request;
use super::spf::{self, Evaluation, SpfResult};
use crate::dns::Client;

/// What came of the checks. A check that was not made is `None`.
#[derive(Clone, Debug)]
pub struct Report {
    /// SPF, for each sending address.
    pub spf: Option<Vec<Evaluation>>,
}

/// Makes the checks.
pub fn check(client: &Client<'_>, request: &Request) -> Report {
    let spf = request.checks.contains(&Check::Spf).then(|| {
        let each = request.ips.iter();
        each.map(|&ip| spf::evaluate(client, request.identity(ip)))
            .collect()
    });
    Report { spf }
}

impl Report {
    /// What follows from all of them.
    pub fn verdict(&self) -> Verdict {
        let outcomes = self.spf.iter().flatten().map(|one| match one.result {
            SpfResult::Pass => Outcome::Ok,
            SpfResult::TempError => Outcome::CannotTell,
            _ => Outcome::Problem,
        });
        Verdict::of(outcomes)
    }
}
