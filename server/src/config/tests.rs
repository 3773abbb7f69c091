#![allow(clippy::unwrap_used, clippy::indexing_slicing)]
use super::*;

fn read(text: &str, environment: &[(&str, &str)]) -> Result<Config, Vec<String>> {
    let environment = environment.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    Config::read(text, Path::new("/etc/atrium/atrium.toml"), &environment).map_err(|wrong| wrong.0)
}

const LEAST: &str = "public_url = \"https://library.example\"\n[member]\nid = \"library\"\n";

#[test]
fn two_keys_are_enough() {
    let config = read(LEAST, &[]).unwrap();
    assert_eq!(config.database, "sqlite:/etc/atrium/atrium.db");
    assert_eq!(config.front_doors, ["https://library.example"]);
    assert_eq!((config.alliance, config.app, config.log.json), (Alliance::Alone, None, false));
    assert_eq!(config.member.files, Path::new("/etc/atrium/files"));
}

#[test]
fn the_environment_comes_first() {
    let environment = [
        ("ATRIUM_PUBLIC_URL", "http://127.0.0.1:9000"),
        ("DATABASE_URL", "postgres://a@b/c"),
        ("ATRIUM_FRONT_DOORS", "https://a.example, https://b.example/"),
        ("ATRIUM_LOG_FORMAT", "json"),
    ];
    let config = read(LEAST, &environment).unwrap();
    assert_eq!((config.public_url.as_str(), config.database.as_str()), ("http://127.0.0.1:9000/", "postgres://a@b/c"));
    assert_eq!(config.front_doors, ["http://127.0.0.1:9000", "https://a.example", "https://b.example"]);
    assert!(config.log.json);
}

#[test]
fn everything_that_is_wrong_is_said_at_once_with_its_place() {
    let text = "public_ulr = \"x\"\nlisten = \"here\"\ndatabase = \"mysql:x\"\n[member]\nkind = \"shop\"\n[log]\nformat = 3\n\
                [oidc]\nissuer = \"https://i.example\"\n[[mount]]\npath = \"demo\"\nfolder = \"x\"\n[alliance]\nfile = \"no.json\"\n";
    let wrong = read(text, &[("ATRIUM_COLOUR", "red")]).unwrap_err();
    for (place, sentence) in [
        ("atrium.toml, `public_ulr`", "Did you mean `public_url`?"),
        ("`ATRIUM_COLOUR`", "no such key"),
        ("atrium.toml, `public_url`", "is missing"),
        ("atrium.toml, `listen`", "127.0.0.1:8080"),
        ("atrium.toml, `database`", "postgres://"),
        ("atrium.toml, `member.kind`", "planetarium"),
        ("atrium.toml, `member.id`", "is missing"),
        ("atrium.toml, `log.format`", "quotation marks"),
        ("atrium.toml, `oidc.client_id`", "is missing"),
        ("atrium.toml, `oidc.client_secret`", "is missing"),
        ("[[mount]] number 1", "/demo/"),
        ("atrium.toml, `alliance.file`", "there is no file"),
    ] {
        assert!(wrong.iter().any(|said| said.contains(place) && said.contains(sentence)), "{place}: {wrong:#?}");
    }
    assert_eq!(wrong.len(), 12, "{wrong:#?}");
}

#[test]
fn what_is_no_toml_is_told_by_its_line() {
    let wrong = read("public_url = \"https://a.example\"\nlisten = \n", &[]).unwrap_err();
    assert!(wrong.len() == 1 && wrong[0].starts_with("/etc/atrium/atrium.toml, line 2: "), "{wrong:?}");
}

#[test]
fn a_secret_is_not_shown() {
    let text = format!("{LEAST}[oidc]\nissuer = \"https://i.example\"\nclient_id = \"c\"\nclient_secret = \"hush\"\n");
    assert!(!format!("{:?}", read(&text, &[]).unwrap()).contains("hush"));
}

#[test]
fn a_provider_over_plain_http_is_refused() {
    let with = |issuer: &str| {
        read(&format!("{LEAST}[oidc]\nissuer = \"{issuer}\"\nclient_id = \"c\"\nclient_secret = \"hush\"\n"), &[])
    };
    for open in
        ["http://login.library.example", "http://10.0.0.7:9000", "http://127.0.0.1.example", "http://localhost.example"]
    {
        let wrong = with(open).unwrap_err();
        assert!(wrong.len() == 1 && wrong[0].contains("`oidc.issuer`") && wrong[0].contains("plain http"), "{wrong:?}");
    }
    for closed in
        ["https://login.library.example", "http://127.0.0.1:9000", "http://localhost:9000", "http://[::1]:9000"]
    {
        assert!(with(closed).is_ok(), "{closed}");
    }
}
