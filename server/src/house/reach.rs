//! Whether an address is one that only insiders reach. What others write must not make this server ask such a place in their stead.

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use url::{Host, Url};

/// Finds hosts by name, but none that only insiders reach. Looked at here, because what a name means may change from one
/// question to the next.
pub struct Outside;

impl Resolve for Outside {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let outside: Vec<SocketAddr> = found.filter(|address| !is_inner(address.ip())).collect();
            if outside.is_empty() {
                return Err(format!("{} is a host that only insiders reach", name.as_str()).into());
            }
            let outside: Addrs = Box::new(outside.into_iter());
            Ok(outside)
        })
    }
}

/// Whether an address has the number of an inner host in it, which is not looked up.
pub fn says_inner(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => is_inner(IpAddr::V4(address)),
        Some(Host::Ipv6(address)) => is_inner(IpAddr::V6(address)),
        Some(Host::Domain(_)) => false,
        None => true,
    }
}

/// Whether only insiders reach it: this machine, its networks, and what is for nobody in particular.
pub fn is_inner(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_inner_4(address),
        IpAddr::V6(address) => is_inner_6(address),
    }
}

fn is_inner_4(address: Ipv4Addr) -> bool {
    let [first, second, third, _] = address.octets();
    address.is_loopback()
        || address.is_private()
        || address.is_link_local()
        || address.is_multicast()
        || first == 0
        || first >= 240
        // Networks of providers, and of tests.
        || (first == 100 && (64..128).contains(&second))
        || (first == 198 && (18..20).contains(&second))
        || (first, second, third) == (192, 0, 0)
}

fn is_inner_6(address: Ipv6Addr) -> bool {
    let [first, second, third, fourth, fifth, sixth, high, low] = address.segments();
    let inside = |high: u16, low: u16| {
        let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
        is_inner_4(Ipv4Addr::new(a, b, c, d))
    };
    // Addresses of the older kind, as they are written in the newer: as such, through a translator, and through a tunnel.
    let older = match (first, second) {
        (0, 0) if (third, fourth, fifth) == (0, 0, 0) && matches!(sixth, 0 | 0xffff) => inside(high, low),
        (0x64, 0xff9b) => inside(high, low),
        (0x2002, _) => inside(second, third),
        _ => false,
    };
    older
        || address.is_loopback()
        || address.is_unspecified()
        || address.is_multicast()
        || address.is_unique_local()
        || address.is_unicast_link_local()
        || first & 0xffc0 == 0xfec0
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn insiders_are_told_from_the_world() {
        for inner in [
            "127.0.0.1",
            "127.9.9.9",
            "10.1.2.3",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.0.1",
            "169.254.169.254",
            "0.0.0.0",
            "100.64.0.1",
            "192.0.0.8",
            "198.18.0.1",
            "224.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "fe80::1",
            "fd00::1",
            "fec0::1",
            "ff02::1",
            "::ffff:10.0.0.1",
            "::127.0.0.1",
            "64:ff9b::7f00:1",
            "2002:7f00:1::",
        ] {
            assert!(is_inner(inner.parse().unwrap()), "{inner}");
        }
        for outer in ["93.184.216.34", "172.32.0.1", "100.128.0.1", "8.8.8.8", "2606:2800:220:1::1", "::ffff:8.8.8.8"] {
            assert!(!is_inner(outer.parse().unwrap()), "{outer}");
        }
        for url in ["http://2130706433/", "http://0x7f.1/", "http://[::1]/", "http://017700000001/", "data:x"] {
            assert!(says_inner(&Url::parse(url).unwrap()), "{url}");
        }
    }
}
