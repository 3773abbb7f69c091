//! Accounts: what making one answers, and the cookie, attribute by attribute.

use serde_json::{Value, json};

use super::{Patron, Site};
use crate::checks::Check;
use crate::checks::participate::{
    ACCOUNT, ACCOUNT_READ, COOKIE_HTTP_ONLY, COOKIE_LIFE, COOKIE_PATH, COOKIE_SAME_SITE, COOKIE_SECURE, COOKIE_TOKEN,
    DEVICE_NAME, RECOVERY,
};
use crate::http::{Answer, SetCookie};

/// A year is long; a cookie that is renewed on use may be a little shorter.
const LEAST_LIFE: i64 = 300 * 86_400;

/// The account everything is tried with: made here, or the caller's.
pub fn first(site: &mut Site) -> Option<Patron> {
    match site.run.options.cookies.first().cloned() {
        Some(cookie) => known(site, cookie),
        None => {
            let patron = make(site)?;
            names(site);
            Some(patron)
        }
    }
}

/// Another account, that must not see the first.
pub fn another(site: &mut Site) -> Option<Patron> {
    match site.run.options.cookies.clone() {
        cookies if cookies.is_empty() => make(site),
        cookies => {
            let second = cookies.get(1).cloned();
            if second.is_none() {
                site.run.report.skip(
                    &crate::checks::participate::STRANGER_READ,
                    "--cookie names one account only; a second line would be another's",
                );
            }
            // Without a second account nothing can be tried as a stranger; the first stands in, and strangers are left out.
            known(site, second.unwrap_or_else(|| cookies.first().cloned().unwrap_or_default()))
        }
    }
}

fn known(site: &mut Site, cookie: String) -> Option<Patron> {
    let mut patron = Patron { cookie, account: String::new(), device: String::new(), recovery: None, ours: false };
    let url = site.href("account");
    let answer = site.get(&patron, &url);
    site.run.status(&ACCOUNT_READ, &answer, &[200]).then_some(())?;
    patron.account = answer.text("/id").unwrap_or_default().to_owned();
    Some(patron)
}

/// Makes an account.
pub fn make(site: &mut Site) -> Option<Patron> {
    let url = site.href("accounts");
    let answer = site.post(None, &url, &json!({ "device": "Conformance check" }));
    let named = answer.text("/account").is_some() && answer.text("/device").is_some();
    if !site.run.holds(&ACCOUNT, &answer, answer.is(201) && named, "201 with account, device and recovery") {
        return None;
    }
    let recovery = answer.text("/recovery").unwrap_or_default().to_owned();
    let came = format!("`{recovery}`");
    site.run.that(&RECOVERY, &answer, is_recovery(&recovery), "eight groups of four of Crockford's base 32", came);
    let patron = cookie(site, &answer, Some(recovery))?;
    site.made.push(patron.clone());
    Some(patron)
}

/// Whether a text has the form of a recovery key: 160 bits.
pub fn is_recovery(text: &str) -> bool {
    let groups: Vec<&str> = text.split('-').collect();
    let letter = |byte: u8| byte.is_ascii_digit() || (byte.is_ascii_uppercase() && !b"ILOU".contains(&byte));
    groups.len() == 8 && groups.iter().all(|group| group.len() == 4 && group.bytes().all(letter))
}

/// The device that an answer signed in, its cookie held against the page.
pub fn cookie(site: &mut Site, answer: &Answer, recovery: Option<String>) -> Option<Patron> {
    let cookies: Vec<SetCookie> = answer.cookies().into_iter().filter(|cookie| !cookie.removes()).collect();
    let Some(cookie) = cookies.first() else {
        site.run.fail(&ACCOUNT, &answer.request, "a cookie (Set-Cookie)", "none");
        return None;
    };
    attributes(site, answer, cookie);
    let text = |name: &str| answer.text(name).unwrap_or_default().to_owned();
    Some(Patron { cookie: cookie.pair(), account: text("/account"), device: text("/device"), recovery, ours: true })
}

