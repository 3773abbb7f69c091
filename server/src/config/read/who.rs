//! Who signs in, and who of them is staff.

use super::{Reader, web};
use crate::config::{Oidc, Staff};
use url::{Host, Url};

impl Reader<'_> {
    /// Who is staff.
    pub fn staff(&mut self) -> Staff {
        let subjects = self.texts("staff.subjects");
        let (claim, values) = (self.said("staff.claim"), self.texts("staff.values"));
        match (&claim, values.is_empty()) {
            (Some(claim), true) => self.complain(format!(
                "{}: nobody would be staff by it. Say in `staff.values` which values count.",
                claim.place
            )),
            (None, false) => {
                let file = &self.file;
                self.wrong.push(format!("{file}, `staff.values`: values of which claim? Say it in `staff.claim`."));
            }
            _ => {}
        }
        Staff { subjects, claim: claim.map(|claim| (claim.value, values)) }
    }

    /// The identity provider: all of it or nothing.
    pub fn oidc(&mut self) -> Option<Oidc> {
        let (issuer, id, secret) =
            (self.said("oidc.issuer"), self.text("oidc.client_id"), self.text("oidc.client_secret"));
        let title = self.text("oidc.title");
        if issuer.is_none() && id.is_none() && secret.is_none() {
            return None;
        }
        let missing = [
            ("oidc.issuer", issuer.is_some()),
            ("oidc.client_id", id.is_some()),
            ("oidc.client_secret", secret.is_some()),
        ];
        for (path, _) in missing.iter().filter(|(_, there)| !there) {
            let file = &self.file;
            self.wrong.push(format!(
                "{file}, `{path}`: is missing, and sign-in by OIDC needs it. Add it, or leave [oidc] out."
            ));
        }
        let issuer = issuer?;
        let Some(url) = web(&issuer.value) else {
            self.complain(format!("{}: `{}` is no http or https address.", issuer.place, issuer.value));
            return None;
        };
        if url.scheme() == "http" && !is_here(&url) {
            // Whoever stands between could answer in its place, and sign in as anybody.
            self.complain(format!(
                "{}: `{}` is plain http, by which anybody on the way could sign in as anybody. Write its https address; http is only for a provider on this machine.",
                issuer.place, issuer.value
            ));
            return None;
        }
        Some(Oidc {
            issuer: url,
            client_id: id?,
            client_secret: secret?,
            title: title.unwrap_or_else(|| "Library account".into()),
        })
    }
}

/// Whether an address is this machine.
fn is_here(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        None => false,
    }
}
