//! Which names of this machine a request may use.

use std::net::IpAddr;

/// The names under which the preview answers.
///
/// A page of a foreign site can point its own name at this machine (DNS rebinding) and then read what is served here.
/// It cannot do so with a number or with `localhost`, so these are let in, and else only the name that was asked for.
#[derive(Clone, Debug)]
pub struct Hosts {
    own: String,
}

impl Hosts {
    /// Numbers, `localhost`, and this name.
    pub fn and(own: &str) -> Self {
        Self { own: own.to_ascii_lowercase() }
    }

    /// Whether a request with this `Host` header (RFC 9110, section 7.2) is answered.
    pub fn allow(&self, header: &str) -> bool {
        let name = without_port(header.trim()).to_ascii_lowercase();
        let number = name.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(&name);
        !name.is_empty() && (name == "localhost" || name == self.own || number.parse::<IpAddr>().is_ok())
    }
}

fn without_port(header: &str) -> &str {
    match header.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) && !name.ends_with(':') => name,
        _ => header,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_own_names_are_let_in() {
        let hosts = Hosts::and("build.internal");
        for allowed in
            ["127.0.0.1:4747", "localhost", "LocalHost:80", "[::1]:4747", "192.168.0.7:1", "build.internal:9"]
        {
            assert!(hosts.allow(allowed), "{allowed}");
        }
        for refused in
            ["", "evil.example", "evil.example:4747", "127.0.0.1.evil.example", "localhost.evil.example", ":80"]
        {
            assert!(!hosts.allow(refused), "{refused}");
        }
    }
}