fn attributes(site: &mut Site, answer: &Answer, cookie: &SetCookie) {
    let names: Vec<String> = cookie
        .attributes
        .iter()
        .map(|(name, value)| if value.is_empty() { name.clone() } else { format!("{name}={value}") })
        .collect();
    let said = names.join("; ");
    let has = |name: &str| cookie.attribute(name).is_some();
    let same_site = cookie.attribute("samesite").unwrap_or_default().to_ascii_lowercase();
    let strict = same_site == "strict" || (same_site == "none" && has("partitioned"));
    let checks: [(&'static Check, bool, &str); 5] = [
        (&COOKIE_HTTP_ONLY, has("httponly"), "HttpOnly"),
        (&COOKIE_SECURE, has("secure"), "Secure"),
        (&COOKIE_SAME_SITE, strict, "SameSite=None; Partitioned, or SameSite=Strict"),
        (&COOKIE_PATH, cookie.attribute("path") == Some("/"), "Path=/"),
        (&COOKIE_LIFE, life(answer, cookie) >= LEAST_LIFE, "Max-Age or Expires of about a year"),
    ];
    for (check, holds, expected) in checks {
        site.run.that(check, answer, holds, expected, said.clone());
    }
    // 128 bits are 22 characters of base 64, 32 of hexadecimal digits; a short alphabet needs more of them.
    let digits = cookie.value.bytes().all(|byte| byte.is_ascii_hexdigit());
    let long = cookie.value.len() >= if digits { 32 } else { 22 };
    let body = String::from_utf8_lossy(&answer.body).into_owned();
    let hidden = !body.contains(&cookie.value);
    let fresh = site.made.iter().all(|other| other.cookie != cookie.pair());
    let came = match (long, hidden, fresh) {
        (false, ..) => format!("a token of {} characters", cookie.value.len()),
        (_, false, _) => "the token stands in the body too".into(),
        _ => "the token of another device".into(),
    };
    site.run.that(
        &COOKIE_TOKEN,
        answer,
        long && hidden && fresh,
        "a new random token of 128 bits or more, in the cookie alone",
        came,
    );
}

fn life(answer: &Answer, cookie: &SetCookie) -> i64 {
    let age = cookie.attribute("max-age").and_then(|text| text.parse::<i64>().ok());
    let now = answer.header("date").and_then(crate::time::of_header).unwrap_or_else(crate::time::now);
    let until = cookie.attribute("expires").and_then(crate::time::of_header);
    age.or_else(|| until.map(|until| (until - now) / 1000)).unwrap_or_default()
}

fn names(site: &mut Site) {
    let url = site.href("accounts");
    for (name, why) in [
        ("x".repeat(61), "61 characters"),
        ("a\u{7}b".into(), "a control character"),
        ("a\u{202e}b".into(), "a mark of direction"),
    ] {
        let answer = site.post(None, &url, &json!({ "device": name }));
        if answer.is(201)
            && let Some(made) = cookie(site, &answer, None)
        {
            site.made.push(made);
        }
        if !site.run.invalid(&DEVICE_NAME, &answer, "/device") {
            site.run.say(&format!("  (a device's name with {why} was tried)"));
        }
    }
}

/// What `GET account` says.
pub fn read(site: &mut Site, who: &Patron) {
    let url = site.href("account");
    let answer = site.get(who, &url);
    let run = &mut *site.run;
    let top = answer.is(200) && answer.text("/type") == Some("Account") && answer.text("/atrium") == Some("1");
    run.holds(&ACCOUNT_READ, &answer, top, "200 with \"atrium\": \"1\", \"type\": \"Account\"");
    run.same(&ACCOUNT_READ, &answer, "/id", &json!(who.account));
    let devices = answer.items("/devices");
    let is_instant = |value: Option<&Value>| {
        value.and_then(Value::as_str).is_some_and(|text| atrium_contract::instant::Instant::parse(text).is_some())
    };
    let is_day = |value: Option<&Value>| {
        value.and_then(Value::as_str).is_some_and(|text| atrium_contract::day::Day::parse(text).is_some())
    };
    let formed = devices.iter().all(|device| is_instant(device.get("createdAt")) && is_day(device.get("seenOn")));
    run.holds(
        &ACCOUNT_READ,
        &answer,
        formed && is_instant(answer.json.get("createdAt")),
        "createdAt is an instant, seenOn a day",
    );
    let this: Vec<&Value> = devices.iter().filter(|device| device.get("this") == Some(&json!(true))).collect();
    let mine = this.len() == 1
        && (who.device.is_empty() || this.iter().all(|device| device.get("id") == Some(&json!(who.device))));
    run.holds(&ACCOUNT_READ, &answer, mine, "one device with \"this\": true, the one that asks");
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_recovery_key_has_no_letters_that_look_like_digits() {
        assert!(super::is_recovery("0123-4567-89AB-CDEF-GHJK-MNPQ-RSTV-WXYZ"));
        assert!(!super::is_recovery("0123-4567-89AB-CDEF-GHJK-MNPQ-RSTV-WXYI"));
        assert!(!super::is_recovery("0123-4567"));
    }
}
